using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.AspNetCore.Components;

namespace Coordinaat.Live;

/// <summary>What a page says of many things together: one row, drawn anew as a whole when one of
/// them changes.</summary>
/// <typeparam name="TSummary">How it is drawn.</typeparam>
/// <param name="name">The name of the topic, and of the list on the page.</param>
/// <param name="roles">Who may see it.</param>
public abstract class SummaryTopic<TSummary>(string name, Roles roles) : Topic
    where TSummary : Summary
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.IsAny(roles);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) => string.Create(
        CultureInfo.InvariantCulture, $"{actor.Organisation.Value}/{(int)actor.Roles}");

    /// <summary>The row itself.</summary>
    public Row RowOf(View view, Actor actor) => Rows.Of<TSummary>(
        name, "all", "", view, (nameof(Summary.Actor), actor));

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) => [RowOf(view, actor)];

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        IsAbout(view.World, actor, change) ? [RowOf(view, actor)] : [];

    /// <summary>Whether a change may make it say something else.</summary>
    protected abstract bool IsAbout(World world, Actor actor, StreamKey change);
}

/// <summary>Many things together, for one organisation and its roles.</summary>
public abstract class Summary : LiveRow
{
    [Parameter, EditorRequired]
    public Actor Actor { get; set; }

    protected World World => View.World;
}
