using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Coordinaat.Clinical.Protocols;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Clinical;

/// <summary>
/// A protocol file with a fault is refused with the line: above all one that runs in a circle, has
/// a question that nobody gets to, or ends without an urgency. The shipped ones do what their own
/// tests say, on every path.
/// </summary>
public sealed partial class ProtocolTests
{
    private const string Good = """
        protocol proef
        versie 1
        naam Proef
        klacht fall
        systeem nts
        status demo
        bron Eigen tekst
        vraag a Praat de patiënt?
        abcd ABCD
        antwoord ja Ja -> pijn
        antwoord nee Nee -> nood
        vraag pijn Is er pijn?
        antwoord nee Nee -> later
        antwoord ja Ja -> nood
        uitkomst nood
        urgentie U1
        discriminator Levensbedreigd
        advies Bel 112
        vervolg ambulance
        uitkomst later
        urgentie U4
        discriminator Geen pijn
        advies Rust
        vangnet Bel bij pijn
        vervolg own-gp
        alternatief own-gp
        test Geen pijn
        antwoorden a=ja pijn=nee
        verwacht U4
        """;

    private static readonly ProtocolCodes Codes = new(
        ["fall"], ["nts"], ["U1", "U4"], ["ambulance", "own-gp"], ["own-gp"]);

    private static readonly ProtocolCodes ShippedCodes = new(
        Listed("complaint"), Listed("triage-system"), ["U0", "U1", "U2", "U3", "U4", "U5"],
        Listed("triage-follow-up"), Listed("alternative"));

