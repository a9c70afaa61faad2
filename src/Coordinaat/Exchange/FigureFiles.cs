using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Sheets;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Exchange;

/// <summary>Figures from a spreadsheet: a template, a preview of what would change, and only then
/// the change. Between the two the file travels in the form; the server keeps nothing.</summary>
internal static class FigureFiles
{
    private const string Page = "/mijn-capaciteit/bestand";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, () => new RazorComponentResult<FilePage>())
            .RequireAuthorization(Policies.Parties).ExcludeFromDescription();
        routes.MapPost(Page, (Delegate)PreviewAsync)
            .RequireAuthorization(Policies.Parties).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "ReportFile", "/api/capacity/file", $"{Page}/overnemen", Policies.Parties, TakeAsync);
        routes.MapGet("/mijn-capaciteit/sjabloon.csv", Template)
            .RequireAuthorization(Policies.Provider).ExcludeFromDescription();
    }

    /// <summary>A file of figures.</summary>
    /// <param name="Content">The whole of it, as text.</param>
    /// <param name="At">
    /// The moment of lines that name none, as ISO 8601 with Z or an offset.
    /// </param>
    internal sealed record Body(string Content, string At);

    /// <summary>What became of one line.</summary>
    internal sealed record LineBody(string Unit, PlanOutcome Outcome);

    /// <summary>What became of a file or a document.</summary>
    /// <param name="Number">The journal's number at the answer.</param>
    /// <param name="Units">Each unit that it told of.</param>
    internal sealed record TakenBody(long Number, IReadOnlyList<LineBody> Units);

    private static async Task<RazorComponentResult<FilePage>> PreviewAsync(
        HttpContext http, Engine.Engine engine)
    {
        var form = await http.FormAsync();
        if (form.Files.Count == 0 || form.Files[0].Length == 0)
        {
            return Refused(InputFault.FieldMissing);
        }

        if (!FileMoment.TryRead(form["at"].ToString().Trim(), engine.Now, out var at))
        {
            return Refused(InputFault.MomentMalformed);
        }

        if (form.Files[0].Length > FigureText.BytesMax)
        {
            return Refused(FigureFileFault.FileTooLarge);
        }

        using var content = new MemoryStream();
        await form.Files[0].CopyToAsync(content, http.RequestAborted);
        if (!FigureText.Decode(content.ToArray()).TryGet(out var text, out var fault))
        {
            return Refused(fault);
        }

        var moment = at ?? engine.Now;
        var plan = FigurePlan.OfFile(
            engine.World, http.Caller().Actor, text, moment, engine.Now);
        return plan.FileFault is { } whole
            ? Refused(whole)
            : new RazorComponentResult<FilePage>(new
            {
                Plan = plan, Text = text, At = OfMoment(moment),
            });
    }

    private static RazorComponentResult<FilePage> Refused(Enum fault) =>
        new(new { Fault = fault }) { StatusCode = Texts.Of(fault).Status };

    private static async Task<CallReply> TakeAsync(Call<Body> call)
    {
        if (!OffsetDateTimePattern.ExtendedIso.Parse(call.Body.At)
            .TryGetValue(default, out var at))
        {
            return InputFault.MomentMalformed;
        }

        if (call.Body.Content.Length > FigureText.BytesMax)
        {
            return CallReply.No(FigureFileFault.FileTooLarge);
        }

        var world = call.Engine.World;
        var plan = FigurePlan.OfFile(
            world, call.Caller.Actor, call.Body.Content, at.ToInstant(), call.Engine.Now);
        return await TakeAsync(call, plan);
    }

    /// <summary>Takes a plan over, whole; the engine decides on the newest world.</summary>
    public static async Task<CallReply> TakeAsync<TBody>(
        Call<TBody> call, FigurePlan plan) => plan.Fault is { } fault
            ? CallReply.No(fault)
            : (await call.SubmitAsync(
                plan.RequestTo(call.Engine.World.Regions),
                _ => call.Caller.IsAny(Roles.ProviderDesk) ? "/mijn-capaciteit" : "/capaciteit",
                receipt => new TakenBody(
                    receipt.Number,
                    [.. plan.Lines.Select(l => new LineBody(l.Unit, l.Outcome))])))
                .Saying(DoneWord.Reported, default, call.Engine.Now);

    private static FileContentHttpResult Template(HttpContext http, Engine.Engine engine)
    {
        var (world, actor) = (engine.World, http.Caller().Actor);
        var rows = world.Regions.UnitsOf(actor.Organisation)
            .DistinctBy(u => world.Regions.Units[u.Value].Pool)
            .Select(u => RowOf(world, u));
        return TypedResults.File(
            CsvText.Write([OwnSheet.Columns, .. rows]), "text/csv; charset=utf-8",
            "mijn-capaciteit.csv");
    }

    // The moment stays empty: who fills the figures in says when they held, or means now.
    private static IEnumerable<string> RowOf(World world, UnitId id)
    {
        var (unit, location, _, _) = world.Regions.Describe(id);
        var figures = world.Capacity[unit.Pool].Figures;
        var names = world.Regions.UnitsIn(unit.Pool)
            .Select(u => world.Regions.Units[u.Value].Name).Distinct();
        return
        [
            unit.Code, $"{location.Name}: {string.Join(" + ", names)}", Text(figures?.Physical),
            Text(figures?.Blocked), Text(figures?.Staffed), Text(figures?.Occupied), "",
        ];
    }

    private static string Text(int? number) =>
        number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string OfMoment(Instant at) => InstantPattern.ExtendedIso.Format(at);
}
