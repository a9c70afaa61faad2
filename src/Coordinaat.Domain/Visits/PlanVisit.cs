using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Visits;

/// <summary>Moves the time window of a visit, as agreed with somebody.</summary>
/// <param name="Request">Which request.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">There before this moment; in the future.</param>
/// <param name="AgreedWith">With whom; not empty.</param>
public sealed record MoveVisit(
    CareRequestId Request, Instant From, Instant Until, Secret AgreedWith) : Request<VisitRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [AgreedWith];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VisitRefusal> Decide(
        World world, Moment moment)
    {
        if (VisitParties.Check(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        if (world.Visits.Last(Request) is { ArrivedAt: not null } or { Result: not null })
        {
            return VisitRefusal.RecordedBefore;
        }

        if (!VisitCare.IsWindow(From, Until, moment.Now))
        {
            return VisitRefusal.WindowOutOfRange;
        }

        if (Until <= moment.Now)
        {
            return VisitRefusal.WindowPassed;
        }

        return Secret.IsBlank(AgreedWith)
            ? VisitRefusal.WordsMissing
            : VisitParties.Keep(moment, new VisitMoved(Request, From, Until, AgreedWith.Id));
    }
}

/// <summary>Takes the order of a visit back.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Words">Why; not empty.</param>
public sealed record WithdrawVisit(CareRequestId Request, Secret Words) : Request<VisitRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VisitRefusal> Decide(
        World world, Moment moment)
    {
        if (VisitParties.Check(world, Request, moment.By, isDeskOnly: true) is { } refusal)
        {
            return refusal;
        }

        return world.Visits.Last(Request) is { Result: not null }
            ? VisitRefusal.RecordedBefore
            : Secret.IsBlank(Words)
                ? VisitRefusal.WordsMissing
                : VisitParties.Keep(moment, new VisitWithdrawn(Request, Words.Id));
    }
}

/// <summary>Says who goes. Said anew before the arrival, the last one counts.</summary>
/// <remarks>A reserved act is given only to somebody who is stated competent for it (R9). Who is
/// with the patient already needs no expected arrival.</remarks>
/// <param name="Request">Which request.</param>
/// <param name="Nurse">The name; not empty.</param>
/// <param name="Function">Code of the function.</param>
/// <param name="CompetentFor">Codes of the tasks that this nurse is competent for.</param>
/// <param name="Second">Who comes along; null for nobody.</param>
/// <param name="ExpectedAt">When the nurse thinks to be there: inside the window.</param>
public sealed record AssignNurse(
    CareRequestId Request, Secret Nurse, string Function, ImmutableArray<string> CompetentFor,
    Secret? Second, Instant ExpectedAt) : Request<VisitRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
        Second is null ? [Nurse] : [Nurse, Second];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, VisitRefusal> Decide(
        World world, Moment moment)
    {
        if (VisitParties.CheckPlaced(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        var visit = world.Visits.Last(Request)!;
        if (visit.Result is not null || visit is { ArrivedAt: not null, Nurse: not null })
        {
            return VisitRefusal.RecordedBefore;
        }

        if (Secret.IsBlank(Nurse)
            || !world.Regions.Knows(CodeList.Function, Function))
        {
            return VisitRefusal.NurseMissing;
        }

        if (visit.Order.Reserved.Except(CompetentFor).Any())
        {
            return VisitRefusal.NurseNotCompetent;
        }

        if (visit.Order.NeedsTwo && Secret.IsBlank(Second))
        {
            return VisitRefusal.SecondMissing;
        }

        return visit.ArrivedAt is null && !IsPossible(visit.Order, moment.Now)
            ? VisitRefusal.ExpectedOutsideWindow
            : VisitParties.Keep(moment, new NurseAssigned(Request, new AssignedNurse(
                Nurse.Id, Function, [.. visit.Order.Tasks.Intersect(CompetentFor)], Second?.Id,
                ExpectedAt)));
    }

    private bool IsPossible(VisitOrder order, Instant now) =>
        !VisitCare.IsBefore(ExpectedAt, order.From) && ExpectedAt <= order.Until
        && !VisitCare.IsBefore(ExpectedAt, now);
}
