namespace Coordinaat.Http;

/// <summary>Refuses what another site makes a browser send, on every route.</summary>
/// <remarks>
/// Browsers say where a request comes from: Sec-Fetch-Site, and Origin where that is missing. A
/// program that sends neither has no cookie of ours unless it signed in itself. The cookie is
/// SameSite besides.
/// </remarks>
internal sealed class CrossSiteMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) =>
        IsSafe(http.Request) || IsOwn(http.Request)
            ? next(http)
            : Problems.WriteAsync(http, InputFault.CrossSite);

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || HttpMethods.IsOptions(request.Method);

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.Ordinal)
                && string.Equals(from.Scheme, request.Scheme, StringComparison.Ordinal));
    }
}
