using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>What was asked for of one kind of care, and what came of it: counted and not hidden.
/// </summary>
/// <param name="CareType">Which kind; 0 where the need was not described.</param>
/// <param name="Requests">Requests received in the period, or still open.</param>
/// <param name="Placed">Ended with a place.</param>
/// <param name="NoPlace">Ended because no place was found.</param>
/// <param name="Waiting">On the waiting list now.</param>
/// <param name="MinutesToYes">Median from receiving to the yes that holds (K13); null for none.
/// </param>
/// <param name="Contacts">Median of questions put for a place that was found (K14); null for none.
/// </param>
/// <param name="RefusedThoughFree">No place after all, by units whose figures said that there was
/// one when they were asked (K17).</param>
/// <param name="PreferredFull">A place of choice that was full (K17).</param>
/// <param name="WrongBedHours">Whole hours in a bed that was not the right one any more (K18).
/// </param>
public sealed record DemandLine(
    CareTypeId CareType, int Requests, int Placed, int NoPlace, int Waiting, int? MinutesToYes,
    int? Contacts, int RefusedThoughFree, int PreferredFull, int WrongBedHours);

/// <summary>The demand of a region over the last days.</summary>
public static class UnmetDemand
{
    /// <summary>So many days are looked back: as long as closed requests stay at hand.</summary>
    public const int Days = 30;

    /// <summary>A unit is told of so many days: its own four weeks.</summary>
    public const int UnitDays = 28;

    /// <summary>How often a unit was somebody's choice and full over the last days: once a
    /// request (FR-M4).</summary>
    public static int PreferredFullAt(World world, UnitId unit, Instant now) =>
        world.Placement.Offers.OfType<Offer>()
            .Where(o => o.Unit == unit && o.State == OfferState.Refused
                && o.Answer!.At > now - Duration.FromDays(UnitDays)
                && world.Placement[o.Request].PreferredFull.Contains(unit))
            .Select(o => o.Request).Distinct().Count();

    /// <summary>Counts it, by kind of care in the order of the norms.</summary>
    public static ImmutableArray<DemandLine> Of(World world, RegionId region, Instant now) =>
    [
        .. Requests(world, region, now)
            .GroupBy(r => world.Triage[r.Id].Need?.CareType ?? default)
            .OrderBy(g => g.Key.Value)
            .Select(g => LineOf(world, g.Key, [.. g], now)),
    ];

    /// <summary>What is counted: requests of a region received in these days, or still open.
    /// </summary>
    internal static IEnumerable<CareRequest> Requests(
        World world, RegionId region, Instant now) => world.Access.ListKept()
            .Where(r => world.Regions.RegionOf(r.Subregion) == region
                && r.Ending != Ending.Merged
                && (r.IsOpen || r.ReceivedAt >= now - Duration.FromDays(Days)));

    private static DemandLine LineOf(
        World world, CareTypeId careType, ImmutableArray<CareRequest> requests, Instant now)
    {
        var found = requests.Where(r => world.Placement.FindAccepted(r.Id) is not null).ToArray();
        var searches = requests.Select(r => world.Placement[r.Id]).ToArray();
        return new DemandLine(
            careType, requests.Length,
            requests.Count(r => r.Ending == Ending.Placed),
            requests.Count(r => r.Ending == Ending.NoPlace),
            searches.Count(s => s.Waiting is not null),
            Median(found.Select(r => (int)(
                world.Placement.FindAccepted(r.Id)!.Answer!.At - r.ReceivedAt).TotalMinutes)),
            Median(found.Select(r => world.Placement[r.Id].Offers.Length)),
            requests.SelectMany(r => world.Placement.ListOffers(r.Id))
                .Count(o => IsRefusedThoughFree(world, o)),
            searches.Sum(s => s.PreferredFull.Length),
            (int)requests.Select(r => WrongBed.Of(world, r)).OfType<WrongBed>()
                .Sum(w => w.LengthAt(now).TotalHours));
    }

    // A unit that is asked without a reason had a place by its figures at that moment.
    private static bool IsRefusedThoughFree(World world, Offer offer) =>
        offer is { State: OfferState.Refused, Override.Length: 0, Answer: { } answer }
        && world.Regions.Knows(CodeList.Lack, answer.Reason);

    // Of an even number the lower of the two in the middle: a number that was there.
    private static int? Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : sorted[(sorted.Length - 1) / 2];
    }
}
