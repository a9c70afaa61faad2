using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Transport;

/// <summary>Something was told of a ride.</summary>
/// <param name="Request">Of which request.</param>
/// <param name="Status">What.</param>
/// <param name="HappenedAt">When it was so.</param>
/// <param name="Reason">Code of why there is no ride; empty otherwise.</param>
/// <param name="Words">Sealed words beside it; null without.</param>
/// <param name="GivesBack">There is no ride, and nothing later is known: transport is to be asked
/// anew. The place stays (R4).</param>
[Stored("ride-reported", 1, Level = 2)]
public sealed record RideReported(
    CareRequestId Request, RideStatus Status, Instant HappenedAt, string Reason, SealedId? Words,
    bool GivesBack) : RequestEvent(Request)
{
    /// <inheritdoc/>
    public override Step? Takes => GivesBack ? Step.NoTransport : null;
}

/// <summary>Tells where a ride is (FR-D3, FR-D5).</summary>
/// <remarks>
/// A fact: it may come twice, late and in any order. What happened last is where the ride is. A
/// departure or an arrival that nobody recorded yet is recorded by it.
/// </remarks>
/// <param name="Request">Of which request.</param>
/// <param name="Status">What.</param>
/// <param name="HappenedAt">When; null for now.</param>
/// <param name="Reason">Code of why there is no ride; empty otherwise.</param>
/// <param name="Words">Words beside it; null without.</param>
public sealed record ReportRide(
    CareRequestId Request, RideStatus Status, Instant? HappenedAt, string Reason, Secret? Words)
    : Request<TransportRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Words is null ? [] : [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, TransportRefusal> Decide(
        World world, Moment moment)
    {
        if (Journey.CheckParty(world, Request, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (trip, at) = (world.Transport[Request], HappenedAt ?? moment.Now);
        if (trip.Holds(Status, at))
        {
            return ImmutableArray<Event>.Empty;
        }

        var request = world.Access[Request];
        var isOfThisRide = trip.IsOfThisRide(at);
        var isNews = isOfThisRide
            && (trip.Latest is not { } latest || at >= latest.HappenedAt);
        if (!request.IsOpen || trip.RequestedAt is null || IsTooLate(request.Stage, trip, isNews))
        {
            return TransportRefusal.StageForbids;
        }

        var counts = isNews || (isOfThisRide && !trip.IsGivenBack);
        return MoveOf(world, moment, request.Stage, counts)
            ?? Tell(world, moment, trip, at, isNews);
    }

    // Whoever left or arrived had transport.
    private bool IsTooLate(Stage stage, Trip trip, bool isNews) =>
        Status == RideStatus.NoTransport && isNews && !trip.IsGivenBack
        && !RequestLife.Allows(stage, Step.NoTransport);

    private Outcome<ImmutableArray<Event>, TransportRefusal>? MoveOf(
        World world, Moment moment, Stage stage, bool counts) => Status switch
        {
            RideStatus.Departed when counts && RequestLife.Allows(stage, Step.Depart) =>
                new RecordDeparture(Request, HappenedAt).Decide(world, moment),
            RideStatus.Arrived when counts && RequestLife.Allows(stage, Step.Arrive) =>
                new RecordArrival(Request, HappenedAt).Decide(world, moment),
            _ => null,
        };

    private Outcome<ImmutableArray<Event>, TransportRefusal> Tell(
        World world, Moment moment, Trip trip, Instant at, bool isNews)
    {
        if (!Enum.IsDefined(Status))
        {
            return TransportRefusal.StatusUnknown;
        }

        var isNone = Status == RideStatus.NoTransport;
        if (isNone && !world.Regions.Knows(CodeList.NoTransport, Reason))
        {
            return TransportRefusal.ReasonUnknown;
        }

        if (!Facts.IsPossible(at, moment.Now))
        {
            return TransportRefusal.TimeOutOfRange;
        }

        if (trip.Facts.Length >= Trip.FactsMax)
        {
            return TransportRefusal.TooManyFacts;
        }

        return moment.WriteLevel < EventCodec.LevelOf<RideReported>()
            ? TransportRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new RideReported(
                Request, Status, at, isNone ? Reason : "", Words?.Id,
                isNone && isNews && !trip.IsGivenBack));
    }
}
