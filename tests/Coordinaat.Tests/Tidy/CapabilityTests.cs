using System.Text.RegularExpressions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Tidy;

/// <summary>
/// Capabilities refer one way. What this table does not allow, directly or through another row, is
/// not referred to: by a using, by a full name, or through the world.
/// </summary>
public sealed partial class CapabilityTests
{
    // Design, section 2. The world and the request stand at the root and know everybody.
    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        ["Kernel"] = [],
        ["Regions"] = ["Kernel"],
        ["Agreements"] = ["Regions"],
        ["Accounts"] = ["Regions"],
        ["Access"] = ["Regions", "Accounts"],
        ["Triage"] = ["Access"],
        ["Capacity"] = ["Regions", "Accounts", "Agreements"],
        ["Feeds"] = ["Regions", "Capacity"],
        ["Matching"] = ["Triage", "Capacity", "Agreements"],
        ["Consultation"] = ["Triage", "Roster"],
        ["Roster"] = ["Regions", "Accounts"],
        ["Placement"] = ["Matching", "Capacity", "Consultation"],
        ["Transport"] = ["Placement", "Regions"],
        ["Visits"] = ["Placement", "Transport", "Triage"],
        ["Handover"] = ["Placement", "Transport", "Visits"],
        ["Telephone"] = ["Triage"],
        ["Crisis"] = ["Capacity", "Placement", "Transport"],
    };

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Repository.PathTo("src", "Coordinaat.Domain"))
            .Select(f => Path.GetFileName(f)!).Where(f => f is not ("bin" or "obj")).Order()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_capability_refers_only_to_what_the_table_allows(string folder)
    {
        Assert.True(MayReferTo.ContainsKey(folder), $"{folder} is not in the table");
        Assert.Empty(Source.Files($"src/Coordinaat.Domain/{folder}")
            .SelectMany(f => Forbidden(folder, f.Text).Select(r => $"{f.Path} refers to {r}")));
    }

    [Fact]
    public void The_table_has_no_circle() =>
        Assert.All(MayReferTo.Keys, f => Assert.DoesNotContain(f, Below(f)));

    [Theory]
    [InlineData("Capacity", "using Coordinaat.Domain.Placement;", "Placement")]
    [InlineData("Access", "var x = world.Triage[id];", "Triage")]
    [InlineData("Access", "var x = Domain.Handover.NextStep.Of(w, r);", "Handover")]
    [InlineData("Kernel", "using Coordinaat.Domain.Regions;", "Regions")]
    [InlineData("Matching", "before.World.Transport", "Transport")]
    public void A_bad_sample_is_seen(string folder, string text, string forbidden) =>
        Assert.Equal([forbidden], Forbidden(folder, text));

    [Theory]
    [InlineData("Handover", "using Coordinaat.Domain.Transport; world.Placement; world.Access")]
    [InlineData("Placement", "world.Regions; world.Triage[id]; using Coordinaat.Domain.Access;")]
    [InlineData("Access", "// See world.Placement, and \"world.Handover\".")]
    [InlineData("Access", "world.Number; using Coordinaat.Domain.Kernel;")]
    public void A_good_sample_passes(string folder, string text) =>
        Assert.Empty(Forbidden(folder, text));

    private static IEnumerable<string> Forbidden(string folder, string text) =>
        Reference().Matches(Source.Blank(text)).Select(m => m.Groups["capability"].Value).Distinct()
            .Where(r => MayReferTo.ContainsKey(r) && r != folder && r != "Kernel"
                && !Below(folder).Contains(r));

    private static HashSet<string> Below(string folder)
    {
        var below = new HashSet<string>();
        var next = new Queue<string>(MayReferTo[folder]);
        while (next.TryDequeue(out var one))
        {
            if (below.Add(one))
            {
                MayReferTo[one].ToList().ForEach(next.Enqueue);
            }
        }

        return below;
    }

    [GeneratedRegex(
        @"\b(Domain|[wW]orld)\.(?<capability>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
