using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Transport;

/// <summary>What is agreed before mobile intensive care drives (FR-D8).</summary>
/// <param name="Indication">Code: how the patient has to be accompanied.</param>
/// <param name="Intensivist">Sealed: the referring intensivist, who set it.</param>
/// <param name="Function">Code of that person's function.</param>
/// <param name="Condition">Sealed: how the patient is.</param>
/// <param name="Considerations">Sealed: what was weighed; null without.</param>
/// <param name="CriteriaMet">What the MICU coordinator found of the criteria.</param>
/// <param name="Coordinator">Sealed: the MICU coordinator.</param>
/// <param name="DepartureAt">When it leaves, as agreed with the sender and the meldkamer.</param>
public sealed record MicuProcedure(
    string Indication, SealedId Intensivist, string Function, SealedId Condition,
    SealedId? Considerations, bool CriteriaMet, SealedId Coordinator, Instant DepartureAt);

/// <summary>The procedure of mobile intensive care was gone through.</summary>
[Stored("micu-agreed", 1, Level = 2)]
public sealed record MicuAgreed(CareRequestId Request, MicuProcedure Procedure)
    : RequestEvent(Request);

/// <summary>Records the procedure of mobile intensive care. Recorded anew, the last one counts.
/// </summary>
/// <remarks>
/// First the bed with the doctor who admits, then the MICU (FR-M12, FR-D8). Criteria that are not
/// met are recorded too: people decide whether it drives.
/// </remarks>
/// <param name="Request">For which request.</param>
/// <param name="Indication">Code of the indication.</param>
/// <param name="Intensivist">Name of the referring intensivist; not empty.</param>
/// <param name="Function">Code of the function; one that may set the indication.</param>
/// <param name="Condition">How the patient is; not empty.</param>
/// <param name="Considerations">What was weighed; null without.</param>
/// <param name="CriteriaMet">What the MICU coordinator found of the criteria.</param>
/// <param name="Coordinator">Name of the MICU coordinator; not empty.</param>
/// <param name="DepartureAt">When it leaves.</param>
public sealed record AgreeMicu(
    CareRequestId Request, string Indication, Secret Intensivist, string Function,
    Secret Condition, Secret? Considerations, bool CriteriaMet, Secret Coordinator,
    Instant DepartureAt) : Request<AgreeMicuRefusal>
{
    /// <summary>No departure is agreed longer ahead.</summary>
    public static readonly Duration AheadMax = Duration.FromDays(2);

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Considerations is null
        ? [Intensivist, Condition, Coordinator]
        : [Intensivist, Condition, Considerations, Coordinator];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreeMicuRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By),
                AgreeMicuRefusal.RequestUnknown, AgreeMicuRefusal.RequestArchived,
                AgreeMicuRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (world.Access[Request].Stage is < Stage.PlaceHeld or > Stage.TransportRequested)
        {
            return AgreeMicuRefusal.StageForbids;
        }

        return world.Placement[Request].Admission is null
            ? AgreeMicuRefusal.DoctorsMissing
            : (CheckWords(world.Regions) ?? CheckMoment(moment)) is { } refusal
                ? refusal
                : ImmutableArray.Create<Event>(new MicuAgreed(Request, new MicuProcedure(
                    Indication, Intensivist.Id, Function, Condition.Id, Considerations?.Id,
                    CriteriaMet, Coordinator.Id, DepartureAt)));
    }

    private AgreeMicuRefusal? CheckWords(RegionsState regions) =>
        !regions.Knows(CodeList.MicuIndication, Indication)
            ? AgreeMicuRefusal.IndicationUnknown
            : Secret.IsBlank(Intensivist) || !regions.Knows(CodeList.MicuAuthority, Function)
                ? AgreeMicuRefusal.IntensivistMissing
                : Secret.IsBlank(Condition)
                    ? AgreeMicuRefusal.ConditionMissing
                    : Secret.IsBlank(Coordinator) ? AgreeMicuRefusal.CoordinatorMissing : null;

    private AgreeMicuRefusal? CheckMoment(Moment moment) =>
        DepartureAt < moment.Now - Facts.Past || DepartureAt > moment.Now + AheadMax
            ? AgreeMicuRefusal.DepartureOutOfRange
            : moment.WriteLevel < EventCodec.LevelOf<MicuAgreed>()
                ? AgreeMicuRefusal.NotYetWritten
                : null;
}

/// <summary>Why the procedure was not recorded, in the order it is checked.</summary>
public enum AgreeMicuRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor neither works on this request nor sent the patient.</summary>
    NotAllowed,

    /// <summary>There is no place yet, or the patient has left.</summary>
    StageForbids,

    /// <summary>The sending and the admitting doctor are still to be named (R3, FR-M12).</summary>
    DoctorsMissing,

    /// <summary>The indication is not in the list.</summary>
    IndicationUnknown,

    /// <summary>The name of the referring intensivist is missing, or the function may not set the
    /// indication.</summary>
    IntensivistMissing,

    /// <summary>It is not said how the patient is.</summary>
    ConditionMissing,

    /// <summary>The name of the MICU coordinator is missing.</summary>
    CoordinatorMissing,

    /// <summary>The departure lies more than a day back, or more than
    /// <see cref="AgreeMicu.AheadMax"/> ahead.</summary>
    DepartureOutOfRange,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
