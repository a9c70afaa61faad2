using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>What was avoided by going another way (K16).</summary>
/// <param name="Avoided">Code of what would have happened otherwise, as it was said at the choice.
/// </param>
/// <param name="Alternative">Code of what was chosen instead, the last time.</param>
/// <param name="Chosen">For so many requests.</param>
/// <param name="Done">Of those: it came about. The request is closed, with a place of that care
/// where it takes one, and else without ambulance, place or search.</param>
public readonly record struct AvoidedLine(
    string Avoided, string Alternative, int Chosen, int Done);

/// <summary>Whether patients were seen within the limit that a triage system itself sets: within
/// an hour and within four hours of mental health care are K11 and K12.</summary>
/// <param name="System">Code of the triage system.</param>
/// <param name="LimitMinutes">The limit.</param>
/// <param name="Judged">Requests of which it is known whether the limit was met.</param>
/// <param name="InTime">Of those: seen within the limit.</param>
public readonly record struct SeenLine(string System, int LimitMinutes, int Judged, int InTime)
{
    /// <summary>In time, in per cent; rounded down, so that all is really all.</summary>
    public int Percent => Judged == 0 ? 0 : InTime * 100 / Judged;
}

/// <summary>What broad triage brought about in a region, over the days of
/// <see cref="UnmetDemand.Days"/>: never of a person.</summary>
public static class BroadTriage
{
    /// <summary>What was avoided, in the order of the norms.</summary>
    public static ImmutableArray<AvoidedLine> AvoidedIn(
        World world, RegionId region, Instant now)
    {
        var order = Codes(world.Regions, CodeList.Avoided)
            .SelectMany(a => Codes(world.Regions, CodeList.Alternative).Select(b => (a, b)))
            .ToArray();
        return
        [
            .. UnmetDemand.Requests(world, region, now)
                .Where(r => world.Triage[r.Id].Alternative is not null)
                .GroupBy(r => world.Triage[r.Id].Alternative is var c
                    ? (c!.Avoided, c.Alternative) : default)
                .OrderBy(g => Array.IndexOf(order, g.Key))
                .Select(g => new AvoidedLine(
                    g.Key.Avoided, g.Key.Alternative, g.Count(),
                    g.Count(r => CameAbout(world, r)))),
        ];
    }

    /// <summary>Who was seen in time, the shortest limit of each system first.</summary>
    public static ImmutableArray<SeenLine> SeenIn(World world, RegionId region, Instant now) =>
    [
        .. UnmetDemand.Requests(world, region, now)
            .Select(r => (Triage: Limited(world, r), Request: r))
            .Where(p => p.Triage is not null)
            .Select(p => (
                p.Triage!.System,
                Limit: (int)(p.Triage.SeenBy!.Value - p.Triage.At).TotalMinutes,
                InTime: IsInTime(world, p.Request, p.Triage.SeenBy!.Value, now)))
            .Where(p => p.InTime is not null)
            .GroupBy(p => (p.System, p.Limit))
            .OrderBy(g => g.Key.System, StringComparer.Ordinal).ThenBy(g => g.Key.Limit)
            .Select(g => new SeenLine(
                g.Key.System, g.Key.Limit, g.Count(), g.Count(p => p.InTime == true))),
    ];

    private static IEnumerable<string> Codes(RegionsState regions, CodeList list) =>
        regions.ListCodes(list).Select(c => c.Value);

    private static bool CameAbout(World world, CareRequest request)
    {
        var (chosen, need) = world.Triage[request.Id] is { Alternative: { } c } judged
            ? (c, judged.Need)
            : default;
        return chosen.CareType.Length == 0
            ? request.Ending is Ending.Advice or Ending.Elsewhere
            : request.Ending == Ending.Placed && need is not null
                && world.Regions.CareTypes[need.CareType.Value].Code == chosen.CareType;
    }

    // The last judgement with a limit from before the patient was seen; or the first of which the
    // limit was over when somebody judged again.
    private static TriageRecord? Limited(World world, CareRequest request)
    {
        var seen = SeenAt(world, request);
        TriageRecord? last = null;
        foreach (var triage in world.Triage[request.Id].Triages)
        {
            if (triage.SeenBy is null || seen < triage.At)
            {
                continue;
            }

            if (last?.SeenBy < triage.At)
            {
                return last;
            }

            last = triage;
        }

        return last;
    }

    // Still waiting within the limit, or closed within it without being seen: not known.
    private static bool? IsInTime(World world, CareRequest request, Instant limit, Instant now) =>
        SeenAt(world, request) is { } seen ? seen <= limit
        : (request.IsOpen ? now : request.StageSince) > limit ? false
        : null;

    // Who comes to the patient sees the patient on arrival; elsewhere it is who takes over.
    private static Instant? SeenAt(World world, CareRequest request) =>
        world.Triage[request.Id].Need is { } need
        && world.Regions.CareTypes[need.CareType.Value].Setting == CareSetting.AtHome
            ? world.Transport[request.Id].TimeOf(RideStatus.Arrived)
            : world.Handover.Find(request.Id)?.At;
}
