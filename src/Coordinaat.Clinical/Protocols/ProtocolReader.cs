using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using NodaTime.Text;

namespace Coordinaat.Clinical.Protocols;

/// <summary>What became of a protocol file.</summary>
/// <param name="Protocol">The protocol; null when there is a fault.</param>
/// <param name="Faults">What is wrong, by line.</param>
public sealed record ReadProtocol(Protocol? Protocol, ImmutableArray<ProtocolFault> Faults);

/// <summary>Reads a protocol file: a word and its value on each line.</summary>
/// <remarks>
/// Every fault is found with its line, whatever the file is: nothing throws. The form is described
/// in <c>data/protocols/README.md</c>.
/// </remarks>
public static partial class ProtocolReader
{
    /// <summary>No file is larger.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>No value is longer, in characters.</summary>
    public const int TextLengthMax = 600;

    /// <summary>No file has more questions, more outcomes or more tests.</summary>
    public const int BlocksMax = 200;

    private const int CodeLengthMax = 40;
    private const int VersionMax = 9_999;

    // Which words belong to a part; true for those that may stand there more than once.
    private static readonly Dictionary<string, Dictionary<string, bool>> Keys = new(
        StringComparer.Ordinal)
    {
        ["protocol"] = Words(
            ("versie", false), ("naam", false), ("klacht", false), ("systeem", false),
            ("status", false), ("bron", true)),
        ["vraag"] = Words(("abcd", false), ("antwoord", true)),
        ["uitkomst"] = Words(
            ("urgentie", false), ("discriminator", false), ("advies", true), ("vangnet", true),
            ("vervolg", false), ("alternatief", true)),
        ["test"] = Words(("antwoorden", true), ("verwacht", false)),
    };

    private static readonly HashSet<string> AllKeys =
        [.. Keys.Keys, .. Keys.Values.SelectMany(k => k.Keys)];

    /// <summary>Reads a file and checks it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="codes">The codes that it may name.</param>
    public static ReadProtocol Read(ReadOnlySpan<byte> content, ProtocolCodes codes)
    {
        var faults = new List<ProtocolFault>();
        var blocks = BlocksOf(LinesOf(content, faults), faults);
        if (blocks is [{ Kind: "protocol" }, ..])
        {
            var read = Build(blocks, faults);
            ProtocolCheck.Run(read, codes, faults);
            if (faults.Count == 0)
            {
                return new ReadProtocol(read, []);
            }
        }
        else if (blocks.Count > 0 || faults.Count == 0)
        {
            var line = blocks is [var first, ..] ? first.Line : 1;
            faults.Add(new(line, ProtocolFaultKind.NoProtocol));
        }

        return new ReadProtocol(null, [.. faults.Distinct().OrderBy(f => f.Line)]);
    }

    private static Dictionary<string, bool> Words(params (string Word, bool IsMany)[] words) =>
        words.ToDictionary(w => w.Word, w => w.IsMany, StringComparer.Ordinal);

