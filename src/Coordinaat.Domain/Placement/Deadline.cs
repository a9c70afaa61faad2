using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Placement;

/// <summary>The next clock of a request that runs out, derived from what is known.</summary>
/// <param name="At">Runs out at this moment.</param>
/// <param name="Request">Whose clock.</param>
public readonly record struct Deadline(Instant At, CareRequestId Request) : IComparable<Deadline>
{
    /// <summary>The next clock of a request, or null when none runs.</summary>
    public static Deadline? Of(PlacementState placement, CareRequest request)
    {
        var search = placement[request.Id];
        var next = Instant.MaxValue;
        if (request.Stage == Stage.Asking)
        {
            foreach (var id in search.Offers)
            {
                var offer = placement[id];
                if (offer.State == OfferState.Open && offer.AnswerBy < next)
                {
                    next = offer.AnswerBy;
                }
            }
        }

        var awaitsArrival = request.Stage is >= Stage.PlaceHeld and < Stage.Arrived;
        if (awaitsArrival && !search.IsOverdue && search.ExpectedBy is { } by && by < next)
        {
            next = by;
        }

        return next == Instant.MaxValue ? null : new Deadline(next, request.Id);
    }

    /// <summary>What happens when the clock runs out. Pure, as every decision.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="now">Everything due at or before this moment.</param>
    /// <returns>At least one event.</returns>
    public ImmutableArray<Event> Fire(World world, Instant now)
    {
        var request = Request;
        var events = ImmutableArray.CreateBuilder<Event>();
        foreach (var offer in world.Placement.ListOffers(request))
        {
            if (offer.State == OfferState.Open && offer.AnswerBy <= now)
            {
                events.Add(new OfferUnanswered(request, offer.Id));
            }
        }

        var search = world.Placement[request];
        if (search is { IsOverdue: false, ExpectedBy: { } by } && by <= now
            && world.Access[request].Stage is >= Stage.PlaceHeld and < Stage.Arrived)
        {
            events.Add(new ArrivalOverdue(request));
        }

        return events.ToImmutable();
    }

    /// <inheritdoc/>
    public int CompareTo(Deadline other) => At.CompareTo(other.At) is var byTime and not 0
        ? byTime
        : Request.Value.CompareTo(other.Request.Value);
}
