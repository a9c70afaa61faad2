using System.Collections.Immutable;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Sheets;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Survey;

/// <summary>The daily survey (uitvraag, FR-X4): made of the live figures, edited and signed by
/// the provider, seen and fetched by the region.</summary>
internal static class SurveyEndpoints
{
    private const string Page = "/uitvraag";
    private const string Excel =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, () => new RazorComponentResult<SurveyPage>())
            .RequireAuthorization(Policies.Survey).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "SignSurvey", "/api/survey", Page, Policies.Provider, SignAsync);
        routes.MapGet("/uitvraag.csv", (HttpContext http, Engine.Engine engine, StaffNames staff) =>
                File(http, engine, staff, isBook: false))
            .RequireAuthorization(Policies.Survey).ExcludeFromDescription();
        routes.MapGet("/uitvraag.xlsx", (HttpContext http, Engine.Engine engine, StaffNames staff)
                => File(http, engine, staff, isBook: true))
            .RequireAuthorization(Policies.Survey).ExcludeFromDescription();
    }

    /// <summary>The lines to sign, all of the own organisation.</summary>
    internal sealed record Body(IReadOnlyList<LineBody> Lines);

    /// <summary>One line: totals, no persons.</summary>
    /// <param name="Location">Code of the location.</param>
    /// <param name="CareType">Code of the kind of care.</param>
    /// <param name="Opened">Places opened with staff and equipment, free or occupied.</param>
    /// <param name="Occupied">Places in use.</param>
    internal sealed record LineBody(string Location, string CareType, int Opened, int Occupied);

    /// <summary>Whose lines somebody sees: a provider the own ones, who oversees the region all.
    /// </summary>
    public static ImmutableArray<SurveyRow> RowsFor(View view, Actor actor) => SurveyRow.Of(
        view, Oversees(actor)
            ? Board.UnitsFor(view.World, actor)
            : view.Regions.UnitsOf(actor.Organisation));

    /// <summary>Whether somebody sees the whole region's survey.</summary>
    public static bool Oversees(Actor actor) =>
        actor.IsAny(Roles.Desk | Roles.RegionManager | Roles.Administrator);

    private static async Task<CallReply> SignAsync(Call<Body> call)
    {
        var regions = call.Engine.World.Regions;
        var lines = call.Body.Lines.Select(l => new SurveyLine(
            new LocationId(regions.Locations.NumberOf(l.Location)),
            new SurveyFigures(
                new CareTypeId(regions.CareTypes.NumberOf(l.CareType)), l.Opened, l.Occupied)));
        return (await call.SubmitAsync(new SignSurvey([.. lines]), _ => Page))
            .Saying(DoneWord.Signed, default, call.Engine.Now);
    }

    private static FileContentHttpResult File(
        HttpContext http, Engine.Engine engine, StaffNames staff, bool isBook)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        var rows = Cells(view, RowsFor(view, http.Caller().Actor));
        var day = view.Now.InZone(LocalMoment.Zone).Date;
        var name = $"uitvraag-{day:yyyy-MM-dd}";
        return isBook
            ? TypedResults.File(Workbook.Write(view.T("Uitvraag", "Survey"), rows), Excel,
                $"{name}.xlsx")
            : TypedResults.File(
                CsvText.Write(rows.Select(r => r.Select(c => string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"{c}")))),
                "text/csv; charset=utf-8", $"{name}.csv");
    }

    private static IEnumerable<IReadOnlyList<object?>> Cells(
        View view, ImmutableArray<SurveyRow> rows) =>
    [
        [
            view.T("organisatie", "organisation"), view.T("locatie", "location"),
            view.T("code", "code"), view.T("soort zorg", "kind of care"),
            view.T("open bedden", "opened beds"), view.T("bezet", "in use"),
            view.T("ondertekend om", "signed at"), view.T("cijfers van", "figures of"),
        ],
        .. rows.Select(r => CellsOf(view, r)),
    ];

    // What nobody signed and is too old stays empty: unknown is no number.
    private static IReadOnlyList<object?> CellsOf(View view, SurveyRow row)
    {
        var location = view.Regions.Locations[row.Location.Value];
        var signed = row.Signed is null ? null : SurveyRow.SignedToday(view, row.Location);
        return
        [
            view.Organisation(location.Organisation), location.Name, location.Code,
            view.CareType(row.CareType), row.Said?.Opened, row.Said?.Occupied,
            signed is null ? "" : FileMoment.Write(signed.At),
            row.Signed is null && row is { Live: not null, ToldAt: { } at }
                ? FileMoment.Write(at) : "",
        ];
    }
}
