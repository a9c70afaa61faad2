using System.Text;
using Microsoft.AspNetCore.Routing;

namespace Coordinaat.Tests.Web;

/// <summary>Bodies that are too large or of another kind, on every route that takes one: a clear
/// refusal, never a fault of ours.</summary>
public sealed class WrongBodyTests(Desk desk) : IClassFixture<Desk>
{
    private const string Id = "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7a11";

    // A form without the fields means something here: all units, or a wrong password.
    private static readonly string[] TakeAny = ["/mijn-capaciteit", "/account/wachtwoord"];

    public static TheoryData<string> Bodies =>
    [
        "none", "text", "json null", "json of nulls", "a form", "a form of 2000 fields",
        "half a file",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_of_another_kind_is_refused_in_words_on_every_route(string kind)
    {
        var before = desk.World.Number;
        foreach (var path in Routes().Where(p => kind != "a form" || !TakeAny.Contains(p)))
        {
            foreach (var api in new[] { desk.Coordinator, desk.Ward, desk.Admin })
            {
                var answer = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = Content(kind, path),
                });
                Assert.True(answer.Status is < 500 or 503, $"{path}: {answer}");
                Assert.True(
                    answer.Status < 400 || answer.Type.Length > 0
                        || answer.Body.Contains("<main", StringComparison.Ordinal),
                    $"Without a word: {path}: {answer}");
            }
        }

        Assert.Equal(before, desk.World.Number);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_in_words()
    {
        var large = new string('x', 300 * 1024);
        var before = desk.World.Number;
        foreach (var path in Routes().Where(p => p != "/api/imports"))
        {
            var answer = path.StartsWith("/api/", StringComparison.Ordinal)
                ? await desk.Coordinator.PostAsync(path, new { note = large })
                : await desk.Coordinator.HxFormAsync(path, ("note", large));
            Assert.True(answer.Status is 413 or 403, $"{path}: {answer}");
            Assert.Equal(
                (path, answer.Status == 413
                    ? "/problems/input/body-too-large"
                    : "/problems/input/role-forbids"),
                (path, answer.Type));
        }

        Assert.Equal(before, desk.World.Number);
    }

    [Theory]
    [InlineData("/levensgevaar?zorgvraag=abc", 200)]
    [InlineData("/levensgevaar?zorgvraag=99999999999999", 200)]
    [InlineData("/zorgvragen/nieuw?concept=geen", 400)]
    [InlineData("/zorgvragen/99999999999999", 404)]
    [InlineData("/zorgvragen/1000000", 404)]
    [InlineData("/zorgvragen/0", 404)]
    [InlineData("/api/care-requests/0", 404)]
    [InlineData("/api/care-requests/-1", 404)]
    [InlineData("/api/care-requests/1000000/candidates", 404)]
    [InlineData("/api/care-requests/1000000/candidates/huize-vlierdonk-elv-low", 404)]
    [InlineData("/api/care-requests/1/candidates/nergens", 404)]
    [InlineData("/live?t=nergens", 403)]
    [InlineData("/live?t=dossier:0", 403)]
    [InlineData("/live?t=dossier:abc", 403)]
    [InlineData("/geen/bestand.txt", 404)]
    [InlineData("/api/geen", 404)]
    public async Task A_bad_address_is_answered_in_words(string path, int status)
    {
        var answer = await desk.Coordinator.GetAsync(path);

        Assert.True(answer.Status == status, $"{path}: {answer}");
        Assert.True(
            answer.Type.Length > 0 || answer.Body.Contains("<main", StringComparison.Ordinal),
            $"{path}: {answer}");
    }

    [Fact]
    public async Task No_browser_follows_more_than_24_topics()
    {
        var topics = Enumerable.Range(0, 25).Select(n => $"board:soort{n}:").ToArray();
        using var most = await desk.Coordinator.LiveAsync("1-0", topics[1..]);
        using var more = await desk.Coordinator.LiveAsync("1-0", topics);

        Assert.Equal((200, 403), (most.Status, more.Status));
    }

    private static ByteArrayContent? Content(string kind, string path) => kind switch
    {
        "none" => null,
        "text" => new StringContent("zomaar", Encoding.UTF8, "text/plain"),
        "json null" => new StringContent("null", Encoding.UTF8, "application/json"),
        "json of nulls" => new StringContent(
            "{\"login\":null,\"password\":null,\"code\":null,\"note\":null}", Encoding.UTF8,
            "application/json"),
        "a form" => new FormUrlEncodedContent([KeyValuePair.Create("x", "y")]),
        "a form of 2000 fields" => new FormUrlEncodedContent(
            Enumerable.Range(0, 2_000).Select(n => KeyValuePair.Create($"f{n}", "y"))),
        "half a file" => Half(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, path),
    };

    private static ByteArrayContent Half()
    {
        var half = new ByteArrayContent(Encoding.UTF8.GetBytes(
            "--grens\r\nContent-Disposition: form-data; name=\"files\"; "
            + "filename=\"a.csv\"\r\n\r\ncode"));
        half.Headers.TryAddWithoutValidation(
            "Content-Type", "multipart/form-data; boundary=grens");
        return half;
    }

    private IEnumerable<string> Routes() => desk.Server.Endpoints
        .Where(e => e.Metadata.OfType<HttpMethodMetadata>()
            .Any(m => m.HttpMethods.Contains("POST")))
        .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')
            .Replace("{request:int}", "999", StringComparison.Ordinal)
            .Replace("{offer:int}", "999", StringComparison.Ordinal)
            .Replace("{account:int}", "999", StringComparison.Ordinal)
            .Replace("{unit}", "x", StringComparison.Ordinal)
            .Replace("{message:guid}", Id, StringComparison.Ordinal)
            .Replace("{draft:guid}", Id, StringComparison.Ordinal))
        .Where(p => p is not "/afmelden");
}