    /// <summary>Line, what stands there, what stands there instead, and what is wrong then.
    /// </summary>
    public static readonly TheoryData<int, string, string, ProtocolFaultKind> Broken = new()
    {
        { 1, "protocol proef", "versie 2", ProtocolFaultKind.KeyOutOfPlace },
        { 1, "protocol proef", "vraag q Vraag?", ProtocolFaultKind.NoProtocol },
        { 1, "protocol proef", "protocol Proef", ProtocolFaultKind.CodeMalformed },
        { 3, "naam Proef", "Naam Proef", ProtocolFaultKind.KeyUnknown },
        { 3, "naam Proef", "antwoord ja Ja -> a", ProtocolFaultKind.KeyOutOfPlace },
        { 3, "naam Proef", "versie 2", ProtocolFaultKind.KeyTwice },
        { 3, "naam Proef", "naam", ProtocolFaultKind.ValueMissing },
        { 1, "naam Proef\n", "", ProtocolFaultKind.KeyMissing },
        { 15, "urgentie U1\n", "", ProtocolFaultKind.KeyMissing },
        { 2, "versie 1", "versie 0", ProtocolFaultKind.VersionMalformed },
        { 2, "versie 1", "versie 1.0", ProtocolFaultKind.VersionMalformed },
        { 1, "klacht fall", "klacht val", ProtocolFaultKind.ComplaintUnknown },
        { 1, "systeem nts", "systeem eigen", ProtocolFaultKind.SystemUnknown },
        { 6, "status demo", "status goedgekeurd", ProtocolFaultKind.StatusMalformed },
        {
            6, "status demo", "status goedgekeurd door X op 2026-02-30",
            ProtocolFaultKind.StatusMalformed
        },
        { 7, "bron Eigen tekst", "bron Eigen\u0001", ProtocolFaultKind.NotUtf8 },
        { 9, "abcd ABCD", "abcd ABCE", ProtocolFaultKind.AbcdMalformed },
        { 8, "abcd ABCD", "abcd ABC", ProtocolFaultKind.AbcdMissing },
        { 12, "vraag pijn Is er pijn?\n", "vraag pijn\n", ProtocolFaultKind.ValueMissing },
        { 10, "Ja -> pijn", "Ja pijn", ProtocolFaultKind.AnswerMalformed },
        { 10, "Ja -> pijn", "Ja -> pijnn", ProtocolFaultKind.NextUnknown },
        { 13, "Nee -> later", "Nee -> a", ProtocolFaultKind.Loop },
        { 13, "Nee -> later", "Nee -> pijn", ProtocolFaultKind.Loop },
        { 20, "Nee -> later", "Nee -> nood", ProtocolFaultKind.Unreachable },
        { 12, "Ja -> pijn", "Ja -> later", ProtocolFaultKind.Unreachable },
        { 11, "antwoord nee Nee -> nood", "antwoord ja Nee -> nood", ProtocolFaultKind.CodeTwice },
        { 20, "uitkomst later", "uitkomst pijn", ProtocolFaultKind.CodeTwice },
        { 15, "urgentie U1", "urgentie U9", ProtocolFaultKind.UrgencyUnknown },
        { 15, "vervolg ambulance", "vervolg taxi", ProtocolFaultKind.FollowUpUnknown },
        { 20, "alternatief own-gp", "alternatief taxi", ProtocolFaultKind.AlternativeUnknown },
        { 20, "vangnet Bel bij pijn\n", "", ProtocolFaultKind.SafetyNetMissing },
        { 8, "abcd ABCD\n", "", ProtocolFaultKind.AbcdNotFirst },
        { 28, "pijn=nee", "pijn:nee", ProtocolFaultKind.TestMalformed },
        { 27, "verwacht U4", "verwacht U1", ProtocolFaultKind.TestFails },
        { 27, "pijn=nee", "", ProtocolFaultKind.TestFails },
        { 27, "pijn=nee", "pijn=ooit", ProtocolFaultKind.TestFails },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_fault_is_told_with_its_line(
        int line, string good, string bad, ProtocolFaultKind kind)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var read = Read(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Null(read.Protocol);
        Assert.Contains(read.Faults, f => f.Line == line && f.Kind == kind);
    }

    [Fact]
    public void Every_kind_of_fault_has_a_broken_file()
    {
        ProtocolFaultKind[] apart =
        [
            ProtocolFaultKind.TooLarge, ProtocolFaultKind.TextTooLong, ProtocolFaultKind.TooMany,
            ProtocolFaultKind.NoQuestions, ProtocolFaultKind.NoAnswers,
            ProtocolFaultKind.ProtocolTwice,
        ];
        Assert.Equal(
            Enum.GetValues<ProtocolFaultKind>(),
            Broken.Select(row => row.Data.Item4).Concat(apart).Distinct().Order());
    }

    [Fact]
    public void What_is_too_large_empty_or_no_text_is_refused_with_the_line()
    {
        Fault(1, ProtocolFaultKind.TooLarge, new byte[ProtocolReader.BytesMax + 1]);
        Fault(1, ProtocolFaultKind.NoProtocol, []);
        Fault(1, ProtocolFaultKind.NoQuestions, Encoding.UTF8.GetBytes("protocol x"));
        Fault(2, ProtocolFaultKind.NotUtf8, Encoding.Latin1.GetBytes("protocol x\nnaam é"));
        Fault(1, ProtocolFaultKind.NotUtf8, Encoding.Unicode.GetBytes(Good));
        var question = "vraag a Praat de patiënt?\nabcd ABCD\n";
        Fault(2, ProtocolFaultKind.NoAnswers, Encoding.UTF8.GetBytes($"protocol x\n{question}"));
        Fault(4, ProtocolFaultKind.TextTooLong, Encoding.UTF8.GetBytes(
            $"protocol x\n{question}antwoord ja {new string('x', 600)} -> a"));
        var answers = string.Join(
            '\n', Enumerable.Range(1, 10).Select(n => $"antwoord x{n} x -> a"));
        Fault(
            13, ProtocolFaultKind.TooMany,
            Encoding.UTF8.GetBytes($"protocol x\n{question}{answers}"));
        var after = Good.Replace("Nee -> later", "Nee -> laat", StringComparison.Ordinal)
            + "\nvraag laat Ademt de patiënt?\nabcd B\nantwoord ja Ja -> later";
        Fault(30, ProtocolFaultKind.AbcdNotFirst, Encoding.UTF8.GetBytes(after));
    }

    [Fact]
    public void A_good_file_is_read_whole_with_or_without_a_mark_and_windows_lines()
    {
        var windows = Good.Replace("\n", "\r\n", StringComparison.Ordinal);
        foreach (var content in new[]
        {
            Encoding.UTF8.GetBytes(Good),
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(windows)],
        })
        {
            var read = ProtocolReader.Read(content, Codes);
            Assert.Empty(read.Faults);
            var protocol = read.Protocol!;
            Assert.Equal(("proef", 1, "fall", true),
                (protocol.Id, protocol.Version, protocol.Complaint, protocol.IsDemo));
            Assert.Equal("ABCD", protocol.Questions[0].Abcd);
            Assert.Equal(["Ja", "Nee"], protocol.Questions[0].Answers.Select(a => a.Text));
        }

        var approved = Read(Good.Replace(
            "status demo", "status goedgekeurd door dr. V. Toezicht, kaderarts op 2026-11-01",
            StringComparison.Ordinal)).Protocol!;
        Assert.Equal("dr. V. Toezicht, kaderarts", approved.Approval!.By);
        Assert.False(approved.IsDemo);
    }

