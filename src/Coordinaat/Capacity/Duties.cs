using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>Who is on duty for a unit: where a region made it a condition, a bed without is no
/// place.</summary>
internal static class Duties
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/mijn-capaciteit/{unit}/dienst", (string unit) =>
                new RazorComponentResult<DutyPage>(new { Code = unit }))
            .RequireAuthorization(Policies.Parties).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "SetDuty", "/api/units/{unit}/duty", "/mijn-capaciteit/{unit}/dienst",
            Policies.Parties, SetAsync);
        routes.MapUseCase<EndBody>(
            "EndDuty", "/api/units/{unit}/duty/end", "/mijn-capaciteit/{unit}/dienst/einde",
            Policies.Parties,
            call => Report.SayAsync(
                call, DoneWord.DutyEnded, Report.Unit(call), call.SubmitAsync(
                    new EndDuty(Report.Unit(call)), _ => PageOf(call))));
    }

    /// <summary>Who is on duty.</summary>
    /// <param name="Function">Code of the function.</param>
    /// <param name="Minutes">How long.</param>
    /// <param name="Account">Number of the colleague's account; empty for the function alone.
    /// </param>
    /// <param name="From">Dutch wall clock, or ISO 8601 with an offset; empty for now.</param>
    internal sealed record Body(
        string Function, int Minutes, string? Account = null, string? From = null);

    /// <summary>Nobody any more.</summary>
    internal sealed record EndBody;

    private static async Task<CallReply> SetAsync(Call<Body> call)
    {
        Instant? from = null;
        if (!string.IsNullOrWhiteSpace(call.Body.From)
            && (from = Board.ReadMoment(call.Body.From)) is null)
        {
            return InputFault.MomentMalformed;
        }

        return await Report.SayAsync(
            call, DoneWord.DutySet, Report.Unit(call), call.SubmitAsync(
                new SetDuty(
                    Report.Unit(call), call.Body.Function, AccountOf(call.Body.Account), from,
                    call.Body.Minutes),
                _ => PageOf(call)));
    }

    // What is no number is nobody's: refused as a colleague who does not exist.
    private static AccountId? AccountOf(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : new AccountId(
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : -1);

    private static string PageOf<T>(Call<T> call) =>
        $"/mijn-capaciteit/{call.Http.Request.RouteValues["unit"]}/dienst";
}

/// <summary>Who is on duty.</summary>
/// <param name="Function">Code of the function.</param>
/// <param name="Account">Number of the colleague's account; null for the function alone.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when.</param>
internal sealed record DutyBody(string Function, int? Account, string From, string Until)
{
    /// <summary>As it is shown.</summary>
    public static DutyBody Of(Duty duty) => new(
        duty.Function, duty.Who?.Value, View.Iso(duty.From), View.Iso(duty.Until));
}
