using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Live;

namespace Coordinaat.Access;

/// <summary>What lies before the dispatch centre: the life threats of the region, with what was
/// entered, beside the call (R1).</summary>
public sealed class DispatchTopic() : SummaryTopic<DispatchSummary>("dispatch", Roles.Referrer)
{
    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) =>
        Disclosures.IsDispatch(world, actor);

    /// <inheritdoc/>
    protected override bool IsAbout(World world, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.CareRequest
        && world.Access.Find(new CareRequestId(change.Number))?.LifeThreat is not null;
}
