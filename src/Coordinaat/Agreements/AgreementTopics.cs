using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Live;
using Coordinaat.Security;

namespace Coordinaat.Agreements;

/// <summary>All agreements, and which of them wait for a signature.</summary>
public sealed class AgreementsTopic()
    : SummaryTopic<AgreementsSummary>("agreements", Policies.RolesOf[Policies.Staff])
{
    /// <inheritdoc/>
    protected override bool IsAbout(World world, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.Agreement;
}

/// <summary>Who takes how much in the region.</summary>
public sealed class SharesTopic()
    : SummaryTopic<SharesSummary>("shares", Policies.RolesOf[Policies.Staff])
{
    // A unit of the region may be asked from another one.
    /// <inheritdoc/>
    protected override bool IsAbout(World world, Actor actor, StreamKey change) =>
        change.Kind is StreamKind.Agreement or StreamKind.CareRequest
        || (change.Kind == StreamKind.Pool && world.RegionOf(change)
            == world.Regions.Organisations[actor.Organisation.Value].Region);
}
