using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Placement;

/// <summary>Why an agreement about a place was not recorded, in the order it is checked.</summary>
public enum AgreePlaceRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor works neither on this request nor for the unit that said yes.</summary>
    NotAllowed,

    /// <summary>In this stage there is nothing to agree.</summary>
    StageForbids,

    /// <summary>The doctors are named already, or this care needs none.</summary>
    DoctorsNamed,

    /// <summary>The sending doctor is missing (R3).</summary>
    SendingDoctorMissing,

    /// <summary>The admitting doctor is missing (R3).</summary>
    AdmittingDoctorMissing,

    /// <summary>This function may not admit: a yes of a nurse means a place, not an admission.
    /// </summary>
    FunctionMayNotAdmit,

    /// <summary>The answer about moving is missing, or why it could not be asked.</summary>
    ConsentUnclear,

    /// <summary>The reason is not in the list.</summary>
    ReasonUnknown,

    /// <summary>There is no condition to be met.</summary>
    NoCondition,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}

/// <summary>Names the two doctors of an admission (R3). From here the place is agreed.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Sending">Name of the sending doctor; not empty.</param>
/// <param name="SendingFunction">Code of the function.</param>
/// <param name="Admitting">Name of the admitting doctor; not empty.</param>
/// <param name="AdmittingFunction">Code of the function; one that may admit.</param>
public sealed record ConfirmAdmission(
    CareRequestId Request, Secret Sending, string SendingFunction, Secret Admitting,
    string AdmittingFunction) : Request<AgreePlaceRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Sending, Admitting];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreePlaceRefusal> Decide(
        World world, Moment moment)
    {
        if (PlaceParties.Check(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        if (!RequestLife.Allows(world.Access[Request].Stage, Step.Agree))
        {
            return AgreePlaceRefusal.StageForbids;
        }

        if (!PlaceParties.AwaitsDoctors(world, Request))
        {
            return AgreePlaceRefusal.DoctorsNamed;
        }

        if (Secret.IsBlank(Sending)
            || !world.Regions.Knows(CodeList.Function, SendingFunction))
        {
            return AgreePlaceRefusal.SendingDoctorMissing;
        }

        if (Secret.IsBlank(Admitting))
        {
            return AgreePlaceRefusal.AdmittingDoctorMissing;
        }

        return world.Regions.Knows(CodeList.AdmittingFunction, AdmittingFunction)
            ? ImmutableArray.Create<Event>(
                new AdmissionConfirmed(Request, new Admission(
                    Sending.Id, SendingFunction, Admitting.Id, AdmittingFunction, moment.Now)),
                new PlaceAgreed(Request))
            : AgreePlaceRefusal.FunctionMayNotAdmit;
    }
}

/// <summary>Records what the patient said about moving (R5).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Given">Yes, no, or could not be asked.</param>
/// <param name="BySomebodyElse">A representative said it.</param>
/// <param name="NotAsked">Code of why it could not be asked; empty otherwise.</param>
public sealed record RecordConsent(
    CareRequestId Request, Consent Given, bool BySomebodyElse, string NotAsked)
    : Request<AgreePlaceRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreePlaceRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By),
                AgreePlaceRefusal.RequestUnknown, AgreePlaceRefusal.RequestArchived,
                AgreePlaceRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!request.IsOpen || request.Stage >= Stage.Underway)
        {
            return AgreePlaceRefusal.StageForbids;
        }

        var isClear = Enum.IsDefined(Given)
            && (Given == Consent.NotAsked
                ? world.Regions.Knows(CodeList.NotAsked, NotAsked)
                : NotAsked.Length == 0);
        return isClear
            ? ImmutableArray.Create<Event>(
                new ConsentRecorded(Request, Given, BySomebodyElse, NotAsked))
            : AgreePlaceRefusal.ConsentUnclear;
    }
}

/// <summary>Records that the condition of a "ja, mits" is met.</summary>
/// <param name="Request">Which request.</param>
public sealed record ConfirmCondition(CareRequestId Request) : Request<AgreePlaceRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreePlaceRefusal> Decide(
        World world, Moment moment) =>
        PlaceParties.Check(world, Request, moment.By) is { } refusal
            ? refusal
            : !world.Access[Request].IsOpen
                ? AgreePlaceRefusal.StageForbids
                : world.Placement[Request].ConditionMet
                    ? AgreePlaceRefusal.NoCondition
                    : ImmutableArray.Create<Event>(new ConditionConfirmed(Request));
}

/// <summary>Gives a promised place up; a person does, never a clock (R4).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Reason">Code of the reason.</param>
/// <param name="Words">Words beside it; null without.</param>
public sealed record ReleasePlace(CareRequestId Request, string Reason, Secret? Words)
    : Request<AgreePlaceRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Words is null ? [] : [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreePlaceRefusal> Decide(
        World world, Moment moment)
    {
        if (PlaceParties.Check(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        if (!RequestLife.Allows(world.Access[Request].Stage, Step.ReleasePlace))
        {
            return AgreePlaceRefusal.StageForbids;
        }

        if (!world.Regions.Knows(CodeList.Release, Reason))
        {
            return AgreePlaceRefusal.ReasonUnknown;
        }

        var unit = world.Placement.FindAccepted(Request)!.Unit;
        return ImmutableArray.Create<Event>(
            new PlaceReleased(Request, Reason, Words?.Id),
            new ClaimReleased(world.Regions.Units[unit.Value].Pool, Request));
    }
}

/// <summary>Who may speak about a promised place: the desk, and the unit that said yes.</summary>
public static class PlaceParties
{
    /// <summary>Whether an actor is one of them.</summary>
    public static bool Include(World world, CareRequestId request, Actor by) =>
        world.Access[request].MayBeWorkedBy(by)
        || (world.Placement.FindAccepted(request) is { } offer
            && Ownership.IsOwn(world.Regions, offer.Unit, by));

    /// <summary>Whether a promised place is an admission without its two doctors (R3).</summary>
    public static bool AwaitsDoctors(World world, CareRequestId request) =>
        world.Placement[request].Admission is null
        && world.Placement.FindAccepted(request) is { } offer
        && world.Regions.Describe(offer.Unit).CareType.Setting == CareSetting.Admission;

    internal static AgreePlaceRefusal? Check(World world, CareRequestId request, Actor by) =>
        world.Access.FaultOf(
            request, _ => Include(world, request, by), AgreePlaceRefusal.RequestUnknown,
            AgreePlaceRefusal.RequestArchived, AgreePlaceRefusal.NotAllowed);
}
