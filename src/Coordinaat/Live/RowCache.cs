using System.Collections.Concurrent;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Coordinaat.Live;

/// <summary>Draws a row once for everybody who may see the same.</summary>
internal sealed class RowCache(
    IServiceProvider services, ILoggerFactory logs, ExpiryWatch expiry)
{
    private const int Kept = 50_000;
    private readonly ConcurrentDictionary<(string, string, string), (object From, string Html)>
        drawn = new();

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

        return await DrawAsync(AudienceOf(topic, view, actor), view, row);
    }

    /// <summary>The markup of all rows of a page.</summary>
    public async Task<IReadOnlyList<(string List, MarkupString Html)>> DrawAllAsync(
        Topic topic, View view, Actor actor)
    {
        var audience = AudienceOf(topic, view, actor);
        var all = new List<(string, MarkupString)>();
        foreach (var row in topic.All(view, actor))
        {
            all.Add((row.List, (MarkupString)await DrawAsync(audience, view, row)));
        }

        return all;
    }

    private static string AudienceOf(Topic topic, View view, Actor actor) =>
        $"{topic.GetType().Name}|{topic.AudienceOf(view.World, actor)}|{view.Language}";

    private async ValueTask<string> DrawAsync(string audience, View view, Row row)
    {
        var key = (audience, row.List, row.Key);
        var from = row.From ?? (view.World.Number, expiry.Head);
        if (drawn.TryGetValue(key, out var known) && known.From.Equals(from))
        {
            return known.Html;
        }

        if (drawn.Count > Kept)
        {
            drawn.Clear();
        }

        var html = await DrawAsync(row.Content!);
        drawn[key] = (from, html);
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