    [Fact]
    public void A_run_goes_on_goes_back_and_ends_with_what_made_it_so()
    {
        var protocol = Read(Good).Protocol!;
        Assert.Null(ProtocolRun.Of(protocol, ["ja", "ooit"]));
        Assert.Null(ProtocolRun.Of(protocol, ["nee", "nee"]));
        var run = ProtocolRun.Of(protocol, ["ja"])!;
        Assert.Equal("pijn", run.Question!.Code);
        Assert.Equal("a", run.Back().Question!.Code);
        Assert.Equal("a", run.Back().Back().Question!.Code);
        Assert.Null(run.Result);
        var result = run.After("nee")!.Result!;
        Assert.Equal(
            ("proef", 1, "fall", "U4", "Geen pijn", "Bel bij pijn", "own-gp"),
            (result.Protocol, result.Version, result.Complaint, result.Urgency,
                result.Discriminator, result.SafetyNet, result.FollowUp));
        Assert.Equal([new("a", "ja"), new("pijn", "nee")], result.Path);
    }

    [Fact]
    public void The_shipped_protocols_are_demonstrations_and_every_path_has_a_test()
    {
        var files = Shipped();
        Assert.Equal(6, files.Count);
        foreach (var (name, text) in files)
        {
            var read = ProtocolReader.Read(Encoding.UTF8.GetBytes(text), ShippedCodes);
            Assert.True(read.Protocol is not null, $"{name}: {string.Join(", ", read.Faults)}");
            Assert.True(read.Protocol.IsDemo);
            Assert.Equal("coordinaat-demo", read.Protocol.System);
            Assert.Contains("NIET VOOR KLINISCH GEBRUIK", text, StringComparison.Ordinal);
            var tested = read.Protocol.Tests
                .Select(t => string.Join(' ', t.Steps.Select(s => $"{s.Question}={s.Answer}")));
            Assert.Equal(
                Paths(ProtocolRun.Begin(read.Protocol)).Order(StringComparer.Ordinal),
                tested.Order(StringComparer.Ordinal));
        }
    }

    // What the reader says of loops and of what nobody gets to is compared with a plain closure
    // over the arrows of the text.
    [Fact]
    public void A_loop_and_a_question_that_nobody_gets_to_are_always_found()
    {
        const int Seed = 20_261_123;
        var random = new Random(Seed);
        var (loops, lost, clean) = (0, 0, 0);
        foreach (var (name, text) in Shipped())
        {
            for (var i = 0; i < 500; i++)
            {
                var mutated = Mutated(random, text.Split('\n'));
                var faults = ProtocolReader
                    .Read(Encoding.UTF8.GetBytes(mutated), ShippedCodes).Faults;
                if (PlainGraph.Of(mutated) is not { } graph || faults.Any(f => f.Kind
                    is ProtocolFaultKind.NoProtocol or ProtocolFaultKind.CodeTwice
                    or ProtocolFaultKind.NextUnknown))
                {
                    Assert.NotEmpty(faults);
                    continue;
                }

                var said = $"seed {Seed}, {name}, {i}: {string.Join(", ", faults)}";
                Assert.True(graph.HasLoop
                    == faults.Any(f => f.Kind == ProtocolFaultKind.Loop), said);
                Assert.True(graph.HasUnreachable
                    == faults.Any(f => f.Kind == ProtocolFaultKind.Unreachable), said);
                loops += graph.HasLoop ? 1 : 0;
                lost += graph.HasUnreachable ? 1 : 0;
                clean += faults.IsEmpty ? 1 : 0;
            }
        }

        Assert.True(loops > 50 && lost > 50 && clean > 50, $"{loops}, {lost}, {clean}");
    }

    [Fact]
    public void No_file_whatever_makes_the_reader_fail()
    {
        const int Seed = 7_120_613;
        var random = new Random(Seed);
        foreach (var (_, text) in Shipped())
        {
            for (var i = 0; i < 300; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(text).ToList();
                for (var n = random.Next(1, 30); n > 0; n--)
                {
                    var at = random.Next(bytes.Count);
                    switch (random.Next(3))
                    {
                        case 0:
                            bytes[at] = (byte)random.Next(256);
                            break;
                        case 1:
                            bytes.RemoveAt(at);
                            break;
                        default:
                            bytes.Insert(at, (byte)" \n->=#a\t"[random.Next(8)]);
                            break;
                    }
                }

                var read = ProtocolReader.Read(bytes.ToArray(), ShippedCodes);
                Assert.Equal(read.Protocol is null, !read.Faults.IsEmpty);
            }
        }
    }

