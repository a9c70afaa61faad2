using System.Globalization;
using System.Security.Cryptography;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Exchange.Sheets;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Exchange;

/// <summary>Partners' columns as data: made by an administrator, used both ways (R21).</summary>
internal static class ExchangeMappings
{
    /// <summary>Where administrators make them.</summary>
    public const string Page = "/capaciteit/uitwisselen";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, () => new RazorComponentResult<MappingPage>())
            .RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "DefineExchangeMapping", "/api/exchange-mappings", Page, Policies.Administrator,
            call => call.SubmitAsync(new Define(RowOf(call.Body)), _ => Page));
        routes.MapPost($"{Page}/sleutel", (Delegate)IssueKeyAsync)
            .RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
        routes.MapGet("/api/exchange/{partner}", WriteAsync)
            .RequireAuthorization(Policies.Staff).WithName("GetExchange").WithTags("exchange")
            .WithSummary("The places of the own region in the columns of a partner, as CSV.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>One cell of a partner's file.</summary>
    /// <param name="Partner">Short code of the other system.</param>
    /// <param name="Direction">Which way.</param>
    /// <param name="Unit">The code of our unit.</param>
    /// <param name="Figure">Our figure.</param>
    /// <param name="Column">Their column; empty to use the cell no longer.</param>
    /// <param name="KeyColumn">The column that tells rows apart; empty for one row.</param>
    /// <param name="Key">Their code of the row; empty for one row.</param>
    internal sealed record Body(
        string Partner, FileDirection Direction, string Unit, FileFigure Figure,
        string Column = "", string KeyColumn = "", string Key = "");

    private static ExchangeMappingRow RowOf(Body body) => new(
        body.Partner, body.Direction, body.KeyColumn, body.Key, body.Column, body.Unit,
        body.Figure);

    private static async Task WriteAsync(
        string partner, HttpContext http, Engine.Engine engine, StaffNames staff)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        var actor = http.Caller().Actor;
        var cells = view.Regions.Exchanges.All
            .Where(m => m.IsOut && m.Partner == partner
                && Board.IsSeenBy(view.World, actor, m.Unit))
            .ToArray();
        if (cells.Length == 0)
        {
            await Problems.WriteAsync(http, FigureFileFault.PartnerUnknown);
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"capaciteit.csv\"";
        await http.Response.Body.WriteAsync(
            CsvText.Write(PartnerSheet.Write(cells, c => ValueOf(view, c))),
            http.RequestAborted);
    }

    // Figures that are too old are unknown, and never a number in somebody else's table.
    private static string ValueOf(View view, ExchangeMapping cell)
    {
        var shown = PoolShown.Of(view, cell.Unit);
        if (shown is not { Availability.IsKnown: true, Pool.Figures: { } figures })
        {
            return "";
        }

        return cell.Figure switch
        {
            FileFigure.Physical => Text(figures.Physical),
            FileFigure.Blocked => Text(figures.Blocked),
            FileFigure.Staffed => Text(figures.Staffed),
            FileFigure.Occupied => Text(figures.Occupied),
            FileFigure.Free => Text(Math.Max(0, shown.Availability.Places)),
            FileFigure.Moment => FileMoment.Write(figures.At),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The key is shown once, on this answer; what is kept tells nobody what it was.
    private static async Task IssueKeyAsync(HttpContext http, Engine.Engine engine)
    {
        var form = await http.FormAsync();
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var row = new SiteKeyRow(
            form["organisation"].ToString(),
            form.ContainsKey("revoke") ? "" : Downtime.SiteKeys.HashOf(key));
        var outcome = await engine.SubmitAsync(
            new Define(row), new Stamp(Ids.New(), http.Caller().Actor));
        if (!outcome.TryGet(out _, out var refusal))
        {
            await Problems.WriteAsync(http, refusal);
            return;
        }

        // A key that could not be stored yet would open nothing.
        var keys = engine.World.Regions.SiteKeys;
        if (row.Hash.Length > 0
            && keys.Find(keys.NumberOf(row.Organisation))?.Hash != row.Hash)
        {
            await Problems.WriteAsync(http, SignSurveyRefusal.NotYetWritten);
            return;
        }

        await new RazorComponentResult<MappingPage>(new
        {
            NewKey = row.Hash.Length == 0 ? "" : key, KeyOf = row.Organisation,
        }).ExecuteAsync(http);
    }
}
