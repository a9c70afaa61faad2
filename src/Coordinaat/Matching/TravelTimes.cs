using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Matching;

/// <summary>Where a travel time comes from.</summary>
internal enum TravelSource
{
    /// <summary>The built-in estimate.</summary>
    Estimate = 1,

    /// <summary>A table that was loaded.</summary>
    Table,

    /// <summary>A routing server.</summary>
    Routing,
}

/// <summary>Travel times to all locations from one postcode.</summary>
/// <param name="Seconds">Location 1 first; below zero where it is not known.</param>
/// <param name="Source">Where they come from.</param>
internal sealed record TravelFrom(ImmutableArray<int> Seconds, TravelSource Source)
{
    public static readonly TravelFrom Estimated = new([], TravelSource.Estimate);
}

/// <summary>Travel times by a table (postcode and location), else by a routing server.</summary>
/// <remarks>
/// Nobody waits for a routing server: until it answered, and while it is away, the estimate counts
/// and the screen says so. It is asked from the middle of a four-digit postcode: never by whom.
/// </remarks>
internal sealed class TravelTimes : IDisposable
{
    private const int SecondsMax = 86_400;

    // The usual most of such a server is 100 places a question; one is the origin.
    private const int PlacesAtOnce = 99;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Engine.Engine engine;
    private readonly TimeProvider time;
    private readonly HttpClient? routing;
    private readonly Dictionary<string, Dictionary<string, int>> table;
    private readonly ConcurrentDictionary<string, Asked> asked = new(StringComparer.Ordinal);

    public TravelTimes(Engine.Engine engine, IConfiguration configuration, TimeProvider time)
    {
        (this.engine, this.time) = (engine, time);
        table = configuration["Travel:Table"] is { Length: > 0 } path ? ReadTable(path) : [];
        routing = configuration["Travel:Routing"] is { Length: > 0 } url
            ? new HttpClient { BaseAddress = new Uri(url), Timeout = AnswerWithin }
            : null;
    }

    /// <summary>What is known now, from the middle of a postcode.</summary>
    /// <param name="postcode">Four digits.</param>
    public TravelFrom From(string postcode)
    {
        var regions = engine.World.Regions;
        if (table.TryGetValue(postcode, out var times))
        {
            return new TravelFrom(
                [.. regions.Locations.All.Select(l => times.GetValueOrDefault(l.Code, -1))],
                TravelSource.Table);
        }

        if (routing is null || regions.Postcodes.NumberOf(postcode) is var number && number == 0)
        {
            return TravelFrom.Estimated;
        }

        var now = time.GetUtcNow();
        var known = asked.AddOrUpdate(
            postcode,
            _ => Ask(regions, regions.Postcodes[number].Centre, now),
            (_, before) => before.IsUsable(regions.Locations.Count, now)
                ? before
                : Ask(regions, regions.Postcodes[number].Centre, now));
        return known.Answer is { IsCompletedSuccessfully: true } answer
            ? new TravelFrom(answer.Result, TravelSource.Routing)
            : TravelFrom.Estimated;
    }

    /// <summary>Waits until a question to the routing server was answered, or was not.</summary>
    internal async Task SettledAsync(string postcode)
    {
        if (asked.TryGetValue(postcode, out var known))
        {
            await known.Answer.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    public void Dispose() => routing?.Dispose();

    private Asked Ask(RegionsState regions, Position origin, DateTimeOffset now) =>
        new(AskAsync([.. regions.Locations.All.Select(l => l.At)], origin), now,
            regions.Locations.Count);

    // As OSRM's table service: durations in seconds from the first place, null for no way.
    private async Task<ImmutableArray<int>> AskAsync(Position[] places, Position origin)
    {
        var seconds = ImmutableArray.CreateBuilder<int>(places.Length);
        foreach (var some in places.Chunk(PlacesAtOnce))
        {
            var path = "table/v1/driving/"
                + string.Join(';', some.Prepend(origin).Select(Coordinate))
                + "?sources=0&annotations=duration";
            using var answer = await routing!.GetAsync(new Uri(path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            using var json = await JsonDocument.ParseAsync(
                await answer.Content.ReadAsStreamAsync());
            var row = json.RootElement.GetProperty("durations")[0];
            if (row.GetArrayLength() != some.Length + 1)
            {
                throw new JsonException("The routing server answered other places than asked.");
            }

            seconds.AddRange(row.EnumerateArray().Skip(1).Select(d =>
                d.ValueKind == JsonValueKind.Number && d.GetDouble() is >= 0 and <= SecondsMax
                    and var found
                    ? (int)Math.Ceiling(found)
                    : -1));
        }

        return seconds.ToImmutable();
    }

    private static string Coordinate(Position at)
    {
        var (latitude, longitude) = at.ToDegrees();
        return string.Create(CultureInfo.InvariantCulture, $"{longitude:F5},{latitude:F5}");
    }

    // postcode,location,minutes; a line that is none of that stops the start, with its number.
    private static Dictionary<string, Dictionary<string, int>> ReadTable(string path)
    {
        var found = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (number, line) in File.ReadLines(path).Index().Skip(1))
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (line.Length == 0)
            {
                continue;
            }

            if (cells is not [{ Length: 4 } postcode, { Length: > 0 } location, var text]
                || !decimal.TryParse(
                    text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                    out var minutes)
                || minutes is < 0 or > SecondsMax / 60)
            {
                throw new InvalidDataException(
                    $"Travel:Table, line {number + 1}: expected postcode,location,minutes.");
            }

            if (!found.TryGetValue(postcode, out var times))
            {
                found.Add(postcode, times = new(StringComparer.Ordinal));
            }

            times[location] = (int)Math.Ceiling(minutes * 60);
        }

        return found;
    }

    // Locations only grow at the end: an answer for fewer is asked again.
    private sealed record Asked(Task<ImmutableArray<int>> Answer, DateTimeOffset At, int Places)
    {
        public bool IsUsable(int places, DateTimeOffset now) =>
            !Answer.IsCompleted
            || (Answer.IsCompletedSuccessfully && Places == places)
            || now - At < AskAgainAfter;
    }
}
