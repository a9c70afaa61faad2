using System.Globalization;

namespace Coordinaat.Http;

/// <summary>How far somebody has seen the journal: no other node shows them an older world.
/// </summary>
/// <remarks>
/// Every answer carries the number of the world that it was given at: in a cookie, and in a header
/// that a program without cookies may send back. A node that is behind that number waits; if that
/// takes too long it answers with what it knows, and says so.
/// </remarks>
internal sealed class SeenMiddleware(RequestDelegate next, Engine.Engine engine)
{
    /// <summary>The header, of questions and answers: <c>epoch-number</c>.</summary>
    public const string Header = "Coordinaat-Number";

    /// <summary>The cookie.</summary>
    public const string Cookie = "gezien";

    /// <summary>How long a node that is behind waits before it answers all the same.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    // Who comes later than this comes to a node that has caught up, or is not ready.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly object BehindKey = new();

    public async Task InvokeAsync(HttpContext http)
    {
        var seen = SeenBy(http);
        http.Response.OnStarting(() => LeaveAsync(http, seen));
        if (seen > engine.World.Number && MayWait(http.Request.Path)
            && !await engine.WaitForAsync(seen, WaitMax))
        {
            http.Items[BehindKey] = true;
        }

        await next(http);
    }

    /// <summary>Whether the caller has seen more than this answer shows.</summary>
    public static bool IsBehind(HttpContext http) => http.Items.ContainsKey(BehindKey);

    /// <summary>The number in <c>epoch-number</c>; null for none, or one of another epoch.
    /// </summary>
    public static long? NumberOf(Engine.Engine engine, string? text)
    {
        var parts = text?.Split('-') ?? [];
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(
                parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && epoch == engine.Epoch
                ? number
                : null;
    }

    // The number to call stands there at once, whatever else is late; a stream waits by itself.
    private static bool MayWait(PathString path) => !path.StartsWithSegments("/levensgevaar")
        && !path.StartsWithSegments("/live") && !path.StartsWithSegments("/health");

    private long SeenBy(HttpContext http) => Math.Max(
        NumberOf(engine, http.Request.Headers[Header]) ?? 0,
        NumberOf(engine, http.Request.Cookies[Cookie]) ?? 0);

    private Task LeaveAsync(HttpContext http, long seen)
    {
        var number = engine.World.Number;
        var text = string.Create(CultureInfo.InvariantCulture, $"{engine.Epoch}-{number}");
        http.Response.Headers[Header] = text;
        if (number > seen)
        {
            http.Response.Cookies.Append(Cookie, text, new CookieOptions
            {
                HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax,
                MaxAge = Kept, IsEssential = true,
            });
        }

        return Task.CompletedTask;
    }
}
