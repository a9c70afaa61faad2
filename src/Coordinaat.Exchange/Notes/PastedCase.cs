using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Coordinaat.Exchange.Notes;

/// <summary>The form of a pasted text.</summary>
public enum NoteForm
{
    /// <summary>Neither of the two: all of it is the story.</summary>
    Free = 1,

    /// <summary>Subjectief, Objectief, Evaluatie, Plan.</summary>
    Soep,

    /// <summary>Identificatie, Situatie, Background, Assessment, Recommendation, Repeat.</summary>
    Isbarr,
}

/// <summary>Why a text was not taken, in the order it is checked.</summary>
public enum PasteFault
{
    /// <summary>There is nothing in it.</summary>
    Empty = 1,

    /// <summary>It is longer than <see cref="PastedCase.LengthMax"/> characters.</summary>
    TooLong,

    /// <summary>It holds characters that no text has: a file, or another encoding.</summary>
    NotText,
}

/// <summary>A case as it was pasted from another system: what was recognised, to be looked at by
/// who pasted it (R21). Nothing is thrown away: what went into no field stays in the story.
/// </summary>
/// <param name="Form">The form that was recognised.</param>
/// <param name="Name">The patient's name; empty, as all others, when not recognised.</param>
/// <param name="BirthDate">As it was written.</param>
/// <param name="Bsn">As it was written.</param>
/// <param name="Phone">The call-back number, as it was written.</param>
/// <param name="Postcode">Four digits, and two letters when they were there.</param>
/// <param name="Place">Where the patient is, or the address.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="System">Code of the triage system.</param>
/// <param name="Version">Its version.</param>
/// <param name="Outcome">What the system gave, in its own words.</param>
/// <param name="Story">All the rest.</param>
public sealed partial record PastedCase(
    NoteForm Form, string Name, string BirthDate, string Bsn, string Phone, string Postcode,
    string Place, string Caller, string System, string Version, string Outcome, string Story)
{
    /// <summary>No text is longer, in characters.</summary>
    public const int LengthMax = 20_000;

    private const string Labels =
        @"(?<name>pati[eë]nt(e)?(naam)?|pt|naam)"
        + @"|(?<birth>geboortedatum|geb\.?\s?dat(um|\.)?|geboren|geb\.?)"
        + "|(?<bsn>bsn|burgerservicenummer)"
        + @"|(?<phone>terugbelnummer|telefoon(nummer)?|tel(\.?\s?nr)?\.?|mobiel)"
        + "|(?<postcode>postcode|pc)"
        + "|(?<place>verblijfplaats|verblijft|woonadres|adres|locatie|plaats)"
        + "|(?<caller>beller|melder|aanvrager|verwijzer|vrager)"
        + "|(?<nts>urgentie|nts|triage)"
        + "|(?<mts>mts|manchester)|(?<esi>esi)|(?<ggz>ggz[- ]?triagewijzer|ggz[- ]?urgentie)";

    private static readonly string[] Systems = ["nts", "mts", "esi", "ggz"];

    /// <summary>Reads a pasted text.</summary>
    /// <returns>What was recognised, or why it was not taken.</returns>
    public static (PastedCase? Case, PasteFault? Fault) Read(string text)
    {
        var clean = text.ReplaceLineEndings("\n").Replace('\u00a0', ' ').Trim('\n', ' ', '\ufeff');
        return clean.Length == 0 ? (null, PasteFault.Empty)
            : clean.Length > LengthMax ? (null, PasteFault.TooLong)
            : clean.Any(IsNoText) ? (null, PasteFault.NotText)
            : (Recognise(clean), null);
    }

    /// <summary>Shows nothing of it, so that no log line leaks it.</summary>
    public override string ToString() => "***";

    private static bool IsNoText(char c) => c == '\ufffd'
        || (char.GetUnicodeCategory(c) == UnicodeCategory.Control && c is not ('\n' or '\t'));

    private static PastedCase Recognise(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var story = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var rest = Take(line, found);
            if (rest.Length > 0 || line.Length == 0)
            {
                story.Append(rest).Append('\n');
            }
        }

        string Of(string label) => found.GetValueOrDefault(label, "");
        var (system, version, outcome) = Judged(Of);
        return new PastedCase(
            FormOf(text), Of("name"), Of("birth"), Of("bsn"), Of("phone"),
            PostcodeIn(Of("postcode"), Of("place")), Of("place"), Of("caller"), system, version,
            outcome, ThreeLines().Replace(story.ToString(), "\n\n").Trim());
    }

    // Several labels may stand on one line; each value reaches to the next label. A section's own
    // letter ("S: ") is no label and stays.
    private static string Take(string line, Dictionary<string, string> found)
    {
        var matches = Label().Matches(line);
        var rest = new StringBuilder();
        var at = 0;
        for (var i = 0; i < matches.Count; i++)
        {
            var match = matches[i];
            var end = i + 1 < matches.Count ? matches[i + 1].Index : line.Length;
            var value = line[(match.Index + match.Length)..end].Trim(' ', '\t', ';', ',', '|', '.');
            var kind = match.Groups.Values.Skip(1).First(g => g.Success).Name;
            rest.Append(line, at, match.Index - at);
            at = end;
            var isTaken = value.Length > 0 && Fits(kind, value) && !IsJudgedTwice(kind, found)
                && found.TryAdd(kind, value);

            // What was said beside an outcome is more than the outcome.
            if (!isTaken || (kind == "nts" && !IsOnlyOutcome(value)))
            {
                rest.Append(line, match.Index, end - match.Index);
            }
        }

        return rest.Append(line, at, line.Length - at).ToString().TrimEnd();
    }

    // One triage fills the fields; another stays where it was.
    private static bool IsJudgedTwice(string kind, Dictionary<string, string> found) =>
        Systems.Contains(kind) && Systems.Any(found.ContainsKey);

    // "NTS 2026 U3", and not a word more.
    private static bool IsOnlyOutcome(string value) =>
        Outcomes().Replace(VersionIn().Replace(value, ""), "", 1)
            .Replace("NTS", "", StringComparison.OrdinalIgnoreCase).Trim().Length == 0;

    // A word before a colon is a label only where what follows can be what it says.
    private static bool Fits(string kind, string value) => kind switch
    {
        "birth" => Date().IsMatch(value),
        "bsn" => value.Count(char.IsAsciiDigit) is 8 or 9,
        "phone" => value.Count(char.IsAsciiDigit) is >= 8 and <= 15,
        "postcode" => Postcodes().IsMatch(value),
        "nts" => Outcomes().IsMatch(value),
        "name" or "caller" => value.Length <= 120,
        "place" => value.Length <= 400,
        _ => value.Length <= 40,
    };

    private static (string System, string Version, string Outcome) Judged(Func<string, string> of)
    {
        foreach (var (label, system) in new[]
        {
            ("mts", "mts"), ("esi", "esi"), ("ggz", "ggz-triagewijzer"),
        })
        {
            if (of(label) is { Length: > 0 } outcome)
            {
                return (system, "", outcome);
            }
        }

        var text = of("nts");
        return Outcomes().Match(text) is { Success: true } urgency
            ? ("nts", VersionIn().Match(text).Groups["version"].Value,
                urgency.Value.ToUpperInvariant())
            : ("", "", "");
    }

    private static string PostcodeIn(params string[] texts) => texts
        .Select(t => Postcodes().Match(t)).Where(m => m.Success)
        .Select(m => m.Value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
        .FirstOrDefault("");

    private static NoteForm FormOf(string text)
    {
        var letters = Section().Matches(text)
            .Select(m => char.ToUpperInvariant(m.Groups["letter"].Value[0])).ToImmutableHashSet();
        return letters.Intersect(['I', 'B', 'A', 'R']).Count >= 2 ? NoteForm.Isbarr
            : letters.Intersect(['S', 'O', 'E', 'P']).Count >= 2 ? NoteForm.Soep
            : NoteForm.Free;
    }

    [GeneratedRegex(
        @"(?<![\p{L}\d])(" + Labels + @")\s?[:=]\s*",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^\s*(?<letter>S(?:ubjectief|ituatie)?|O(?:bjectief)?|E(?:valuatie)?|P(?:lan)?|"
        + "I(?:dentificatie|ntroductie)?|B(?:ackground)?|A(?:ssessment|chtergrond)?|"
        + @"R(?:ecommendation|epeat)?)\s?[:.)–-]",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}-\d{2}-\d{2}",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"\b[1-9]\d{3}\s?[A-Za-z]{2}\b|\b[1-9]\d{3}\b",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Postcodes();

    [GeneratedRegex(@"\bU[0-5]\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Outcomes();

    [GeneratedRegex(@"\b(?:NTS|versie|v)\s?(?<version>[0-9][0-9.]*)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex VersionIn();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ThreeLines();
}
