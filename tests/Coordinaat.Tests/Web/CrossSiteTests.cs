using System.Text;
using Coordinaat.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace Coordinaat.Tests.Web;

/// <summary>Whatever another site makes a browser send is refused, on every route that is there.
/// </summary>
public sealed class CrossSiteTests : IAsyncLifetime
{
    private const string Refused = "/problems/input/cross-site";
    private WebServer server = null!;

    public static TheoryData<string, string> Foreign => new()
    {
        { "Sec-Fetch-Site", "cross-site" },
        { "Sec-Fetch-Site", "same-site" },
        { "Origin", "https://elders.nl" },
        { "Origin", "null" },
    };

    public async ValueTask InitializeAsync() => server = await WebServer.StartDemoAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_page_of_another_site_changes_nothing_anywhere(string header, string value)
    {
        using var desk = (await server.SignInAsync("coordinator")).With(header, value);
        using var admin = (await server.SignInAsync("beheerder")).With(header, value);
        var before = server.World.Number;

        var routes = Routes().ToArray();
        Assert.True(routes.Length > 60, $"{routes.Length} routes");
        foreach (var (method, path) in routes)
        {
            foreach (var api in new[] { desk, admin })
            {
                var answer = await api.SendAsync(Request(method, path));
                Assert.True(answer.Status == 403, $"{method} {path}: {answer}");
                Assert.True(answer.Type is Refused || Says(answer), $"{method} {path}: {answer}");
            }
        }

        Assert.Equal(before, server.World.Number);
        Assert.Equal(200, (await desk.GetAsync("/api/session")).Status);
    }

    [Fact]
    public async Task Our_own_pages_and_programs_pass()
    {
        var own = server.Url.GetLeftPart(UriPartial.Authority);
        foreach (var (header, value) in new[]
        {
            ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "none"), ("Origin", own),
            ("X-None", "x"),
        })
        {
            using var api = server.Open().With(header, value);
            foreach (var (method, path) in Routes())
            {
                var answer = await api.SendAsync(Request(method, path));
                Assert.False(answer.Type is Refused || Says(answer), $"{method} {path}: {answer}");
            }
        }
    }

    // Another port of the same machine is another site, and so is the same name without TLS.
    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1:{port}")]
    public async Task The_whole_origin_has_to_be_the_same(string origin)
    {
        using var api = server.Open().With("Origin", origin.Replace(
            "{port}", $"{server.Url.Port}", StringComparison.Ordinal));

        Assert.Equal(Refused, (await api.PostAsync("/api/care-requests", new { })).Type);
    }

    // A page says so in a sentence.
    private static bool Says(HttpAnswer answer) =>
        answer.Body.Contains("andere site", StringComparison.Ordinal);

    private static HttpRequestMessage Request(string method, string path) =>
        new(new HttpMethod(method), path)
        {
            Content = path.StartsWith("/api/", StringComparison.Ordinal)
                ? new StringContent("{}", Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([KeyValuePair.Create("x", "y")]),
        };

    private IEnumerable<(string Method, string Path)> Routes() => server.Endpoints.SelectMany(e =>
        (e.Metadata.OfType<HttpMethodMetadata>().FirstOrDefault()?.HttpMethods ?? ["POST", "PUT"])
            .Where(m => m is not ("GET" or "HEAD"))
            .Select(m => (m, "/" + e.RoutePattern.RawText!.TrimStart('/')
                .Replace("{request:int}", "1", StringComparison.Ordinal)
                .Replace("{offer:int}", "1", StringComparison.Ordinal)
                .Replace("{account:int}", "1", StringComparison.Ordinal)
                .Replace("{unit}", "x", StringComparison.Ordinal)
                .Replace("{location}", "x", StringComparison.Ordinal)
                .Replace("{message:guid}", "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7a11",
                    StringComparison.Ordinal)
                .Replace("{draft:guid}", "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7a11",
                    StringComparison.Ordinal)
                .Replace("{*path}", "nergens", StringComparison.Ordinal))));
}
