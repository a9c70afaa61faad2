using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Placement;

/// <summary>Asks a unit whether it has a place (FR-M3). A person chose it.</summary>
/// <param name="Request">For which request.</param>
/// <param name="Unit">Which unit.</param>
/// <param name="RankedAt">The journal's number that the ranking looked at.</param>
/// <param name="Rank">The place in the ranking, from 1; 0 for a unit that was no candidate.</param>
/// <param name="TravelSeconds">Door to door, as ranked; 0 to a day.</param>
/// <param name="Override">
/// Code of the reason to pass over a rule, or over a better candidate; empty without.
/// </param>
/// <param name="OverrideWords">Words beside that code; null without.</param>
/// <param name="Inputs">What the ranking was worked out from; null when that is not kept.</param>
/// <param name="Next">
/// The candidates behind it, the best first, for when the next is asked by itself; at most 5.
/// </param>
/// <remarks>
/// The ranking is worked out from the world of the moment and is no part of what somebody asks:
/// the same question sent again has another one, and is still the same question.
/// </remarks>
public sealed record MakeOffer(
    CareRequestId Request, UnitId Unit, [property: JsonIgnore] long RankedAt,
    [property: JsonIgnore] int Rank, [property: JsonIgnore] int TravelSeconds,
    string Override, Secret? OverrideWords, [property: JsonIgnore] Secret? Inputs = null,
    [property: JsonIgnore] ImmutableArray<NextUnit> Next = default) : Request<MakeOfferRefusal>
{
    /// <summary>No more candidates are kept for when the next is asked by itself.</summary>
    public const int NextMax = 5;

    private const int TravelSecondsMax = 86_400;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { OverrideWords, Inputs }.OfType<Secret>()];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, MakeOfferRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By),
                MakeOfferRefusal.RequestUnknown, MakeOfferRefusal.RequestArchived,
                MakeOfferRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!RequestLife.Allows(request.Stage, Step.Offer))
        {
            return MakeOfferRefusal.StageForbids;
        }

        if (world.Regions.Units.Find(Unit.Value) is null
            || TravelSeconds is < 0 or > TravelSecondsMax)
        {
            return MakeOfferRefusal.UnitUnknown;
        }

        var pending = world.Placement.ListOffers(Request).Where(o => o.IsPending).ToArray();
        if (pending.Any(o => o.Unit == Unit))
        {
            return MakeOfferRefusal.AlreadyAsked;
        }

        var asking = Asking.Of(world, request, moment.Now);
        if (pending.Count(o => o.State == OfferState.Open) >= asking.AtOnce)
        {
            return MakeOfferRefusal.TooManyAtOnce;
        }

        return Override.Length > 0 && !world.Regions.Knows(CodeList.Override, Override)
            ? MakeOfferRefusal.OverrideUnknown
            : CheckRules(world, asking, moment) is { } refusal
                ? refusal
                : WithAdvice(world, moment, asking.Ask(
                    world, moment, Unit, TravelSeconds,
                    new Asked(RankedAt, Rank, Override, OverrideWords?.Id, Inputs?.Id),
                    Next.IsDefault ? [] : Next));
    }

    // Elsewhere than advised is counted, once there is an advice to pass over.
    private ImmutableArray<Event> WithAdvice(
        World world, Moment moment, ImmutableArray<Event> asked) =>
        Rank != 1 && !Next.IsDefaultOrEmpty
            && Next.Where(n => n.Rank == 1).Select(n => n.Unit).FirstOrDefault()
                is { Value: > 0 } advised
            && moment.WriteLevel >= EventCodec.LevelOf<AdviceNotFollowed>()
            && DestinationAdvice.IsFor(world.Regions, world.Triage[Request].Need!)
            && asked[0] is OfferMade made
            ? asked.Add(new AdviceNotFollowed(Request, made.Offer, advised))
            : asked;

    private MakeOfferRefusal? CheckRules(World world, Asking asking, Moment moment)
    {
        var failed = asking.Check(world, Unit, moment.Now, TravelSeconds);
        if ((failed & Rules.Title) != 0)
        {
            return MakeOfferRefusal.TitleMissing;
        }

        if (Override.Length > 0)
        {
            return null;
        }

        return (failed & Rules.Suitable) != 0
            ? MakeOfferRefusal.UnitUnsuitable
            : (failed & Rules.Available & ~Rules.Place) != 0
                ? MakeOfferRefusal.UnitClosed
                : (failed & Rules.Place) != 0
                    ? MakeOfferRefusal.UnitFull
                    : (failed & Rules.Agreed) != 0
                        ? MakeOfferRefusal.UnitExcluded
                        : (failed & Rules.Ladder) != 0
                            ? MakeOfferRefusal.LadderLater
                            : asking.ConsultationFor(world, Unit).Length > 0
                                ? MakeOfferRefusal.ConsultationMissing
                                : Rank != 1 ? MakeOfferRefusal.ReasonMissing : null;
    }
}

/// <summary>Why a unit was not asked, in the order it is checked.</summary>
public enum MakeOfferRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>In this stage no unit is asked: urgency and need come first, or a place is held.
    /// </summary>
    StageForbids,

    /// <summary>There is no such unit.</summary>
    UnitUnknown,

    /// <summary>This unit has been asked and has not said no.</summary>
    AlreadyAsked,

    /// <summary>The region's agreement allows no more questions at once.</summary>
    TooManyAtOnce,

    /// <summary>The reason for passing over a rule is not in the list.</summary>
    OverrideUnknown,

    /// <summary>A closed unit without a legal basis (R6). No reason passes over this.</summary>
    TitleMissing,

    /// <summary>The unit does not suit the need; needs a reason.</summary>
    UnitUnsuitable,

    /// <summary>The unit is closed at the expected arrival, or cannot be reached; needs a reason.
    /// </summary>
    UnitClosed,

    /// <summary>By its figures the unit has no place left; needs a reason.</summary>
    UnitFull,

    /// <summary>An agreement excludes the unit for this need; needs a reason.</summary>
    UnitExcluded,

    /// <summary>The agreed ladder does not reach so far yet; needs a reason.</summary>
    LadderLater,

    /// <summary>An agreement says who is consulted first; or a reason.</summary>
    ConsultationMissing,

    /// <summary>A better candidate was passed over, without a reason.</summary>
    ReasonMissing,
}
