using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Domain.Handover;

/// <summary>The one thing that a request waits for.</summary>
public enum NextAct
{
    /// <summary>Hand a life threat over by voice: before everything else (R1).</summary>
    HandOverLifeThreat = 1,

    /// <summary>Judge again: somebody said it is worse, made contact again, or the time for it
    /// came (R7).</summary>
    Retriage,

    /// <summary>Call a unit that did not answer (R2).</summary>
    CallUnit,

    /// <summary>Call a colleague who did not answer (FR-T6).</summary>
    CallColleague,

    /// <summary>Nobody answered the offer of the lead: call, or take it.</summary>
    SettleLead,

    /// <summary>Conclude what several disciplines judged.</summary>
    ConcludeTriage,

    /// <summary>A place may have come free for a request that waits: look at once (FR-M5).
    /// </summary>
    SeizePlace,

    /// <summary>Ask why the patient did not arrive (R4).</summary>
    FindPatient,

    /// <summary>Ask why no nurse came in time.</summary>
    FindNurse,

    /// <summary>A visit did not bring what was asked: decide what next.</summary>
    RethinkVisit,

    /// <summary>Take the lead.</summary>
    TakeLead,

    /// <summary>Record the urgency.</summary>
    Judge,

    /// <summary>Describe the need.</summary>
    DescribeNeed,

    /// <summary>Choose a unit and ask it.</summary>
    ChooseUnit,

    /// <summary>Tell the requester how it stands, as was promised.</summary>
    CallRequester,

    /// <summary>Look for the place after one where nobody stays longer than a few days.</summary>
    FindNext,

    /// <summary>Name the two doctors (R3).</summary>
    NameDoctors,

    /// <summary>See to the condition of a "ja, mits".</summary>
    MeetCondition,

    /// <summary>Ask the patient about moving (R5).</summary>
    AskConsent,

    /// <summary>Ask for transport.</summary>
    RequestTransport,

    /// <summary>No transport came: decide what next.</summary>
    RethinkTransport,

    /// <summary>Wait for the unit's answer.</summary>
    AwaitAnswer,

    /// <summary>Wait until a place comes free.</summary>
    AwaitPlace,

    /// <summary>Wait for departure.</summary>
    AwaitDeparture,

    /// <summary>Wait for arrival.</summary>
    AwaitArrival,

    /// <summary>Wait until it is known which nurse goes.</summary>
    AwaitNurse,

    /// <summary>Wait until the nurse is there.</summary>
    AwaitVisit,

    /// <summary>Wait until it is known how the visit went.</summary>
    AwaitOutcome,

    /// <summary>Hand the visit back to the GP.</summary>
    HandBackVisit,

    /// <summary>Record the accepted handover.</summary>
    HandOver,

    /// <summary>Close the request.</summary>
    Close,

    /// <summary>Nothing: it is closed.</summary>
    Nothing,
}

