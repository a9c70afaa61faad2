using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Feeds;
using Coordinaat.Live;

namespace Coordinaat.Capacity;

/// <summary>What is a provider's own, for all who work at its desk.</summary>
public abstract class OwnTopic : Topic
{
    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.IsAny(Roles.ProviderDesk);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) =>
        actor.Organisation.Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A provider's own pools of places.</summary>
public sealed class OwnCapacityTopic : OwnTopic
{
    /// <inheritdoc/>
    public override string Name => "own-capacity";

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        view.Regions.UnitsOf(actor.Organisation)
            .Select(u => view.Regions.Units[u.Value].Pool).Distinct()
            .Select(p => RowOf(view, p)).Concat(OfFeeds(view, actor));

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind switch
        {
            StreamKind.Pool when
                view.Regions.OwnerOf(new PoolId(change.Number)) == actor.Organisation =>
                [RowOf(view, new PoolId(change.Number))],
            StreamKind.Region => OfFeeds(view, actor),
            _ => [],
        };

    private static IEnumerable<Row> OfFeeds(View view, Actor actor) =>
        SilentFeed.RowsOf(view, actor, "own-feeds", o => o == actor.Organisation);

    private static Row RowOf(View view, PoolId pool) => Rows.Of<OwnPoolCard>(
        "own-capacity", $"p{pool.Value}",
        pool.Value.ToString("D6", CultureInfo.InvariantCulture), view,
        (nameof(OwnPoolCard.Pool), pool));
}
