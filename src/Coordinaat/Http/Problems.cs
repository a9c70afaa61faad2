using System.Data.Common;
using System.Text.Encodings.Web;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coordinaat.Http;

/// <summary>Refusals over HTTP: a problem detail for the API, a sentence for a page.</summary>
internal static class Problems
{
    /// <summary>Whether the answer is for a program.</summary>
    public static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api")
        || http.Request.Path.StartsWithSegments("/live");

    /// <summary>Writes a refusal.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="incident">The number under which the log tells more; empty without.</param>
    /// <param name="detail">What it is about; null where the refusal says all.</param>
    public static async Task WriteAsync(
        HttpContext http, Enum refusal, string incident = "", RefusalDetail? detail = null)
    {
        var text = Texts.Of(refusal);
        var language = http.Language();
        var more = detail?.Words.In(language) ?? "";
        http.Response.StatusCode = text.Status;
        if (text.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "2";
        }

        if (IsApi(http))
        {
            var problem = new ProblemDetails
            {
                Type = Texts.TypeOf(refusal), Title = text.In(language), Status = text.Status,
                Detail = more.Length > 0 ? more : null,
            };
            await http.Response.WriteAsJsonAsync(
                With(problem, text.Field, detail, incident), options: null,
                contentType: "application/problem+json");
        }
        else if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            var sentence = HtmlEncoder.Default.Encode(Sentence(text, language, incident, more));
            var fields = detail is { Fields: [_, ..] several }
                ? string.Join(' ', several)
                : text.Field;
            await http.Response.WriteAsync(
                $"<p class=\"refusal\" role=\"alert\" data-type=\"{Texts.TypeOf(refusal)}\" "
                + $"data-field=\"{fields}\">{sentence}</p>");
        }
        else
        {
            await WritePageAsync(http, text.Status, Sentence(text, language, incident, more));
        }
    }

    private static ProblemDetails With(
        ProblemDetails problem, string field, RefusalDetail? detail, string incident)
    {
        if (field.Length > 0)
        {
            problem.Extensions["field"] = field;
        }

        if (detail is { Fields: [_, ..] })
        {
            problem.Extensions["fields"] = detail.Fields;
        }

        if (incident.Length > 0)
        {
            problem.Extensions["incident"] = incident;
        }

        return problem;
    }

    // With a renderer of its own: that of a page which failed half-way still holds what that page
    // left undone, and would go on with it. Its head line may not be added a second time either.
    private static async Task WritePageAsync(HttpContext http, int status, string sentence)
    {
        var services = http.RequestServices;
        await using var fresh = services.CreateAsyncScope();
        try
        {
            http.Response.Headers.Remove("blazor-enhanced-nav");
            http.RequestServices = fresh.ServiceProvider;
            await new RazorComponentResult<RefusalPage>(new { Sentence = sentence })
            {
                StatusCode = status,
            }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    private static string Sentence(
        RefusalText text, Language language, string incident, string more) =>
        incident.Length > 0 ? $"{text.In(language)} ({incident})"
            : more.Length > 0 ? $"{text.In(language)} {more}"
            : text.In(language);
}

/// <summary>Turns what goes wrong below into a clear answer.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, ILogger<FaultMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);

            // Where the framework reads the body itself it says this with a bare number.
            if (!http.Response.HasStarted
                && http.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                await Problems.WriteAsync(http, InputFault.BodyTooLarge);
            }
        }
        catch (EngineException fault) when (!http.Response.HasStarted)
        {
            await Problems.WriteAsync(http, fault.Fault, fault.Incident);
        }
        catch (BadHttpRequestException fault) when (!http.Response.HasStarted)
        {
            await Problems.WriteAsync(
                http,
                fault.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? InputFault.BodyTooLarge
                    : InputFault.BodyMalformed);
        }
        catch (DbException fault) when (!http.Response.HasStarted)
        {
            // Names and texts are read beside the loop. Whether anything was stored before this
            // read nobody can tell here.
            log.LogWarning(
                Said.CallUnread, "{Method} {Route} could not read: {Fault}.",
                http.Request.Method, RouteOf(http),
                fault.GetType().Name);
            await Problems.WriteAsync(http, EngineFault.Unreadable);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The browser went away; nobody waits for an answer.
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            var incident = Ids.New().ToString("N")[^8..];
            log.LogError(
                Said.CallFailed,
                "Incident {Incident}: {Method} {Route} failed with {Fault} at {Stack}.", incident,
                http.Request.Method, RouteOf(http), fault.GetType().Name, fault.StackTrace);
            await Problems.WriteAsync(http, EngineFault.DecisionFailed, incident);
        }
    }

    // The pattern, not the address: an address might hold what somebody typed.
    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown address";
}