/// <summary>What a request waits for, and until when that is in time.</summary>
/// <param name="Act">What.</param>
/// <param name="Due">When it should have been done; null when no norm says so.</param>
/// <param name="Since">Since when it waits, where there is no norm; null otherwise.</param>
public readonly record struct NextStep(NextAct Act, Instant? Due, Instant? Since = null)
{
    /// <summary>The moment to sort by: what runs out first, or waits longest, comes first.
    /// </summary>
    public Instant? At => Due ?? Since;

    /// <summary>Whether somebody at the desk has to do something, rather than wait.</summary>
    public bool IsForDesk => Act is not (NextAct.AwaitAnswer or NextAct.AwaitDeparture
        or NextAct.AwaitArrival or NextAct.AwaitPlace or NextAct.AwaitNurse or NextAct.AwaitVisit
        or NextAct.AwaitOutcome or NextAct.Nothing);

    /// <summary>Where it stands among the things to do: a life threat first, then a unit that is
    /// silent about life or limb and a place that others may take too, then all else (R1, R2).
    /// </summary>
    public int ClassOf(World world, CareRequest request) =>
        Act == NextAct.HandOverLifeThreat ? 0
        : Act == NextAct.SeizePlace ? 1
        : Act == NextAct.Retriage
            && world.Triage[request.Id].Retriage?.Reason > RetriageReason.Timer ? 1
        : Act is NextAct.CallColleague or NextAct.SettleLead ? 1
        : Act == NextAct.CallUnit && Urgency.IsLifeOrLimb(world.Triage[request.Id].Urgency) ? 1
        : 2;

    /// <summary>Derives it from what is known; the first that applies.</summary>
    public static NextStep Of(World world, CareRequest request)
    {
        var search = world.Placement[request.Id];
        if (!request.IsOpen)
        {
            return new NextStep(NextAct.Nothing, null);
        }

        if (request.LifeThreat is { IsOpen: true } threat)
        {
            return new NextStep(NextAct.HandOverLifeThreat, null, threat.Reported);
        }

        var retriage = RequestLife.Allows(request.Stage, Step.Judge)
            ? world.Triage[request.Id].Retriage
            : null;
        if (retriage is { Reason: > RetriageReason.Timer } asked)
        {
            return new NextStep(NextAct.Retriage, null, asked.Since);
        }

        if (OfVisit(world, request) is { } ofVisit)
        {
            return ofVisit;
        }

        if (search.IsOverdue && request.Stage is not (Stage.Arrived or Stage.HandedOver))
        {
            return new NextStep(NextAct.FindPatient, search.ExpectedBy);
        }

        if (search.IsConditionOverdue && request.Stage is >= Stage.PlaceHeld and < Stage.Underway)
        {
            return new NextStep(NextAct.MeetCondition, search.ConditionBy);
        }

        var usual = OfStage(world, request, search);
        return usual.Act is NextAct.CallUnit or NextAct.SeizePlace
            ? usual
            : OfColleagues(world, request)
                ?? (retriage is { } timed
                    ? new NextStep(
                        NextAct.Retriage,
                        world.Triage[request.Id].Current!.RetriageBy ?? timed.Since)
                    : usual);
    }

    // Colleagues who are silent come before the request's own steps.
    private static NextStep? OfColleagues(World world, CareRequest request)
    {
        var file = world.Consultation[request.Id];
        return file.Overdue is { } silent
                ? new NextStep(NextAct.CallColleague, silent.AnswerBy)
            : request.LeadOffer is { IsOverdue: true } offer
                ? new NextStep(NextAct.SettleLead, offer.AnswerBy)
            : file.ToConclude is var round and > 0
                ? new NextStep(
                    NextAct.ConcludeTriage, null,
                    file.All.Where(c => c.Round == round).Max(c => c.Answer?.At))
            : null;
    }

    private static NextStep OfStage(World world, CareRequest request, Search search)
    {
        var within = PlaceBy(world, request);
        return request.Stage switch
        {
            Stage.Received => new NextStep(
                request.Lead is null ? NextAct.TakeLead : NextAct.Judge, null,
                request.ReceivedAt),
            Stage.Judged => new NextStep(
                request.Lead is null ? NextAct.TakeLead : NextAct.DescribeNeed, within),
            Stage.Seeking when search.Waiting is { } waiting =>
                OfWaiting(world, request.Id, waiting),
            Stage.Seeking => new NextStep(NextAct.ChooseUnit, within),
            Stage.Asking => OfOffers(world, request.Id),
            Stage.PlaceHeld => new NextStep(NextAct.NameDoctors, search.ExpectedBy),
            Stage.Agreed => OfAgreed(world, request.Id, search),
            Stage.TransportRequested => new NextStep(NextAct.AwaitDeparture, search.ExpectedBy),
            Stage.Underway => new NextStep(NextAct.AwaitArrival, search.ExpectedBy),
            Stage.Arrived => new NextStep(
                PlaceParties.AwaitsDoctors(world, request.Id)
                    ? NextAct.NameDoctors
                    : NextAct.HandOver,
                null, request.StageSince),
            Stage.HandedOver when search.FollowUp is null
                && MoveOn.ByOf(world, request) is { } moveOn =>
                new NextStep(NextAct.FindNext, moveOn),
            Stage.HandedOver => new NextStep(NextAct.Close, null, request.StageSince),
            Stage.Closed => new NextStep(NextAct.Nothing, null),
        };
    }

    /// <summary>By when a place should be found, by the urgency's norm; null before triage.
    /// </summary>
    public static Instant? PlaceBy(World world, CareRequest request) =>
        world.Regions.Urgencies.NumberOf(world.Triage[request.Id].Urgency) is var number and > 0
            ? request.ReceivedAt
                + Duration.FromMinutes(world.Regions.Urgencies[number].PlaceMinutes)
            : null;

    private static NextStep OfWaiting(World world, CareRequestId id, Waiting waiting) =>
        waiting.Chance(world, id) is not null
            ? new NextStep(NextAct.SeizePlace, null, waiting.Since)
            : waiting.IsCallBackDue
                ? new NextStep(NextAct.CallRequester, waiting.CallBackBy)
                : new NextStep(NextAct.AwaitPlace, waiting.CallBackBy, waiting.Since);

    private static NextStep OfOffers(World world, CareRequestId id)
    {
        var pending = world.Placement.ListOffers(id).Where(o => o.IsPending).ToArray();
        var silent = pending.FirstOrDefault(o => o.State == OfferState.Silent);
        return silent is not null
            ? new NextStep(NextAct.CallUnit, silent.AnswerBy)
            : new NextStep(NextAct.AwaitAnswer, pending.Min(o => o.AnswerBy));
    }

    // A visit that is late, went wrong or waits for the GP comes before the request's own steps;
    // one that goes as it should, once a team said yes without conditions.
    private static NextStep? OfVisit(World world, CareRequest request)
    {
        if (world.Visits.Last(request.Id) is not { End: null } visit)
        {
            return null;
        }

        if (visit.Result is not null)
        {
            return request.Stage < Stage.PlaceHeld ? null : OfResult(world, request, visit);
        }

        var isPromised = request.Stage > Stage.PlaceHeld
            && world.Placement[request.Id].ConditionMet;
        return visit is { IsLate: true, ArrivedAt: null }
            ? new NextStep(NextAct.FindNurse, visit.Order.Until)
            : !isPromised ? null
            : visit.Nurse is null ? new NextStep(NextAct.AwaitNurse, visit.Order.From)
            : visit.ArrivedAt is not { } arrived
                ? new NextStep(NextAct.AwaitVisit, visit.Order.Until)
            : new NextStep(NextAct.AwaitOutcome, null, arrived);
    }

    private static NextStep? OfResult(World world, CareRequest request, NursingVisit visit)
    {
        var since = visit.RecordedAt!.Value;
        return visit.Result!.Outcome == VisitOutcome.Worse
                && RequestLife.Allows(request.Stage, Step.Judge)
                && !(world.Triage[request.Id].Current?.At > since)
                ? new NextStep(NextAct.Judge, null, since)
            : visit.Result.Outcome == VisitOutcome.Done
                ? visit.HandedBack is null
                    ? new NextStep(NextAct.HandBackVisit, null, since)
                    : null
            : visit.HandedBack is null || request.Stage == Stage.Arrived
                ? new NextStep(NextAct.RethinkVisit, null, since)
            : null;
    }

    private static NextStep OfAgreed(World world, CareRequestId id, Search search)
    {
        var unit = world.Placement.FindAccepted(id)!.Unit;
        var isAtHome = world.Regions.Describe(unit).CareType.Setting == CareSetting.AtHome;
        return new NextStep(
            !search.ConditionMet ? NextAct.MeetCondition
                : isAtHome ? NextAct.AwaitDeparture
                : search.Consent is null or { Given: Consent.No } ? NextAct.AskConsent
                : world.Transport[id].IsGivenBack ? NextAct.RethinkTransport
                : NextAct.RequestTransport,
            search.ConditionMet ? search.ExpectedBy : search.ConditionBy ?? search.ExpectedBy);
    }
}
