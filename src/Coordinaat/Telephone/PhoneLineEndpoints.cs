using System.Security.Cryptography;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Telephone;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Telephone;

/// <summary>The lines: what their supervisors open, how they stand, what they did, and the keys of
/// the exchanges.</summary>
internal static class PhoneLineEndpoints
{
    private const string Page = "/telefoon";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapUseCase<OpenBody>(
            "OpenRelief", "/api/telephone/lines/{line}/relief", "/telefoon/lijnen/{line}/open",
            Policies.Desk, OpenAsync);
        routes.MapUseCase<CloseBody>(
            "CloseRelief", "/api/telephone/lines/{line}/relief/close",
            "/telefoon/lijnen/{line}/dicht", Policies.Desk,
            call => call.SubmitAsync(
                new CloseRelief(LineOf(call), call.Body.Kind), _ => Page));
        routes.MapGet("/telefoon/druk", () => new RazorComponentResult<PressurePage>())
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/api/telephone/pressure", ListPressure)
            .RequireAuthorization(Policies.Staff).WithName("ListPhonePressure")
            .WithTags("telephone").Produces<PressureBody[]>();
        routes.MapGet("/telefoon/cijfers", (string? van, string? tot) =>
                new RazorComponentResult<PhoneFiguresPage>(new { From = van, To = tot }))
            .RequireAuthorization(Policies.Oversight).ExcludeFromDescription();
        routes.MapGet("/api/telephone/figures", ListFigures)
            .RequireAuthorization(Policies.Oversight).WithName("ListPhoneFigures")
            .WithTags("telephone").Produces<FiguresBody[]>();
        routes.MapGet("/telefoon/centrales", () => new RazorComponentResult<ExchangesPage>())
            .RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
        routes.MapPost("/telefoon/centrales", (Delegate)IssueKeyAsync)
            .RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
    }

    /// <summary>What a supervisor opens, why, and with whom it was agreed.</summary>
    internal sealed record OpenBody(ReliefKind Kind, string Cause, string AgreedWith = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>What a supervisor closes.</summary>
    internal sealed record CloseBody(ReliefKind Kind);

    /// <summary>How a line stands now.</summary>
    internal sealed record PressureBody(
        string Line, string Organisation, LineKind Kind, int Waiting, string? LongestSince,
        int CallBacks, bool IsLate, bool HasOverflow);

    /// <summary>What a line did in a period. Parts in per mille; null where nobody called.
    /// </summary>
    internal sealed record FiguresBody(
        string Line, string Organisation, LineKind Kind, int Offered, int Answered,
        int CalledBack, int Abandoned, int Open, int Moved, int? WithinPermille,
        int? LatePermille, int? AbandonedPermille, int? WaitSeconds, long TalkSeconds,
        int Promised, int Kept, IReadOnlyList<ReliefBody> Reliefs);

    /// <summary>What was open, and why.</summary>
    internal sealed record ReliefBody(ReliefKind Kind, string Cause, string From, string? Until);

    /// <summary>Whether somebody sees how the lines of the region stand: desks, region managers,
    /// and the meldkamer (FR-P6).</summary>
    public static bool SeesPressure(RegionsState regions, Actor actor) =>
        actor.IsAny(Policies.RolesOf[Policies.Oversight])
        || regions.Organisations[actor.Organisation.Value].Sector == Sector.Ambulance;

    /// <summary>The lines of somebody's region whose pressure they see; provider's lines are not
    /// the meldkamer's.</summary>
    public static IEnumerable<LineId> PressureLines(World world, Actor actor)
    {
        if (!SeesPressure(world.Regions, actor))
        {
            return [];
        }

        var region = Board.RegionOf(world, actor);
        return Enumerable.Range(1, world.Regions.Lines.Count).Select(n => new LineId(n))
            .Where(l => world.Regions.RegionOf(l) == region);
    }

    /// <summary>The lines that somebody works, overflow included.</summary>
    public static IEnumerable<LineId> WorkedBy(World world, Actor actor) =>
        Enumerable.Range(1, world.Regions.Lines.Count).Select(n => new LineId(n))
            .Where(l => CallDesks.Works(world, l, actor));

    /// <summary>From the midnight before a moment to the end of its hour.</summary>
    public static (Instant From, Instant Until) DayOf(Instant now) => (
        now.InZone(LocalMoment.Zone).Date.AtStartOfDayInZone(LocalMoment.Zone).ToInstant(),
        HourCounts.HourOf(now) + Duration.FromHours(1));

    /// <summary>Reads a period of whole hours: moments, or days of which the last is included;
    /// the day of a moment where it is not given.</summary>
    public static (Instant From, Instant Until) PeriodOf(string? from, string? to, Instant now)
    {
        var day = DayOf(now);
        return (MomentOf(from, 0) ?? day.From, MomentOf(to, 1) ?? day.Until);
    }

    private static Instant? MomentOf(string? text, int plusDays) =>
        NodaTime.Text.OffsetDateTimePattern.ExtendedIso.Parse(text ?? "")
            .TryGetValue(default, out var read)
                ? read.ToInstant()
                : NodaTime.Text.LocalDatePattern.Iso.Parse(text ?? "")
                    .TryGetValue(default, out var date)
                    ? date.PlusDays(plusDays).AtStartOfDayInZone(LocalMoment.Zone).ToInstant()
                    : null;

    private static LineId LineOf<T>(Call<T> call) => new(call.Engine.World.Regions.Lines.NumberOf(
        call.Http.Request.RouteValues["line"]!.ToString()!));

    private static Task<CallReply> OpenAsync(Call<OpenBody> call) => call.SubmitAsync(
        new OpenRelief(
            LineOf(call), call.Body.Kind, call.Body.Cause,
            call.SecretOrNull(
                new PersonId(Ids.New()), SealedField.Professional, call.Body.AgreedWith)),
        _ => Page);

    private static IEnumerable<PressureBody> ListPressure(HttpContext http, Engine.Engine engine)
    {
        var (world, now) = (engine.World, engine.Now);
        return
        [
            .. PressureLines(world, http.Caller().Actor).Select(l =>
            {
                var (line, stands) = (world.Regions.Lines[l.Value], LinePressure.Of(world, l, now));
                return new PressureBody(
                    line.Code, world.Regions.Organisations[line.Organisation.Value].Code,
                    line.Kind, stands.Waiting,
                    stands.LongestSince is { } since ? View.Iso(since) : null, stands.CallBacks,
                    stands.IsLate, world.Telephone[l].Open(ReliefKind.Overflow) is not null);
            }),
        ];
    }

    private static IEnumerable<FiguresBody> ListFigures(
        string? from, string? to, HttpContext http, Engine.Engine engine)
    {
        var world = engine.World;
        var (start, end) = PeriodOf(from, to, engine.Now);
        return
        [
            .. PressureLines(world, http.Caller().Actor)
                .Select(l => BodyOf(world, PhoneFigures.Of(world, l, start, end))),
        ];
    }

    private static FiguresBody BodyOf(World world, PhoneFigures f)
    {
        var line = world.Regions.Lines[f.Line.Value];
        return new FiguresBody(
            line.Code, world.Regions.Organisations[line.Organisation.Value].Code, line.Kind,
            f.Total.Offered, f.Total.Answered, f.Total.CalledBack, f.Total.Abandoned,
            f.Total.Open, f.Total.Moved, f.WithinPermille, f.LatePermille, f.AbandonedPermille,
            f.WaitSeconds, f.Total.TalkSeconds, f.Total.Promised, f.Total.Kept,
            [
                .. f.Reliefs.Select(r => new ReliefBody(
                    r.Kind, r.Cause, View.Iso(r.From),
                    r.Until is { } until ? View.Iso(until) : null)),
            ]);
    }

    // The key is shown once, on this answer; what is kept is sealed.
    private static async Task IssueKeyAsync(HttpContext http, Engine.Engine engine)
    {
        var form = await http.FormAsync();
        var (exchange, isRevoked) = (form["exchange"].ToString(), form.ContainsKey("revoke"));
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var sealedKey = isRevoked
            ? null
            : new Secret(
                new SealedId(Ids.New()), new PersonId(Ids.New()), default,
                SealedField.Credential, key);
        var outcome = await engine.SubmitAsync(
            new SetExchangeKey(exchange, sealedKey), new Stamp(Ids.New(), http.Caller().Actor));
        if (!outcome.TryGet(out _, out var refusal))
        {
            await Problems.WriteAsync(http, refusal);
            return;
        }

        await new RazorComponentResult<ExchangesPage>(new
        {
            NewKey = isRevoked ? "" : key, KeyOf = exchange,
        }).ExecuteAsync(http);
    }
}
