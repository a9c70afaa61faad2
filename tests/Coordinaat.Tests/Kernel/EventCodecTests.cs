using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Kernel;

/// <summary>
/// What was stored once must be read for ever. Every event has a stored name; bodies of the golden
/// file, written by earlier programs, still read; and a body that is not exactly of its form stops
/// the reader.
/// </summary>
public sealed class EventCodecTests
{
    private const int Seeds = 25;
    private static readonly string Golden =
        Repository.PathTo("tests", "Coordinaat.Tests", "Golden", "stored-events.txt");

    private static readonly string GoldenWords =
        Repository.PathTo("tests", "Coordinaat.Tests", "Golden", "stored-words.txt");

    public static TheoryData<string> Kinds => [.. EventCodec.All.Select(e => e.Kind).Order()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_survives_the_way_to_bytes_and_back(string kind)
    {
        var (_, shape, type) = EventCodec.All.Single(e => e.Kind == kind);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var happened = (Event)new Filler(seed).Make(type);
            var bytes = EventCodec.Encode(happened);
            var back = EventCodec.Decode(kind, shape, bytes);

            Assert.IsType(type, back);
            Assert.Equal((kind, shape), EventCodec.NameOf(back));
            Assert.Equal(happened.Stream, back.Stream);
            Assert.True(
                bytes.AsSpan().SequenceEqual(EventCodec.Encode(back)),
                $"seed {seed}: {Encoding.UTF8.GetString(bytes)}");
        }
    }

    [Fact]
    public void Bodies_of_earlier_programs_still_read_and_are_written_the_same()
    {
        foreach (var line in File.ReadAllLines(Golden))
        {
            var parts = line.Split('\t');
            var body = Encoding.UTF8.GetBytes(parts[2]);
            var happened = EventCodec.Decode(
                parts[0], int.Parse(parts[1], provider: null), body);

            Assert.Equal(parts[2], Encoding.UTF8.GetString(EventCodec.Encode(happened)));
        }
    }

    // A new event gets its line in the same change: run the tests with COORDINAAT_GOLDEN=write,
    // which adds what is missing and never touches a line that is there.
    [Fact]
    public void Every_event_stands_in_the_golden_file()
    {
        var known = File.ReadAllLines(Golden).Select(l => l.Split('\t')[0]).ToHashSet();
        var missing = EventCodec.All.Where(e => !known.Contains(e.Kind)).OrderBy(e => e.Kind)
            .Select(e => $"{e.Kind}\t{e.Shape}\t{Body(e.Type)}").ToArray();
        if (Repository.IsWritten)
        {
            File.AppendAllLines(Golden, missing);
        }

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_body_without_one_of_its_fields_is_refused(string kind)
    {
        var (_, shape, type) = EventCodec.All.Single(e => e.Kind == kind);
        var body = JsonNode.Parse(Body(type))!;
        foreach (var (path, name) in Fields(body, []))
        {
            var torn = body.DeepClone();
            Assert.True(((JsonObject)At(torn, path)).Remove(name));

            AssertRefused(kind, shape, torn, $"without {string.Join('/', path)}/{name}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_body_with_an_unknown_field_is_refused(string kind)
    {
        var (_, shape, type) = EventCodec.All.Single(e => e.Kind == kind);
        var body = JsonNode.Parse(Body(type))!;
        foreach (var path in Fields(body, []).Select(f => f.Path).Distinct())
        {
            var swollen = body.DeepClone();
            ((JsonObject)At(swollen, path)).Add("newer", 1);

            AssertRefused(kind, shape, swollen, $"with {string.Join('/', path)}/newer");
        }
    }

    [Theory]
    [InlineData("care-request-registered", 2)]
    [InlineData("care-request-renamed", 1)]
    [InlineData("Care-Request-Registered", 1)]
    public void An_unknown_name_or_shape_stops_the_reader_and_is_named(string kind, int shape)
    {
        var fault = Assert.Throws<UnknownEventException>(
            () => EventCodec.Decode(kind, shape, "{}"u8));

        Assert.Equal((kind, shape), (fault.Kind, fault.Shape));
        Assert.Contains(kind, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"request\":1,\"offer\":1,\"endsAsking\":null}")]
    [InlineData("{\"request\":1,\"offer\":\"1\",\"endsAsking\":true}")]
    [InlineData("{\"request\":1,\"offer\":1,\"endsAsking\":true}x")]
    public void A_body_of_another_form_is_refused(string body) =>
        Assert.Throws<JsonException>(
            () => EventCodec.Decode("offer-withdrawn", 1, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_number_does_not_stand_for_a_word() =>
        Assert.Throws<JsonException>(() => EventCodec.Decode(
            "account-rights-changed", 1, "{\"account\":1,\"roles\":1}"u8));

    // Words are stored by name too: a word that was stored once must be read for ever.
    [Fact]
    public void Every_word_of_an_event_stands_in_the_golden_file_and_none_is_gone()
    {
        var known = File.ReadAllLines(GoldenWords).ToHashSet();
        var words = EventCodec.All.SelectMany(e => EnumsOf(e.Type, [])).Distinct()
            .SelectMany(t => Enum.GetNames(t).Select(n => $"{t.Name} {n}")).ToHashSet();
        var missing = words.Except(known).Order(StringComparer.Ordinal).ToArray();
        if (Repository.IsWritten)
        {
            File.AppendAllLines(GoldenWords, missing);
        }

        Assert.Empty(missing);
        Assert.Empty(known.Except(words));
    }

    private static IEnumerable<Type> EnumsOf(Type type, HashSet<Type> seen)
    {
        if (type.IsEnum)
        {
            return [type];
        }

        if (!seen.Add(type))
        {
            return [];
        }

        var parts = type.GetGenericArguments().Concat(
            type.Namespace?.StartsWith("Coordinaat", StringComparison.Ordinal) == true
                ? type.GetConstructors().SelectMany(c => c.GetParameters())
                    .Select(p => p.ParameterType)
                : []);
        return parts.SelectMany(p => EnumsOf(p, seen));
    }

    private static string Body(Type type) =>
        Encoding.UTF8.GetString(EventCodec.Encode((Event)new Filler(7, nulls: false).Make(type)));

    private static void AssertRefused(string kind, int shape, JsonNode body, string what)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var fault = Record.Exception(() => EventCodec.Decode(kind, shape, bytes));

        Assert.True(fault is JsonException, $"{kind} {what}: {fault?.GetType().Name ?? "taken"}");
    }

    private static JsonNode At(JsonNode node, string[] path) => path.Aggregate(
        node, (n, p) => n is JsonArray array ? array[int.Parse(p, provider: null)]! : n[p]!);

    private static IEnumerable<(string[] Path, string Name)> Fields(JsonNode? node, string[] path)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                yield return (path, name);
                foreach (var deeper in Fields(value, [.. path, name]))
                {
                    yield return deeper;
                }
            }
        }
        else if (node is JsonArray { Count: > 0 } items)
        {
            foreach (var deeper in Fields(items[0], [.. path, "0"]))
            {
                yield return deeper;
            }
        }
    }
}
