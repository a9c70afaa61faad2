using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Tidy;

/// <summary>
/// Tests about the code itself. Each check is run on the whole source tree, and once on a bad
/// sample that must fail: a gate that was never seen red is no gate.
/// </summary>
/// <remarks>
/// Old code may only shrink: what is over a limit stands in ratchet.txt with how far. Run the tests
/// with COORDINAAT_GOLDEN=write to write that file anew after making something shorter.
/// </remarks>
public sealed partial class TidyTests
{
    private const int ColumnsMax = 100;
    private const int LinesMax = 70;

    // Where a ban may be lifted, each with its reason beside the pragma.
    private static readonly string[] MayLiftBans =
        ["src/Coordinaat.Engine/Ids.cs"];

    // The word of the field, kept against the analyzer.
    private static readonly string[] MaySuppress = ["src/Coordinaat.Domain/Kernel/Vector.cs"];

    private static readonly string RatchetPath =
        Repository.PathTo("tests", "Coordinaat.Tests", "Tidy", "ratchet.txt");

    private static readonly (string Path, string Text)[] All =
        [.. Source.Files("src", "tests", "benches", "ops")];

    [Fact]
    public void No_line_is_wider_and_no_function_longer_than_it_was()
    {
        var known = File.ReadAllLines(RatchetPath).Select(l => l.Split(' '))
            .ToDictionary(p => (p[0], p[1]), p => int.Parse(p[2], provider: null));
        var now = All.SelectMany(f => new[]
        {
            (Key: ("wide-lines", f.Path), Count: WideLines(f.Text).Count()),
            (Key: ("long-functions", f.Path), Count: LongFunctions(f.Text).Count()),
        }).Where(x => x.Count > 0).ToDictionary(x => x.Key, x => x.Count);
        if (Repository.IsWritten)
        {
            File.WriteAllLines(RatchetPath, now.Where(x => known.ContainsKey(x.Key))
                .Select(x => $"{x.Key.Item1} {x.Key.Path} {Math.Min(x.Value, known[x.Key])}")
                .Order(StringComparer.Ordinal));
        }

        Assert.Empty(now.Where(x => x.Value > known.GetValueOrDefault(x.Key))
            .Select(x => $"{x.Key}: {x.Value}, was {known.GetValueOrDefault(x.Key)}"));

        // Who made something shorter takes it out of the file, so that it stays shorter.
        Assert.Empty(known.Where(x => x.Value > now.GetValueOrDefault(x.Key))
            .Select(x => $"{x.Key}: {now.GetValueOrDefault(x.Key)}, and the file says {x.Value}"));
    }

    [Fact]
    public void The_domain_the_engine_and_their_tests_have_no_wide_line_and_no_long_function() =>
        Assert.DoesNotContain(
            File.ReadAllLines(RatchetPath),
            l => l.Contains("src/Coordinaat.Domain/", StringComparison.Ordinal)
                || l.Contains("src/Coordinaat.Engine/", StringComparison.Ordinal)
                || l.Contains("tests/", StringComparison.Ordinal));

    [Fact]
    public void No_code_says_that_it_is_not_finished_or_hides_itself() =>
        Assert.Empty(All.SelectMany(f => Unfinished(f.Text).Select(l => $"{f.Path}:{l}")));

    [Fact]
    public void A_ban_is_lifted_only_where_it_is_listed()
    {
        Assert.Equal(MayLiftBans, All.Where(f => LiftsBan(f.Text)).Select(f => f.Path));
        Assert.Equal(MaySuppress, All.Where(f => Suppresses(f.Text)).Select(f => f.Path));
    }

    [Theory]
    [InlineData("Coordinaat.Domain", "NodaTime")]
    [InlineData(
        "Coordinaat.Engine",
        "../Coordinaat.Domain/Coordinaat.Domain.csproj Microsoft.Data.Sqlite "
        + "Microsoft.Extensions.Logging.Abstractions Npgsql SQLitePCLRaw.bundle_e_sqlite3")]
    public void A_project_refers_to_this_and_nothing_else(string project, string references) =>
        Assert.Equal(
            references.Split(' '),
            References(File.ReadAllText(Repository.PathTo("src", project, $"{project}.csproj"))));

    [Fact]
    public void The_domain_reads_no_clock_does_no_io_and_never_waits() => Assert.Empty(
        Source.Files("src/Coordinaat.Domain")
            .SelectMany(f => Impure(f.Text).Select(w => $"{f.Path}: {w}")));

    [Fact]
    public void A_test_name_is_a_sentence()
    {
        var names = typeof(TidyTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => m.Name);

        Assert.All(names, n => Assert.True(IsSentence(n), n));
    }

    // The bad samples.

