using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Coordinaat.Live;

/// <summary>Draws a row once for everybody who may see the same.</summary>
internal sealed class RowCache(IServiceProvider services, ILoggerFactory logs)
{
    private const int Kept = 20_000;
    private readonly ConcurrentDictionary<(string, string, string), (long Number, string Html)>
        drawn = new();

    /// <summary>The row's markup; null when it is gone.</summary>
    /// <param name="audience">Everybody with the same text sees the same rows.</param>
    /// <param name="row">Which row.</param>
    /// <param name="number">The world that it is drawn from.</param>
    public async Task<string?> DrawAsync(string audience, Row row, long number)
    {
        if (row.Content is null)
        {
            return null;
        }

        var key = (audience, row.List, row.Key);
        if (drawn.TryGetValue(key, out var known) && known.Number == number)
        {
            return known.Html;
        }

        if (drawn.Count > Kept)
        {
            drawn.Clear();
        }

        var html = await DrawAsync(row.Content);
        drawn[key] = (number, html);
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
