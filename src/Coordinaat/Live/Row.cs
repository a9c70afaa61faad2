using System.Globalization;
using Coordinaat.Components;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Coordinaat.Live;

/// <summary>One row of a live list, as one audience may see it now.</summary>
/// <param name="List">The list it belongs to.</param>
/// <param name="Key">Which row.</param>
/// <param name="Sort">Rows of a list are sorted by this text, in byte order.</param>
/// <param name="Content">How it is drawn; null when it is gone.</param>
public sealed record Row(string List, string Key, string Sort, RenderFragment? Content)
{
    /// <summary>All that its drawing depends on, where that is less than the whole world: while
    /// this is equal, it is not drawn again. Null where it is not known.</summary>
    public object? From { get; init; }
}

/// <summary>Makes rows of components.</summary>
public static class Rows
{
    /// <summary>A row that is there.</summary>
    /// <param name="list">The list.</param>
    /// <param name="key">Which row.</param>
    /// <param name="sort">Rows are sorted by this text, in byte order.</param>
    /// <param name="view">What it draws from.</param>
    /// <param name="parameters">The component's own parameters.</param>
    public static Row Of<TComponent>(
        string list, string key, string sort, View view,
        params (string Name, object? Value)[] parameters)
        where TComponent : LiveRow =>
        new(list, key, sort, builder =>
        {
            builder.OpenComponent<TComponent>(0);
            builder.AddComponentParameter(1, nameof(LiveRow.View), view);
            builder.AddComponentParameter(2, nameof(LiveRow.Key), key);
            builder.AddComponentParameter(3, nameof(LiveRow.Sort), sort);
            builder.AddMultipleAttributes(
                4, parameters.Select(p => KeyValuePair.Create(p.Name, p.Value!)));

            builder.CloseComponent();
        });

    /// <summary>A row that is not, or no longer, there.</summary>
    public static Row Gone(string list, string key) => new(list, key, "", null);

    /// <summary>A moment as a text that sorts; moments without a clock come last.</summary>
    public static string SortOf(Instant? at) => at is { } known
        ? known.ToUnixTimeMilliseconds().ToString("D14", CultureInfo.InvariantCulture)
        : "99999999999999";
}

/// <summary>What every live row has: its key and its place among the others.</summary>
public abstract class LiveRow : ComponentBase
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Parameter]
    public string Sort { get; set; } = "";

    protected string T(string nl, string en) => View.T(nl, en);

    /// <summary>A new id for a form: the same form sent twice is one request.</summary>
    protected static Guid NewId() => Coordinaat.Engine.Ids.New();
}
