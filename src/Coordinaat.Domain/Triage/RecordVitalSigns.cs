using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>Vital signs were measured.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Values">Sealed: what was measured.</param>
/// <param name="MeasuredAt">When.</param>
[Stored("vital-signs-recorded", 1, Level = 2)]
public sealed record VitalSignsRecorded(
    CareRequestId Request, SealedId Values, Instant MeasuredAt) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override IntakeFields Brings => IntakeFields.VitalSigns;
}

/// <summary>A measurement as it was recorded.</summary>
/// <param name="Values">Sealed: what was measured.</param>
/// <param name="MeasuredAt">When.</param>
/// <param name="By">Who recorded it.</param>
public sealed record Measurement(SealedId Values, Instant MeasuredAt, AccountId By);

/// <summary>Records vital signs as somebody measured them (FR-T1).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Values">What <see cref="VitalSigns.Write"/> wrote.</param>
/// <param name="MeasuredAt">When; null for now.</param>
/// <param name="IsConfirmed">Somebody looked again at a number that is far from usual.</param>
public sealed record RecordVitalSigns(
    CareRequestId Request, Secret Values, Instant? MeasuredAt, bool IsConfirmed)
    : Request<VitalSignsRefusal>
{
    /// <summary>No more measurements are kept of a request.</summary>
    public const int MeasurementsMax = 200;

    /// <summary>A measurement may be so old when it is entered.</summary>
    public static readonly Duration PastMax = Duration.FromHours(24);

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Values];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VitalSignsRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
            Request, r => r.MayBeAddedToBy(moment.By), VitalSignsRefusal.RequestUnknown,
            VitalSignsRefusal.RequestArchived, VitalSignsRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!request.IsOpen || world.Triage[Request].Measurements.Length >= MeasurementsMax)
        {
            return VitalSignsRefusal.StageForbids;
        }

        if (VitalSigns.Read(Values.Reveal()) is not { IsMeasured: true } signs)
        {
            return VitalSignsRefusal.NothingMeasured;
        }

        var at = MeasuredAt ?? moment.Now;
        return !signs.IsPossible ? VitalSignsRefusal.Impossible
            : !signs.IsUsual && !IsConfirmed ? VitalSignsRefusal.Unusual
            : at > moment.Now + Facts.ClockSlack || at < moment.Now - PastMax
                ? VitalSignsRefusal.TimeOutOfRange
                : moment.WriteLevel < EventCodec.LevelOf<VitalSignsRecorded>()
                    ? VitalSignsRefusal.NotYetWritten
                    : ImmutableArray.Create<Event>(
                        new VitalSignsRecorded(Request, Values.Id, at));
    }
}

/// <summary>Why vital signs were not recorded, in the order it is checked.</summary>
public enum VitalSignsRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor adds nothing to this request.</summary>
    NotAllowed,

    /// <summary>The request is closed, or has very many measurements already.</summary>
    StageForbids,

    /// <summary>Nothing was measured.</summary>
    NothingMeasured,

    /// <summary>A number lies outside what an instrument shows.</summary>
    Impossible,

    /// <summary>A number is far from usual: look again, and confirm it.</summary>
    Unusual,

    /// <summary>The time lies in the future, or more than a day back.</summary>
    TimeOutOfRange,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
