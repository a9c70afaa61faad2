using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Live;

namespace Coordinaat.Capacity;

/// <summary>Reminds a provider, on whatever page is open, of figures that soon count no more, and
/// of those that are too old (FR-C6).</summary>
public sealed class RemindersTopic : OwnTopic
{
    /// <inheritdoc/>
    public override string Name => "reminders";

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) => [RowOf(view, actor)];

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.Pool
        && view.Regions.OwnerOf(new PoolId(change.Number)) == actor.Organisation
            ? [RowOf(view, actor)]
            : [];

    private static Row RowOf(View view, Actor actor) => Rows.Of<ReminderStrip>(
        "reminders", "reminders", "", view,
        (nameof(ReminderStrip.Organisation), actor.Organisation));
}
