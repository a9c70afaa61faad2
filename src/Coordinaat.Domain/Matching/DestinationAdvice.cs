using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>Why a destination is not the advised one.</summary>
public enum NotAdvisedFor
{
    /// <summary>It has a stop that is about this patient.</summary>
    Stop = 1,

    /// <summary>It fails other rules: those say which.</summary>
    Unfit,

    /// <summary>It lies farther.</summary>
    Farther,

    /// <summary>It lies nearer and still comes later: fuller, older figures, or by agreement.
    /// </summary>
    Later,
}

/// <summary>A destination that was looked at beside the advised one.</summary>
/// <param name="Standing">How it fits.</param>
/// <param name="Why">Why it is not advised.</param>
/// <param name="Until">When its stop ends; null for another reason.</param>
public readonly record struct NotAdvised(Assessment Standing, NotAdvisedFor Why, Instant? Until);

/// <summary>Where an ambulance is advised to go (FR-D9): stops, declared capability and distance,
/// never what a patient may have (R13). People decide.</summary>
/// <param name="Best">The advised destination; null when none fits now.</param>
/// <param name="Others">What a person asks about at once: nearer ones that cannot, then the next
/// ones that can.</param>
public sealed record DestinationAdvice(Assessment? Best, ImmutableArray<NotAdvised> Others)
{
    /// <summary>No more are told of beside the advised one.</summary>
    public const int OthersMax = 2;

    /// <summary>Whether a need is one of which an ambulance asks where to go.</summary>
    public static bool IsFor(RegionsState regions, Need need) =>
        regions.CareTypes[need.CareType.Value].Setting == CareSetting.Visit
            && MatchQuery.TransportOf(regions, need)?.IsAmbulance == true;

    /// <summary>Works it out from a ranking.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="need">What is needed.</param>
    /// <param name="origin">Where the patient is.</param>
    /// <param name="now">When.</param>
    /// <param name="circumstances">What decides beside the need.</param>
    /// <param name="ranking">The ranking of the same.</param>
    public static DestinationAdvice Of(
        World world, Need need, Position origin, Instant now, Circumstances circumstances,
        Ranking ranking)
    {
        var best = ranking.Candidates.FirstOrDefault();
        var query = new MatchQuery(world, need, now, circumstances);
        var unable = ranking.Failed.Listed
            .Where(f => f.Failed != Rules.None && (f.Failed & Rules.CareType) == 0)
            .Select(f => query.Assess(f.Unit, origin));
        var nearer = unable
            .Where(a => best is null || a.TravelSeconds < best.TravelSeconds)
            .OrderBy(a => a.TravelSeconds).ThenBy(a => a.Unit.Value)
            .Select(a => (a.Failed & Rules.Open) != 0
                ? new NotAdvised(a, NotAdvisedFor.Stop, world.Capacity.StopOf(a.Unit)!.Until)
                : new NotAdvised(a, NotAdvisedFor.Unfit, null));
        var next = ranking.Candidates.Skip(1).Select(a => new NotAdvised(
            a,
            a.TravelSeconds > best!.TravelSeconds ? NotAdvisedFor.Farther : NotAdvisedFor.Later,
            null));
        return new DestinationAdvice(best, [.. nearer.Concat(next).Take(OthersMax)]);
    }
}
