using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>Records what a triage gave, and what a person made of it (FR-T1, FR-T2).</summary>
/// <param name="Request">Which request.</param>
/// <param name="System">Code of the triage system.</param>
/// <param name="SystemVersion">Its version; at most 40 characters, not empty.</param>
/// <param name="Proposed">What the system gave; at most 40 characters, not empty.</param>
/// <param name="Urgency">Code of the final urgency.</param>
/// <param name="Reason">Why it differs from what the system gave; null when it does not.</param>
/// <param name="Found">What was found beside the urgency; null when it was not said.</param>
/// <param name="Seen">How many triages whoever judges had seen; null for all there are.</param>
public sealed record RecordTriage(
    CareRequestId Request, string System, string SystemVersion, string Proposed, string Urgency,
    Secret? Reason, FoundAtTriage? Found = null, int? Seen = null) : Request<RecordTriageRefusal>
{
    /// <summary>No version or outcome is longer, in characters.</summary>
    public const int TextLengthMax = 40;

    /// <summary>A request is not triaged more often.</summary>
    public const int TriagesMax = 100;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        [.. new[] { Reason }.OfType<Secret>(), .. Found?.Secrets ?? []];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RecordTriageRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => MayBeJudgedBy(world, r, moment.By),
                RecordTriageRefusal.RequestUnknown, RecordTriageRefusal.RequestArchived,
                RecordTriageRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!RequestLife.Allows(world.Access[Request].Stage, Step.Judge)
            || world.Triage[Request].Triages.Length >= TriagesMax)
        {
            return RecordTriageRefusal.StageForbids;
        }

        if (Seen < world.Triage[Request].Triages.Length)
        {
            return RecordTriageRefusal.JudgedMeanwhile;
        }

        if (!world.Regions.Knows(CodeList.TriageSystem, System)
            || SystemVersion.Length is 0 or > TextLengthMax)
        {
            return RecordTriageRefusal.SystemUnknown;
        }

        if (world.Regions.Urgencies.NumberOf(Urgency) == 0
            || Proposed.Length is 0 or > TextLengthMax)
        {
            return RecordTriageRefusal.UrgencyUnknown;
        }

        var mapped = world.Regions.TriageMappingOf(System, Proposed, moment.Now);
        if ((mapped?.Urgency ?? Proposed) != Urgency && Secret.IsBlank(Reason))
        {
            return RecordTriageRefusal.ReasonMissing;
        }

        return CheckFound(world.Regions, moment) is { } refusal
            ? refusal
            : EventsOf(world, moment, mapped);
    }

    // Who refers a patient may say how the own triage came out, once: after that the desk judges.
    private static bool MayBeJudgedBy(World world, CareRequest request, Actor by) =>
        request.MayBeWorkedBy(by)
        || (request.MayBeAddedToBy(by) && world.Triage[request.Id].Triages.IsEmpty);

    private RecordTriageRefusal? CheckFound(RegionsState regions, Moment moment) =>
        Found is null ? null
        : !Found.IsKnown(regions) ? RecordTriageRefusal.FindingUnknown
        : Found.IsAlone && (Found.FollowUp.Length == 0 || Secret.IsBlank(Found.Advice))
            ? RecordTriageRefusal.AdviceMissing
        : moment.WriteLevel < EventCodec.LevelOf<FindingsRecorded>()
            ? RecordTriageRefusal.NotYetWritten
        : null;

    // The clocks are kept with the judgement: a later norm changes nothing about it.
    private ImmutableArray<Event> EventsOf(World world, Moment moment, TriageMapping? mapped)
    {
        var events = ImmutableArray.CreateBuilder<Event>();
        events.Add(new TriageRecorded(
            Request, System, SystemVersion, Proposed, Urgency, Reason?.Id));
        if (Found is not null)
        {
            events.Add(new FindingsRecorded(Request, Found.Kept()));
        }

        var waits = world.Access[Request].Stage < Stage.Underway;
        var retriageBy = waits && world.Regions.RetriageMinutesOf(Urgency) is { } minutes
            ? moment.Now + Duration.FromMinutes(minutes)
            : (Instant?)null;
        var seenBy = mapped is { LimitMinutes: > 0 } limit
            ? moment.Now + Duration.FromMinutes(limit.LimitMinutes)
            : (Instant?)null;
        if ((retriageBy ?? seenBy) is not null
            && moment.WriteLevel >= EventCodec.LevelOf<JudgementTimed>())
        {
            events.Add(new JudgementTimed(Request, retriageBy, seenBy));
        }

        return events.ToImmutable();
    }
}

/// <summary>Why a triage was not recorded, in the order it is checked.</summary>
public enum RecordTriageRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>In this stage the urgency is no longer changed.</summary>
    StageForbids,

    /// <summary>A colleague judged as well, after this one looked: see what changed first.
    /// </summary>
    JudgedMeanwhile,

    /// <summary>The triage system is not in the list, or its version is missing.</summary>
    SystemUnknown,

    /// <summary>The urgency is not in the list, or what the system gave is missing.</summary>
    UrgencyUnknown,

    /// <summary>The final urgency differs from what the system gave, or from what the table of
    /// systems says of it, without a reason.</summary>
    ReasonMissing,

    /// <summary>A code of what was found is in no list.</summary>
    FindingUnknown,

    /// <summary>The triagist handled it alone, and what was decided or advised is missing.
    /// </summary>
    AdviceMissing,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