    [Fact]
    public void The_width_check_sees_101_columns_and_counts_letters_not_bytes()
    {
        Assert.Equal([2], WideLines($"a\n{new string('x', 101)}\n{new string('x', 100)}"));
        Assert.Empty(WideLines(new string('é', 100)));
    }

    [Fact]
    public void The_length_check_sees_71_lines_wherever_the_function_stands()
    {
        Assert.Equal([4], LongFunctions(Sample(71)));
        Assert.Empty(LongFunctions(Sample(70)));
        Assert.Equal([4], LongFunctions(Sample(71, "int F(\n    int a) =>")));
        Assert.Equal([4], LongFunctions(Sample(71, "C(int a)\n        : base(a)")));
        Assert.Equal([4], LongFunctions(Sample(71, "[Fact]\n    int P\n    {\n        get")));
        Assert.Empty(LongFunctions(Sample(200, "static readonly int[] Table = new[]", ";")));
    }

    [Fact]
    public void The_length_check_is_not_fooled_by_braces_in_words()
    {
        const string Words = """
            var a = "{"; var b = '{'; var c = @"{""{"; // {
            var d = $"{a}{{ {(a == "}" ? 1 : 2)}"; /* { */
            """;

        Assert.Equal([4], LongFunctions(Sample(71, inner: Words)));
        Assert.Empty(LongFunctions(Sample(66, inner: Words)));
    }

    [Fact]
    public void The_other_checks_see_their_bad_samples()
    {
        Assert.Equal([1, 3], Unfinished($"// {"FIX"}ME\nok\n#{"region"} X\nTodoList"));
        Assert.True(LiftsBan($"#{"pragma"} warning disable RS0030 // Why."));
        Assert.False(LiftsBan("// RS0030"));
        Assert.True(Suppresses($"[{"Suppress"}Message(\"A\", \"B\")]"));
        Assert.Equal(
            ["../Other.csproj", "Dapper"],
            References(
                "<Project><ItemGroup><PackageReference Include='Dapper'/>"
                + "<ProjectReference Include='../Other.csproj'/></ItemGroup></Project>"));
        Assert.Equal(
            ["async", "System.IO", "DateTimeOffset.UtcNow"],
            Impure("async x; System.IO.File y; DateTimeOffset.UtcNow; // Task and async"));
        Assert.True(IsSentence("A_yes_holds_the_place"));
        Assert.False(IsSentence("HoldsPlace"));
        Assert.False(IsSentence("Test_1"));
    }

    private static IEnumerable<int> WideLines(string text) =>
        text.Split('\n').Index().Where(l => l.Item.TrimEnd('\r').Length > ColumnsMax)
            .Select(l => l.Index + 1);

    private static IEnumerable<int> LongFunctions(string text) =>
        Source.Functions(text).Where(f => f.Lines > LinesMax).Select(f => f.Line);

    private static IEnumerable<int> Unfinished(string text) =>
        text.Split('\n').Index().Where(l => NotFinished().IsMatch(l.Item)).Select(l => l.Index + 1);

    private static bool LiftsBan(string text) => Pragma().IsMatch(text);

    private static bool Suppresses(string text) => Suppression().IsMatch(text);

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(project).Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference"
                or "FrameworkReference")
            .Select(e => e.Attribute("Include")!.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Impure(string text) =>
        NotPure().Matches(Source.Blank(text)).Select(m => m.Value);

    private static bool IsSentence(string name) =>
        name.Split('_') is { Length: >= 3 } && char.IsUpper(name[0]);

    private static string Sample(
        int lines, string header = "void F()", string end = "", string inner = "")
    {
        var fixedLines = header.Split('\n').Length + 2 + inner.Split('\n').Length;
        var body = string.Concat(Enumerable.Repeat("        x();\n", lines - fixedLines));
        var close = header.Contains("get", StringComparison.Ordinal) ? "    }" : "";
        return close.Length > 0
            ? $"namespace A;\nclass B\n{{\n    {header}\n{{\n{inner}\n{body}}}{close}\n}}\n"
            : $"namespace A;\nclass B\n{{\n    {header}\n{{\n{inner}\n{body}}}{end}\n}}\n";
    }

    [GeneratedRegex(
        @"\b(FIX[M]E|TO[D]O)\b|^\s*#(end)?region\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotFinished();

    [GeneratedRegex(@"^\s*#pragma\s+warning", RegexOptions.Multiline, 1000)]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\bSuppressMessage\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suppression();

    [GeneratedRegex(
        @"\basync\b|\bawait\b|\bTask\b|\bSystem\.(IO|Net|Data|Threading)\b|\bDateTime(Offset)?\.\w+"
        + @"|\bTimeProvider\b|\bFile\.|\bConsole\.|\bEnvironment\.",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotPure();
}
