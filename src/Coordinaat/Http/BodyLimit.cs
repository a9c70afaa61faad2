using Microsoft.AspNetCore.Http.Features;

namespace Coordinaat.Http;

/// <summary>Refuses a body that is over the limit of its endpoint, in words.</summary>
/// <remarks>
/// A browser that is cut off while it still sends sees a broken connection and no answer. So what
/// it sends is read and thrown away, as long as that is not much.
/// </remarks>
internal sealed class BodyLimitMiddleware(RequestDelegate next)
{
    private const int DrainedBytesMax = 4 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var length = http.Request.ContentLength ?? 0;
        if (limit?.MaxRequestBodySize is not { } most || length <= most)
        {
            await next(http);
            return;
        }

        if (length <= DrainedBytesMax && !limit.IsReadOnly)
        {
            limit.MaxRequestBodySize = DrainedBytesMax;
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }

        await Problems.WriteAsync(http, InputFault.BodyTooLarge);
    }
}
