using System.Text.RegularExpressions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Tidy;

/// <summary>The hazard log is about this program: every test that it names exists.</summary>
public sealed partial class HazardTests
{
    private static readonly string[] Rows =
    [
        .. File.ReadLines(Repository.PathTo("docs", "safety", "hazards.md"))
            .Where(l => l.StartsWith("| H", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_hazard_has_its_own_number_a_control_and_tests_that_exist()
    {
        var tests = typeof(HazardTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods().Where(m => m.IsDefined(typeof(FactAttribute), true))
                .Select(m => $"{t.Name}.{m.Name}"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(Rows);
        for (var i = 0; i < Rows.Length; i++)
        {
            var cells = Rows[i].Split('|', StringSplitOptions.TrimEntries)[1..^1];
            var named = Named().Matches(cells[5]).Select(m => m.Groups[1].Value).ToArray();

            Assert.Equal($"H{i + 1}", cells[0]);
            Assert.All(cells, c => Assert.NotEmpty(c));
            Assert.InRange(int.Parse(cells[3], null), 1, 4);
            Assert.NotEmpty(named);
            Assert.Equal([], named.Where(n => !tests.Contains(n)));
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();
}
