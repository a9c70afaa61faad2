using Coordinaat.Access;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Matching;

/// <summary>A place that is sought for one request, at one moment of one world.</summary>
internal sealed record Sought(
    World World, CareRequest Request, Need Need, Position Origin, Circumstances Circumstances,
    TravelSource Travel, Instant Now)
{
    /// <summary>Null without a need, or where it is not known where the patient is.</summary>
    public static Sought? Of(
        Engine.Engine engine, TravelTimes travel, World world, CareRequest request, Instant now)
    {
        if (world.Triage[request.Id].Need is not { } need
            || engine.PostcodeOf(request) is not { } postcode)
        {
            return null;
        }

        var times = travel.From(postcode.Code);
        return new Sought(
            world, request, need, postcode.Centre, Circumstances.Of(world, request, times.Seconds),
            times.Source, now);
    }

    /// <summary>The units that give this care against the need.</summary>
    public Ranking Rank(int most = Ranking.CandidatesUsual) =>
        Ranking.WithinCare(World, Need, Origin, Now, most, Circumstances);

    /// <summary>All units against the need.</summary>
    public Ranking RankAll() =>
        Ranking.Of(World, Need, Origin, Now, circumstances: Circumstances);

    /// <summary>One unit with all reasons.</summary>
    public Assessment Assess(UnitId unit) =>
        Ranking.Assess(World, Need, unit, Origin, Now, Circumstances);

    /// <summary>Where the ambulance is advised to go; null where that is no question.</summary>
    public DestinationAdvice? Advise(Ranking ranking) =>
        DestinationAdvice.IsFor(World.Regions, Need)
            ? DestinationAdvice.Of(World, Need, Origin, Now, Circumstances, ranking)
            : null;

    /// <summary>The least that would make a unit possible.</summary>
    public SmallestChange? ChangeFor(UnitId unit) =>
        SmallestChange.Find(World, Need, unit, Origin, Now, Circumstances);

    /// <summary>What the ranking was worked out from.</summary>
    public RankingInputs InputsOf(Ranking ranking) =>
        RankingInputs.Of(World, Need, Origin, Now, Circumstances, ranking);

    /// <summary>The place of a unit among those that were not asked yet; 0 when it is none.
    /// </summary>
    public int RankOf(Ranking ranking, UnitId unit) =>
        Left(ranking).IndexOf(unit) + 1;

    /// <summary>Who would be asked after a unit, the best first.</summary>
    public IEnumerable<NextUnit> After(Ranking ranking, UnitId unit)
    {
        var left = Left(ranking);
        return ranking.Candidates.Where(c => left.Contains(c.Unit) && c.Unit != unit)
            .Take(MakeOffer.NextMax)
            .Select(c => new NextUnit(
                c.Unit, left.IndexOf(c.Unit) + 1, Asking.CoarseMinutes(c.TravelSeconds)));
    }

    private List<UnitId> Left(Ranking ranking)
    {
        var asked = World.Placement.ListOffers(Request.Id)
            .Where(o => o.State != OfferState.Withdrawn).Select(o => o.Unit).ToHashSet();
        return [.. ranking.Candidates.Select(c => c.Unit).Where(u => !asked.Contains(u))];
    }
}