    private static List<Line> LinesOf(ReadOnlySpan<byte> content, List<ProtocolFault> faults)
    {
        if (content.Length > BytesMax)
        {
            faults.Add(new(1, ProtocolFaultKind.TooLarge));
            return [];
        }

        var lines = new List<Line>();
        var rest = content.StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content;
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var bytes = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            var text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes).Trim() : "\0";
            if (text.Any(c => char.IsControl(c) && c != '\t'))
            {
                faults.Add(new(number, ProtocolFaultKind.NotUtf8));
            }
            else if (text.Length > 0 && text[0] != '#')
            {
                var parts = text.Split([' ', '\t'], 2, StringSplitOptions.TrimEntries);
                lines.Add(new Line(number, parts[0], parts.Length > 1 ? parts[1] : ""));
            }
        }

        return lines;
    }

    private static List<Block> BlocksOf(List<Line> lines, List<ProtocolFault> faults)
    {
        var blocks = new List<Block>();
        foreach (var line in lines)
        {
            if (!AllKeys.Contains(line.Key))
            {
                faults.Add(new(line.Number, ProtocolFaultKind.KeyUnknown, Short(line.Key)));
                continue;
            }

            if (line.Value.Length is 0 or > TextLengthMax)
            {
                faults.Add(new(
                    line.Number,
                    line.Value.Length == 0
                        ? ProtocolFaultKind.ValueMissing
                        : ProtocolFaultKind.TextTooLong,
                    line.Key));
            }

            if (Keys.ContainsKey(line.Key))
            {
                if (line.Key == "protocol" && blocks.Count > 0)
                {
                    faults.Add(new(line.Number, ProtocolFaultKind.KeyTwice, line.Key));
                }

                blocks.Add(new Block(line.Key, line.Number, line.Value, []));
            }
            else if (blocks.Count == 0
                || !Keys[blocks[^1].Kind].TryGetValue(line.Key, out var many))
            {
                faults.Add(new(line.Number, ProtocolFaultKind.KeyOutOfPlace, line.Key));
            }
            else if (!many && blocks[^1].Lines.Any(l => l.Key == line.Key))
            {
                faults.Add(new(line.Number, ProtocolFaultKind.KeyTwice, line.Key));
            }
            else
            {
                blocks[^1].Lines.Add(line);
            }
        }

        return blocks;
    }

    private static Protocol Build(List<Block> blocks, List<ProtocolFault> faults)
    {
        var head = blocks[0];
        CheckCode(head.Line, head.Value, Protocol.IdLengthMax, faults);
        foreach (var kind in blocks.GroupBy(b => b.Kind).Where(g => g.Count() > BlocksMax))
        {
            faults.Add(new(kind.ElementAt(BlocksMax).Line, ProtocolFaultKind.TooMany, kind.Key));
        }

        return new Protocol(
            head.Value, VersionOf(head, faults), head.Needed("naam", faults),
            head.Needed("klacht", faults), head.Needed("systeem", faults),
            ApprovalOf(head, faults),
            head.Needed("bron", faults).Length == 0 ? [] : [.. head.All("bron")],
            [.. blocks.Where(b => b.Kind == "vraag").Select(b => QuestionOf(b, faults))],
            [.. blocks.Where(b => b.Kind == "uitkomst").Select(b => OutcomeOf(b, faults))],
            [.. blocks.Where(b => b.Kind == "test").Select(b => TestOf(b, faults))]);
    }

    private static int VersionOf(Block head, List<ProtocolFault> faults)
    {
        var text = head.Needed("versie", faults);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version is 0 or > VersionMax)
        {
            faults.Add(new(head.LineOf("versie"), ProtocolFaultKind.VersionMalformed, Short(text)));
        }

        return version;
    }

    private static Approval? ApprovalOf(Block head, List<ProtocolFault> faults)
    {
        var text = head.Needed("status", faults);
        var approved = ApprovedForm().Match(text);
        if (approved.Success
            && LocalDatePattern.Iso.Parse(approved.Groups["day"].Value) is { Success: true } day)
        {
            return new Approval(approved.Groups["by"].Value, day.Value);
        }

        if (text is not ("demo" or ""))
        {
            faults.Add(new(head.LineOf("status"), ProtocolFaultKind.StatusMalformed, Short(text)));
        }

        return null;
    }

    private static Question QuestionOf(Block block, List<ProtocolFault> faults)
    {
        var (code, text) = Two(block.Value);
        CheckCode(block.Line, code, CodeLengthMax, faults);
        if (text.Length == 0 && code.Length > 0)
        {
            faults.Add(new(block.Line, ProtocolFaultKind.ValueMissing, block.Kind));
        }

        var abcd = string.Concat(block.All("abcd"));
        if (abcd.Any(c => c is < 'A' or > 'D') || abcd.Distinct().Count() < abcd.Length)
        {
            faults.Add(new(block.LineOf("abcd"), ProtocolFaultKind.AbcdMalformed, Short(abcd)));
        }

        var answers = block.Lines.Where(l => l.Key == "antwoord").ToList();
        if (answers.Count == 0)
        {
            faults.Add(new(block.Line, ProtocolFaultKind.NoAnswers, code));
        }
        else if (answers.Count > Question.AnswersMax)
        {
            faults.Add(new(
                answers[Question.AnswersMax].Number, ProtocolFaultKind.TooMany, "antwoord"));
        }

        return new Question(
            code, text, abcd, [.. answers.Select(a => AnswerOf(a, faults))], block.Line);
    }

    private static Answer AnswerOf(Line line, List<ProtocolFault> faults)
    {
        var arrow = line.Value.LastIndexOf("->", StringComparison.Ordinal);
        var (code, text) = Two(arrow < 0 ? line.Value : line.Value[..arrow].Trim());
        var next = arrow < 0 ? "" : line.Value[(arrow + 2)..].Trim();
        if (line.Value.Length > 0 && (text.Length == 0 || next.Length == 0))
        {
            faults.Add(new(line.Number, ProtocolFaultKind.AnswerMalformed, Short(line.Value)));
        }
        else
        {
            CheckCode(line.Number, code, CodeLengthMax, faults);
        }

        return new Answer(code, text, next, line.Number);
    }

    private static ProtocolOutcome OutcomeOf(Block block, List<ProtocolFault> faults)
    {
        CheckCode(block.Line, block.Value, CodeLengthMax, faults);
        var advice = block.Needed("advies", faults).Length == 0 ? [] : block.All("advies");
        return new ProtocolOutcome(
            block.Value, block.Needed("urgentie", faults), block.Needed("discriminator", faults),
            string.Join('\n', advice), string.Join('\n', block.All("vangnet")),
            block.Needed("vervolg", faults), [.. block.All("alternatief")], block.Line);
    }

    private static ProtocolTest TestOf(Block block, List<ProtocolFault> faults)
    {
        var given = block.Needed("antwoorden", faults).Length == 0
            ? []
            : block.All("antwoorden").SelectMany(v => v.Split(
                [' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var steps = new List<ProtocolStep>();
        foreach (var step in given)
        {
            if (step.Split('=') is [{ Length: > 0 } question, { Length: > 0 } answer])
            {
                steps.Add(new ProtocolStep(question, answer));
            }
            else
            {
                faults.Add(new(
                    block.LineOf("antwoorden"), ProtocolFaultKind.TestMalformed, Short(step)));
            }
        }

        return new ProtocolTest(
            block.Value, [.. steps], block.Needed("verwacht", faults), block.Line);
    }

    private static void CheckCode(int line, string code, int max, List<ProtocolFault> faults)
    {
        if (code.Length > 0 && (code.Length > max || !CodeForm().IsMatch(code)))
        {
            faults.Add(new(line, ProtocolFaultKind.CodeMalformed, Short(code)));
        }
    }

    private static (string First, string Tail) Two(string value)
    {
        var parts = value.Split([' ', '\t'], 2, StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    // A fault repeats a little of what was typed, never a whole file.
    private static string Short(string text) => text.Length <= CodeLengthMax
        ? text
        : string.Concat(text.AsSpan(0, CodeLengthMax), "…");

    [GeneratedRegex(
        @"^[a-z0-9]+(-[a-z0-9]+)*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeForm();

    [GeneratedRegex(
        @"^goedgekeurd door (?<by>\S.{0,119}) op (?<day>\d{4}-\d\d-\d\d)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ApprovedForm();

    private sealed record Line(int Number, string Key, string Value);

    /// <summary>A part of a file, with the line that it begins at.</summary>
    private sealed record Block(string Kind, int Line, string Value, List<Line> Lines)
    {
        public IEnumerable<string> All(string key) =>
            Lines.Where(l => l.Key == key).Select(l => l.Value);

        public int LineOf(string key) => Lines.Find(l => l.Key == key)?.Number ?? Line;

        /// <summary>The first value of a key; empty, and a fault, where it is not there.
        /// </summary>
        public string Needed(string key, List<ProtocolFault> faults)
        {
            if (Lines.Find(l => l.Key == key) is { } found)
            {
                return found.Value;
            }

            faults.Add(new(Line, ProtocolFaultKind.KeyMissing, key));
            return "";
        }
    }
}
