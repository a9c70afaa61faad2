namespace Coordinaat.Security;

/// <summary>What every answer tells the browser not to do.</summary>
internal static class Headers
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        + "img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    // The readable page of the API is somebody else's and styles itself.
    private const string DocsPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; frame-ancestors 'none'";

    public static void UseSafeHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        var isDocs = http.Request.Path.StartsWithSegments("/api/docs");
        headers.ContentSecurityPolicy = isDocs ? DocsPolicy : ContentPolicy;
        headers.XContentTypeOptions = "nosniff";

        // The address of an answering link is a secret: no other address hears it, our own neither.
        headers["Referrer-Policy"] =
            http.Request.Path.StartsWithSegments(Placement.AnswerLinks.Path)
                ? "strict-origin"
                : "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (!http.Request.Path.StartsWithSegments("/dist"))
        {
            headers.CacheControl = "no-store";
        }

        return next();
    });
}
