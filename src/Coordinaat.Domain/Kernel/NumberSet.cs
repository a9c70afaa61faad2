using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordinaat.Domain.Kernel;

/// <summary>Some numbers from 1, each once, in order: stored as text with ranges, "1-9,12".
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class NumberSet
{
    /// <summary>No numbers.</summary>
    public static readonly NumberSet Empty = new([]);

    private readonly ImmutableArray<(long First, long Last)> ranges;

    private NumberSet(ImmutableArray<(long First, long Last)> ranges) => this.ranges = ranges;

    /// <summary>How many numbers there are.</summary>
    public int Count => (int)ranges.Sum(r => r.Last - r.First + 1);

    /// <summary>The numbers, in order.</summary>
    public IEnumerable<long> Numbers
    {
        get
        {
            foreach (var (first, last) in ranges)
            {
                for (var number = first; number <= last; number++)
                {
                    yield return number;
                }
            }
        }
    }

    /// <summary>The set of some numbers, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static NumberSet Of(IEnumerable<long> numbers)
    {
        var ranges = ImmutableArray.CreateBuilder<(long First, long Last)>();
        foreach (var number in numbers.Distinct().Order())
        {
            if (number < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(numbers), number, "Numbers are counted from 1.");
            }

            if (ranges.Count > 0 && ranges[^1].Last + 1 == number)
            {
                ranges[^1] = (ranges[^1].First, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return ranges.Count == 0 ? Empty : new NumberSet(ranges.ToImmutable());
    }

    /// <summary>Reads the text that <see cref="ToString"/> writes, and no other.</summary>
    /// <returns>Null when it is not of that form.</returns>
    public static NumberSet? Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return Empty;
        }

        var ranges = ImmutableArray.CreateBuilder<(long First, long Last)>(text.Count(',') + 1);
        var before = -1L;
        foreach (var at in text.Split(','))
        {
            var part = text[at];
            var dash = part.IndexOf('-');
            if (!TryRead(dash < 0 ? part : part[..dash], out var first)
                || !TryRead(part[(dash + 1)..], out var last) || first <= before + 1
                || (dash < 0 ? last != first : last <= first))
            {
                return null;
            }

            ranges.Add((first, last));
            before = last;
        }

        return new NumberSet(ranges.MoveToImmutable());
    }

    /// <summary>Whether a number is among them.</summary>
    public bool Contains(long number) => ranges.Any(r => r.First <= number && number <= r.Last);

    /// <summary>Single numbers and ranges, with commas.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (first, last) in ranges)
        {
            text.Append(text.Length > 0 ? "," : "")
                .Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{last}");
            }
        }

        return text.ToString();
    }

    private static bool TryRead(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && text[0] != '0';

    private sealed class Converter : JsonConverter<NumberSet>
    {
        public override NumberSet Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Parse(reader.GetString()!) is { } read
                ? read
                : throw new JsonException("This is no set of numbers.");

        public override void Write(
            Utf8JsonWriter writer, NumberSet value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
