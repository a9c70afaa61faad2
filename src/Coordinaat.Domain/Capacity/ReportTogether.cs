using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Capacity;

/// <summary>Reports what a file says: the figures of several locations or moments at once.
/// </summary>
/// <remarks>Taken whole or not at all; each message by the rules of
/// <see cref="ReportLocation"/>, after the one before it.</remarks>
/// <param name="Messages">At least one.</param>
public sealed record ReportTogether(ImmutableArray<ReportLocation> Messages)
    : Request<ReportLocationRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReportLocationRefusal> Decide(
        World world, Moment moment)
    {
        if (Messages.IsEmpty)
        {
            return ReportLocationRefusal.NothingReported;
        }

        var all = ImmutableArray.CreateBuilder<Event>();
        foreach (var message in Messages)
        {
            if (!message.Decide(world, moment).TryGet(out var events, out var refusal))
            {
                return refusal;
            }

            all.AddRange(events);
            world = world with
            {
                Capacity = events.OfType<CapacityEvent>().Aggregate(
                    world.Capacity, (c, e) => c.After(e, moment.Now, world.Regions)),
            };
        }

        return all.ToImmutable();
    }
}
