using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Rosters;

namespace Coordinaat.Exchange.Tables;

/// <summary>The fields of one line, read by column. Keeps the first fault and reads on.</summary>
/// <param name="line">The line's number in the file.</param>
/// <param name="header">The names of the columns.</param>
/// <param name="fields">As many fields as columns.</param>
internal sealed class RowReader(int line, string[] header, string[] fields)
{
    private const string Always = "always";
    private const string Never = "never";

    /// <summary>The line's number in the file.</summary>
    public int Line => line;

    /// <summary>The first fault found; null while all is well.</summary>
    public ImportFault? Fault { get; private set; }

    /// <summary>The column of the first fault.</summary>
    public string Column { get; private set; } = "";

    /// <summary>A text that is needed.</summary>
    public string Text(string column)
    {
        var text = TextOrEmpty(column);
        if (text.Length == 0)
        {
            Fail(ImportFault.FieldMissing, column);
        }

        return text;
    }

    /// <summary>A text that may be empty.</summary>
    public string TextOrEmpty(string column)
    {
        var text = fields[Array.IndexOf(header, column)];
        if (text.Length > ImportTable.FieldLengthMax)
        {
            Fail(ImportFault.FieldTooLong, column);
        }

        return text;
    }

    /// <summary>A text in both languages: the columns end in <c>nl</c> and <c>en</c>.</summary>
    public Label Label(string prefix = "") => new(Text(prefix + "nl"), Text(prefix + "en"));

    /// <summary>A whole number; whether it is in its range is the domain's to say.</summary>
    public int Number(string column)
    {
        var text = Text(column);
        if (!int.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Fail(ImportFault.NumberMalformed, column);
        }

        return number;
    }

    /// <summary>The columns <c>lat</c> and <c>lon</c>, in degrees with a point.</summary>
    /// <returns>Anywhere on earth; whether that is in the country is the domain's to say.
    /// </returns>
    public Position Position() =>
        Domain.Kernel.Position.FromDegrees(Degrees("lat", 90), Degrees("lon", 180));

    /// <summary>Hours of working days and of weekends: two columns.</summary>
    public WeekHours Hours(string prefix) =>
        new(DayHours(prefix + "_weekday"), DayHours(prefix + "_weekend"));

    /// <summary>Four digits.</summary>
    public string Postcode(string column)
    {
        var text = Text(column);
        if (text.Length != 4 || text[0] == '0' || !text.All(char.IsAsciiDigit))
        {
            Fail(ImportFault.PostcodeMalformed, column);
        }

        return text;
    }

    /// <summary>A telephone number: three digits at least, with spaces or dashes.</summary>
    public string Phone(string column)
    {
        var text = Text(column);
        if (text.Count(char.IsAsciiDigit) is < 3 or > 15
            || !text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+'))
        {
            Fail(ImportFault.PhoneMalformed, column);
        }

        return text;
    }

    /// <summary>A telephone number, or nothing where it is not known.</summary>
    public string PhoneOrEmpty(string column) =>
        TextOrEmpty(column).Length == 0 ? "" : Phone(column);

    /// <summary>A moment: one with a zone, or one of the Dutch wall clock.</summary>
    public NodaTime.Instant Moment(string column)
    {
        if (!WallClock.TryRead(Text(column), out var at))
        {
            Fail(ImportFault.TimeMalformed, column);
        }

        return at;
    }

    /// <summary>Yes or no.</summary>
    public bool YesNo(string column)
    {
        var text = Text(column);
        if (text is not ("yes" or "no"))
        {
            Fail(ImportFault.WordUnknown, column);
        }

        return text == "yes";
    }

    /// <summary>One word of an enum, in small letters with dashes.</summary>
    public T Word<T>(string column)
        where T : struct, Enum => ToWord<T>(Text(column), column);

    /// <summary>Words of an enum with spaces between them, or none.</summary>
    public ImmutableArray<T> Words<T>(string column)
        where T : struct, Enum => [.. CodesOrEmpty(column).Select(w => ToWord<T>(w, column))];

    /// <summary>Fields of the intake form with spaces between them, or none.</summary>
    public IntakeFields Fields(string column) =>
        Words<IntakeFields>(column).Aggregate(IntakeFields.None, (all, f) => all | f);

    /// <summary>Codes with spaces between them; at least one.</summary>
    public ImmutableArray<string> Codes(string column) => Split(Text(column));

    /// <summary>Codes with spaces between them, or none.</summary>
    public ImmutableArray<string> CodesOrEmpty(string column) => Split(TextOrEmpty(column));

    /// <summary>Whole numbers with spaces between them; at least one.</summary>
    public ImmutableArray<int> Numbers(string column)
    {
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var word in Codes(column))
        {
            if (!int.TryParse(
                    word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n))
            {
                Fail(ImportFault.NumberMalformed, column);
            }

            numbers.Add(n);
        }

        return numbers.ToImmutable();
    }

    /// <summary>Age bands with spaces between them, or <c>all</c>.</summary>
    /// <remarks>Somebody of unknown age is taken where adults are, so it is no word here.</remarks>
    public ImmutableArray<AgeBand> Ages(string column) => Text(column) == "all"
        ? [.. Enum.GetValues<AgeBand>().Where(a => a != AgeBand.Unknown)]
        : [.. Codes(column).Select(w => ToWord<AgeBand>(w, column)).Distinct().Order()];

    /// <summary>What a unit has, with spaces between the words, or <c>none</c>.</summary>
    public Features Features(string column) => Codes(column)
        .Aggregate(Domain.Regions.Features.None, (all, w) => all | ToWord<Features>(w, column));

    private static ImmutableArray<string> Split(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private double Degrees(string column, double max)
    {
        var text = Text(column);
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var isNumber = double.TryParse(
            text, Style, CultureInfo.InvariantCulture, out var degrees);
        if (isNumber && Math.Abs(degrees) <= max)
        {
            return degrees;
        }

        Fail(ImportFault.PositionMalformed, column);
        return 0;
    }

    private DayHours DayHours(string column)
    {
        var text = Text(column);
        if (text is Always or Never)
        {
            return text == Always ? Domain.Kernel.DayHours.Always : Domain.Kernel.DayHours.Never;
        }

        var parts = text.Split('-');
        if (parts.Length == 2
            && Minute(parts[0]) is { } from and < 1_440
            && Minute(parts[1]) is { } until && until != from)
        {
            return new DayHours(from, until);
        }

        Fail(ImportFault.HoursMalformed, column);
        return default;
    }

    // Minutes after midnight of a text like 08:30; 24:00 is the end of the day.
    private static int? Minute(string text) => text == "24:00"
        ? 1_440
        : TimeOnly.TryParseExact(
                text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : null;

    private T ToWord<T>(string text, string column)
        where T : struct, Enum
    {
        if (!WordsOf<T>.ByText.TryGetValue(text, out var word))
        {
            Fail(ImportFault.WordUnknown, column);
        }

        return word;
    }

    private void Fail(ImportFault fault, string column)
    {
        if (Fault is null)
        {
            (Fault, Column) = (fault, column);
        }
    }

    private static class WordsOf<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> ByText = Enum.GetValues<T>()
            .ToFrozenDictionary(
                word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()),
                StringComparer.Ordinal);
    }
}
