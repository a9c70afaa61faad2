using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Consultation;

/// <summary>Who has to do with a consultation.</summary>
public static class ConsultationParties
{
    /// <summary>Who answers for the own organisation.</summary>
    public const Roles Colleagues = Roles.Consultant | Roles.SupervisingPhysician;

    /// <summary>Whether an actor is a colleague of those who were asked.</summary>
    public static bool IsColleague(Actor actor, AskedConsultation? asked) =>
        asked is not null && asked.Organisation == actor.Organisation
        && actor.IsAny(Colleagues);

    /// <summary>Whether the case is open to an actor as a colleague (R12).</summary>
    public static bool MayRead(World world, Actor actor, CareRequestId request) =>
        actor.IsAny(Colleagues) && world.Consultation[request].IsOpenTo(actor.Organisation);

    internal static ConsultationRefusal? FaultOf(
        World world, CareRequestId id, Func<CareRequest, bool> isAllowed) =>
        world.Access.FaultOf(
            id, isAllowed, ConsultationRefusal.RequestUnknown,
            ConsultationRefusal.RequestArchived, ConsultationRefusal.NotAllowed)
            ?? (world.Access[id].IsOpen ? null : ConsultationRefusal.RequestClosed);
}

/// <summary>Records what a colleague answered: the colleague, or the desk that has the colleague
/// on the telephone.</summary>
/// <remarks>Late is better than never: the clock closes nothing. The urgency of the request stays
/// what it is until a person at the desk changes it (R7).</remarks>
/// <param name="Request">Which request.</param>
/// <param name="Number">Which question.</param>
/// <param name="Words">The answer; not empty.</param>
/// <param name="Urgency">As the colleague sees it; empty for none.</param>
/// <param name="Spoken">Who said it by telephone; null when the colleague writes it.</param>
public sealed record AnswerConsultation(
    CareRequestId Request, int Number, Secret Words, string Urgency, Secret? Spoken)
    : Request<ConsultationRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.First;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Spoken is null ? [Words] : [Words, Spoken];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ConsultationRefusal> Decide(
        World world, Moment moment)
    {
        var asked = world.Consultation[Request].Find(Number);
        var isColleague = ConsultationParties.IsColleague(moment.By, asked);
        if (ConsultationParties.FaultOf(
                world, Request, r => isColleague || r.MayBeWorkedBy(moment.By)) is { } fault)
        {
            return fault;
        }

        if (asked is null)
        {
            return ConsultationRefusal.ConsultationUnknown;
        }

        if (!asked.IsAwaited)
        {
            return asked.Answer is null && world.Consultation[Request].ConclusionOf(asked.Round)
                is null
                ? ConsultationRefusal.Withdrawn
                : ConsultationRefusal.AnsweredAlready;
        }

        if (Secret.IsBlank(Words))
        {
            return ConsultationRefusal.WordsMissing;
        }

        if (Urgency.Length > 0 && world.Regions.Urgencies.NumberOf(Urgency) == 0)
        {
            return ConsultationRefusal.UrgencyUnknown;
        }

        var isUnnamed = Spoken is null
            ? !isColleague
            : Secret.IsBlank(Spoken);
        return isUnnamed
            ? ConsultationRefusal.WhoMissing
            : ImmutableArray.Create<Event>(new ConsultationAnswered(
                Request, Number, Words.Id, Urgency, Spoken?.Id));
    }
}

/// <summary>Concludes what several disciplines judged: the supervising physician does.</summary>
/// <remarks>Who has not answered by then is no longer asked.</remarks>
/// <param name="Request">Which request.</param>
/// <param name="Round">Who was asked together.</param>
/// <param name="Conclusion">Not empty.</param>
public sealed record ConcludeJointTriage(CareRequestId Request, int Round, Secret Conclusion)
    : Request<ConsultationRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Conclusion];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ConsultationRefusal> Decide(
        World world, Moment moment)
    {
        var file = world.Consultation[Request];
        if (ConsultationParties.FaultOf(
                world, Request, r => moment.By.IsAny(Roles.SupervisingPhysician)
                    && (r.MayBeWorkedBy(moment.By)
                        || file.All.Any(c => c.Round == Round
                            && c.Organisation == moment.By.Organisation))) is { } fault)
        {
            return fault;
        }

        return !file.IsJoint(Round) ? ConsultationRefusal.ConsultationUnknown
            : file.ConclusionOf(Round) is not null ? ConsultationRefusal.AnsweredAlready
            : Secret.IsBlank(Conclusion) ? ConsultationRefusal.WordsMissing
            : ImmutableArray.Create<Event>(
                new JointTriageConcluded(Request, Round, Conclusion.Id));
    }
}

/// <summary>Notes that the desk read what colleagues advised.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Round">Who was asked together.</param>
public sealed record ReadAdvice(CareRequestId Request, int Round) : Request<ConsultationRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ConsultationRefusal> Decide(
        World world, Moment moment)
    {
        if (ConsultationParties.FaultOf(
                world, Request, r => r.MayBeWorkedBy(moment.By)) is { } fault)
        {
            return fault;
        }

        var file = world.Consultation[Request];
        return file.Read.Contains(Round) ? ImmutableArray<Event>.Empty
            : file.UnreadSince(Round, default) is null ? ConsultationRefusal.ConsultationUnknown
            : ImmutableArray.Create<Event>(new AdviceRead(Request, Round));
    }
}
