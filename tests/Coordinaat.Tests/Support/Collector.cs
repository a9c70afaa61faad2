using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coordinaat.Tests.Support;

/// <summary>A collector of OpenTelemetry: takes what is posted to it, as protobuf over HTTP.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string MediaType, byte[] Body)> taken = new();

    private Collector(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    /// <summary>All that came in, the words readable between the numbers.</summary>
    public string Text => string.Concat(taken.Select(t => Encoding.UTF8.GetString(t.Body)));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.Run(collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>The texts of well-formed messages that came in at a path.</summary>
    /// <param name="path">/v1/metrics or /v1/traces.</param>
    public IReadOnlySet<string> Words(string path) => taken
        .Where(t => t.Path == path && t.MediaType == "application/x-protobuf")
        .SelectMany(t => Texts(t.Body) ?? []).ToHashSet(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        taken.Enqueue((http.Request.Path, http.Request.ContentType ?? "", body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    // A field with a length is a message, or a text: what does not read as the one is the other.
    private static List<string>? Texts(ReadOnlySpan<byte> message)
    {
        var texts = new List<string>();
        while (!message.IsEmpty)
        {
            if (!TryNumber(ref message, out var key) || key >> 3 == 0)
            {
                return null;
            }

            var length = (key & 7) switch
            {
                0 => TryNumber(ref message, out _) ? 0 : ulong.MaxValue,
                1 => 8UL,
                2 => TryNumber(ref message, out var count) ? count : ulong.MaxValue,
                5 => 4UL,
                _ => ulong.MaxValue,
            };
            if (length > (ulong)message.Length)
            {
                return null;
            }

            var field = message[..(int)length];
            message = message[(int)length..];
            if ((key & 7) == 2)
            {
                texts.Add(Encoding.UTF8.GetString(field));
                texts.AddRange(Texts(field) ?? []);
            }
        }

        return texts;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> from, out ulong number)
    {
        number = 0;
        for (var i = 0; i < from.Length && i < 9; i++)
        {
            number |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
