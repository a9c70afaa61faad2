using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>What a decision did to a world.</summary>
/// <param name="World">The world afterwards.</param>
/// <param name="Recorded">What was recorded, clocks and reactions included.</param>
/// <param name="Own">The request's own events.</param>
/// <param name="Refusal">Why not; null for a yes.</param>
internal sealed record Played(
    World World, ImmutableArray<Recorded> Recorded, ImmutableArray<Event> Own, Enum? Refusal);

/// <summary>The engine's order of work without an engine: what is due fires, the request is
/// decided, its events and their reactions are folded. Pure.</summary>
internal static class Play
{
    public static Played Decide(World world, Request request, Moment moment)
    {
        var recorded = ImmutableArray.CreateBuilder<Recorded>();
        world = FireDue(world, moment.Now, moment.WriteLevel, recorded);
        var (events, refusal) = request.DecideAny(world, moment);
        world = Record(world, events, moment, 0, recorded);
        return new Played(world, recorded.ToImmutable(), events, refusal);
    }

    public static Played Wait(
        World world, Instant now, int writeLevel = WriteLevels.Newest)
    {
        var recorded = ImmutableArray.CreateBuilder<Recorded>();
        world = FireDue(world, now, writeLevel, recorded);
        return new Played(world, recorded.ToImmutable(), [], null);
    }

    /// <summary>Fires one clock, due or not.</summary>
    public static Played Fire(World world, Deadline deadline, Instant now)
    {
        var recorded = ImmutableArray.CreateBuilder<Recorded>();
        world = Fire(world, deadline, now, recorded);
        return new Played(world, recorded.ToImmutable(), [], null);
    }

    private static World FireDue(
        World world, Instant now, int writeLevel, ImmutableArray<Recorded>.Builder recorded)
    {
        while (NextOf(world, writeLevel) is { } due && due.At <= now)
        {
            world = Fire(world, due, now, recorded);
        }

        while (writeLevel >= EventCodec.LevelOf<CareRequestArchived>()
            && world.NextArchival is { } archival && archival.At <= now)
        {
            world = Fire(world, archival, now, recorded);
        }

        return world;
    }

    // As the loop: the clock of a request, or of a stop that runs out before it.
    private static Deadline? NextOf(World world, int writeLevel)
    {
        Deadline? next = world.Deadlines.IsEmpty ? null : world.Deadlines[0];
        return writeLevel >= EventCodec.LevelOf<StopEnded>()
            && world.NextStopEnd is { } stop && (next is null || stop.At < next.Value.At)
            ? stop
            : next;
    }

    private static World Fire(
        World world, Deadline due, Instant now, ImmutableArray<Recorded>.Builder recorded)
    {
        var events = due.Fire(world, now);
        Assert.NotEmpty(events);
        return Record(world, events, new Moment(now, Actor.System), 0, recorded);
    }

    private static World Record(
        World world, ImmutableArray<Event> events, Moment moment, long cause,
        ImmutableArray<Recorded>.Builder recorded)
    {
        foreach (var happened in events)
        {
            var (kind, shape) = EventCodec.NameOf(happened);
            var stored = EventCodec.Decode(kind, shape, EventCodec.Encode(happened));
            var entry = new Recorded(
                world.Number + 1, 1, default, moment.Now, moment.By, default, cause, stored);
            world = world.After(entry);
            _ = world.RegionOf(happened);
            recorded.Add(entry);
            foreach (var reaction in Reactions.To(world, stored))
            {
                var bySystem = moment with { By = Actor.System };
                var (more, _) = reaction.DecideAny(world, bySystem);
                world = Record(world, more, bySystem, entry.Number, recorded);
            }
        }

        return world;
    }
}
