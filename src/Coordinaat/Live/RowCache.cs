using System.Collections.Concurrent;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Coordinaat.Live;

/// <summary>Draws a row once for everybody who may see the same.</summary>
/// <remarks>
/// What a page showed is kept, and kept up to date by the streams. A row that only streams asked
/// for is kept for a moment, for the other audiences that get it now: else the memory would fill
/// with rows that nobody looks at.
/// </remarks>
internal sealed class RowCache(
    IServiceProvider services, ILoggerFactory logs, ExpiryWatch expiry)
{
    private readonly Kept paged = new(50_000);
    private readonly Kept streamed = new(1_000);

    /// <summary>The row's markup; null when it is gone.</summary>
    /// <param name="topic">Of which topic the row is.</param>
    /// <param name="view">What it is drawn from.</param>
    /// <param name="actor">Anybody of the audience: who has the same sees the same row.</param>
    /// <param name="row">Which row.</param>
    public async Task<string?> DrawAsync(Topic topic, View view, Actor actor, Row row)
    {
        if (row.Content is null)
        {
            return null;
        }

        var key = (AudienceOf(topic, view, actor), row.List, row.Key);
        return await DrawAsync(paged.Rows.ContainsKey(key) ? paged : streamed, key, view, row);
    }

    /// <summary>The markup of all rows of a page.</summary>
    public async Task<IReadOnlyList<(string List, MarkupString Html)>> DrawAllAsync(
        Topic topic, View view, Actor actor)
    {
        var audience = AudienceOf(topic, view, actor);
        var all = new List<(string, MarkupString)>();
        foreach (var row in topic.All(view, actor))
        {
            var html = await DrawAsync(paged, (audience, row.List, row.Key), view, row);
            all.Add((row.List, (MarkupString)html));
        }

        return all;
    }

    private static string AudienceOf(Topic topic, View view, Actor actor) =>
        $"{topic.GetType().Name}|{topic.AudienceOf(view.World, actor)}|{view.Language}";

    private async ValueTask<string> DrawAsync(
        Kept kept, (string, string, string) key, View view, Row row)
    {
        var from = row.From ?? (view.World.Number, expiry.Head);
        if (kept.Rows.TryGetValue(key, out var known) && known.From.Equals(from))
        {
            return known.Html;
        }

        if (kept.Rows.Count >= kept.Max)
        {
            kept.Rows.Clear();
        }

        var html = await DrawAsync(row.Content!);
        kept.Rows[key] = (from, html);
        return html;
    }

    private async Task<string> DrawAsync(RenderFragment content)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Fragment>(ParameterView.FromDictionary(
                new Dictionary<string, object?> { [nameof(Fragment.Content)] = content }));
            return root.ToHtmlString();
        });
    }

    private sealed record Kept(int Max)
    {
        public ConcurrentDictionary<(string, string, string), (object From, string Html)> Rows
        { get; } = new();
    }
}

/// <summary>Draws what it is given, and nothing else.</summary>
public sealed class Fragment : ComponentBase
{
    [Parameter, EditorRequired]
    public RenderFragment? Content { get; set; }

    protected override void BuildRenderTree(
        Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
        builder.AddContent(0, Content);
}
