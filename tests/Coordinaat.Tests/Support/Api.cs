using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Coordinaat.Accounts;

namespace Coordinaat.Tests.Support;

/// <summary>What the server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">All of it.</param>
/// <param name="Headers">Its headers, those of the body included.</param>
internal sealed record HttpAnswer(int Status, string Body, ILookup<string, string> Headers)
{
    private const string InPage = "data-type=\"";

    /// <summary>The stable type of a refusal; empty when it is none.</summary>
    public string Type
    {
        get
        {
            if (Is("application/problem+json"))
            {
                return Json.GetProperty("type").GetString()!;
            }

            var at = Body.IndexOf(InPage, StringComparison.Ordinal);
            return at < 0 ? "" : Body[(at + InPage.Length)..].Split('"')[0];
        }
    }

    /// <summary>The sentence of a problem.</summary>
    public string Title => Json.GetProperty("title").GetString()!;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Location => Headers["Location"].FirstOrDefault("");

    /// <summary>The journal's number at a yes.</summary>
    public long Number => Json.GetProperty("number").GetInt64();

    public bool Is(string mediaType) =>
        Headers["Content-Type"].Any(t => t.StartsWith(mediaType, StringComparison.Ordinal));

    public override string ToString() =>
        $"{Status} {Location} {(Body.Length > 400 ? Body[..400] + "…" : Body)}";
}

/// <summary>One browser or program of a user: it has its own cookies and follows nothing.</summary>
internal sealed class Api : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public Api(Uri url) => (Url, http) = (url, new HttpClient(new SocketsHttpHandler
    {
        CookieContainer = cookies, AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    })
    { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) });

    /// <summary>The server.</summary>
    public Uri Url { get; }

    /// <summary>The cookies it holds.</summary>
    public IEnumerable<Cookie> Cookies => cookies.GetAllCookies();

    public void Dispose() => http.Dispose();

    /// <summary>Chooses the language of the interface, as the page's own form does.</summary>
    public Task SpeakAsync(string language) =>
        FormAsync("/voorkeuren", ("taal", language), ("naar", "/"));

    public Task<HttpAnswer> SignInAsync(string login, string password, string code = "") =>
        PostAsync("/api/session", new { login, password, code });

    /// <summary>Signs in an account of <see cref="StaffAccounts"/>.</summary>
    public async Task SignInStaffAsync(string login, DateTimeOffset now)
    {
        var reply = await SignInAsync(
            login, StaffAccounts.Password, Passwords.CodeAt(StaffAccounts.SharedSecret, now));
        Assert.True(reply.Status == 204, $"{login}: {reply}");
    }

    /// <summary>Signs in somebody of the demo, by the button of the sign-in page.</summary>
    public async Task SignInDemoAsync(string login)
    {
        var reply = await FormAsync("/aanmelden", ("login", login), ("demo", "true"));
        Assert.True(reply.Status == 302, $"{login}: {reply}");
    }

    public Task<HttpAnswer> GetAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts JSON.</summary>
    public Task<HttpAnswer> PostAsync(string path, object body, Guid? id = null) =>
        PostJsonAsync(path, JsonSerializer.Serialize(body), id);

    /// <summary>Posts text as JSON, whatever it is.</summary>
    public Task<HttpAnswer> PostJsonAsync(string path, string json, Guid? id = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (id is { } key)
        {
            request.Headers.Add("Idempotency-Key", key.ToString());
        }

        return SendAsync(request);
    }

    /// <summary>Posts JSON that has to be answered with a yes.</summary>
    public async Task<JsonElement> DoAsync(string path, object? body = null)
    {
        var reply = await PostAsync(path, body ?? new { });
        Assert.True(reply.Status == 200, $"{path}: {reply}");
        return reply.Json;
    }

    /// <summary>Posts a form as the page's script does, so that a refusal tells its type.</summary>
    public Task<HttpAnswer> HxFormAsync(string path, params (string, string)[] fields)
    {
        var request = FormRequest(path, fields);
        request.Headers.Add("HX-Request", "true");
        return SendAsync(request);
    }

    /// <summary>Posts a form as a browser without scripts does.</summary>
    public Task<HttpAnswer> FormAsync(string path, params (string, string)[] fields) =>
        SendAsync(FormRequest(path, fields));

    /// <summary>Posts files.</summary>
    public Task<HttpAnswer> FilesAsync(string path, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
    }

    public async Task<HttpAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request);
            return new HttpAnswer(
                (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(),
                answer.Headers.Concat(answer.Content.Headers)
                    .SelectMany(h => h.Value.Select(v => (h.Key, Value: v)))
                    .ToLookup(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>Opens the live stream.</summary>
    public async Task<Frames> LiveAsync(string from, params string[] topics)
    {
        var path = $"/live?from={from}"
            + string.Concat(topics.Select(t => $"&t={Uri.EscapeDataString(t)}"));
        var answer = await http.GetAsync(
            new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        return new Frames(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>With a header on every request: a token, or where a request comes from.</summary>
    public Api With(string name, string value)
    {
        http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return this;
    }

    public Api WithToken(string token)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return this;
    }

    private static HttpRequestMessage FormRequest(string path, (string, string)[] fields) =>
        new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
                fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        };
}

/// <summary>One event of a live stream.</summary>
/// <param name="Id">Where the stream stands; empty when it does not say.</param>
/// <param name="Kind">rows, beat, gone or reload.</param>
/// <param name="Data">What it says, as JSON.</param>
internal sealed record Frame(string Id, string Kind, string Data);

/// <summary>A live stream as a browser reads it.</summary>
internal sealed class Frames(HttpResponseMessage answer, Stream body) : IDisposable
{
    private readonly StreamReader reader = new(body);

    public int Status => (int)answer.StatusCode;

    /// <summary>The next event; null when the server ended the stream.</summary>
    public async Task<Frame?> NextAsync()
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                return new Frame(
                    lines.GetValueOrDefault("id", ""), lines["event"], lines["data"]);
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            lines[line[..colon]] = line[(colon + 2)..];
        }

        return null;
    }

    /// <summary>The whole answer, where it was no stream.</summary>
    public Task<string> RestAsync() => reader.ReadToEndAsync();

    public void Dispose()
    {
        reader.Dispose();
        answer.Dispose();
    }
}