    private static ReadProtocol Read(string text) =>
        ProtocolReader.Read(Encoding.UTF8.GetBytes(text), Codes);

    private static void Fault(int line, ProtocolFaultKind kind, byte[] content) =>
        Assert.Contains(
            ProtocolReader.Read(content, Codes).Faults, f => f.Line == line && f.Kind == kind);

    private static List<(string Name, string Text)> Shipped() =>
    [
        .. Directory.EnumerateFiles(Repository.PathTo("data", "protocols"), "*.txt")
            .Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), File.ReadAllText(f))),
    ];

    private static ImmutableHashSet<string> Listed(string list) =>
    [
        .. File.ReadLines(Repository.PathTo("data", "norms", "codes.csv"))
            .Select(l => l.Split(',')).Where(l => l[0] == list).Select(l => l[1]),
    ];

    private static IEnumerable<string> Paths(ProtocolRun run) => run.Question is null
        ? [string.Join(' ', run.Given.Select(g => $"{g.Question.Code}={g.Answer.Code}"))]
        : run.Question.Answers.SelectMany(a => Paths(run.After(a.Code)!));

    private static string Mutated(Random random, string[] lines)
    {
        var all = lines.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var (one, other) = (random.Next(all.Count), random.Next(all.Count));
            switch (random.Next(5))
            {
                case 0:
                    all.RemoveAt(one);
                    break;
                case 1:
                    all.Insert(one, all[other]);
                    break;
                case 2:
                    (all[one], all[other]) = (all[other], all[one]);
                    break;
                default:
                    var names = all.Where(l => l.StartsWith("vraag ", StringComparison.Ordinal)
                        || l.StartsWith("uitkomst ", StringComparison.Ordinal)).ToList();
                    var arrows = all.FindAll(l => l.Contains("->", StringComparison.Ordinal));
                    var at = all.IndexOf(arrows[random.Next(arrows.Count)]);
                    var to = names[random.Next(names.Count)].Split(
                        ' ', StringSplitOptions.RemoveEmptyEntries)[1];
                    all[at] = Arrow().Replace(all[at], $"-> {to}");
                    break;
            }
        }

        return string.Join('\n', all);
    }

    [GeneratedRegex(@"->\s*\S+", RegexOptions.None, 1000)]
    private static partial Regex Arrow();

    /// <summary>The arrows of a text, by a reading of their own; every question leads to all that
    /// its answers do, and so on.</summary>
    private sealed record PlainGraph(bool HasLoop, bool HasUnreachable)
    {
        public static PlainGraph? Of(string text)
        {
            var (names, arrows, open) = (new List<string>(), new List<(string, string)>(), "");
            foreach (var words in text.Split('\n').Where(l => !l.StartsWith('#')).Select(l =>
                l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 1))
            {
                open = words[0] is "vraag" or "uitkomst" or "test" or "protocol"
                    ? words[0] == "vraag" ? words[1] : ""
                    : open;
                if (words[0] is "vraag" or "uitkomst")
                {
                    names.Add(words[1]);
                }
                else if (words[0] == "antwoord")
                {
                    arrows.Add((open, words[^1]));
                }
            }

            // Where names are doubled or lead nowhere there is no one graph.
            return names.Count == 0 || names.Distinct().Count() < names.Count
                || !arrows.All(a => a.Item1.Length > 0 && names.Contains(a.Item2))
                    ? null
                    : Of(text, names, arrows);
        }

        private static PlainGraph? Of(
            string text, List<string> names, List<(string From, string To)> arrows)
        {
            var first = text.Split('\n').FirstOrDefault(
                l => l.StartsWith("vraag ", StringComparison.Ordinal));
            if (first is null)
            {
                return null;
            }

            var leads = new bool[names.Count, names.Count];
            foreach (var (from, to) in arrows)
            {
                leads[names.IndexOf(from), names.IndexOf(to)] = true;
            }

            for (var k = 0; k < names.Count; k++)
            {
                for (var i = 0; i < names.Count; i++)
                {
                    for (var j = 0; j < names.Count; j++)
                    {
                        leads[i, j] |= leads[i, k] && leads[k, j];
                    }
                }
            }

            var start = names.IndexOf(
                first.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
            var all = Enumerable.Range(0, names.Count).ToList();
            return new PlainGraph(
                all.Any(i => leads[i, i]), all.Any(i => i != start && !leads[start, i]));
        }
    }
}
