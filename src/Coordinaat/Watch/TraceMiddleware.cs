using System.Diagnostics;
using Coordinaat.Engine;

namespace Coordinaat.Watch;

/// <summary>One trace a call, named after the route's pattern.</summary>
/// <remarks>
/// A trace begins here, whatever the caller says of traces of its own: what a stranger sends is not
/// passed on. The address is not in it, because somebody may have typed a name there.
/// </remarks>
internal sealed class TraceMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!Meters.HasFollowers)
        {
            await next(http);
            return;
        }

        Activity.Current = null;
        using var trace = Meters.Call();
        await next(http);
        var route = RouteOf(http);
        if (trace is null || route == "/live")
        {
            // A stream is open for hours; its length tells nothing.
            trace?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        var method = MethodOf(http.Request.Method);
        trace.DisplayName = $"{method} {route}";
        _ = trace.SetTag("http.request.method", method).SetTag("http.route", route)
            .SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            _ = trace.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "file";

    private static string MethodOf(string method) =>
        HttpMethods.IsGet(method) ? "GET"
        : HttpMethods.IsPost(method) ? "POST"
        : HttpMethods.IsDelete(method) ? "DELETE"
        : HttpMethods.IsHead(method) ? "HEAD"
        : "_OTHER";
}
