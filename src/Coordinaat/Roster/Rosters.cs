using System.Collections.Immutable;
using System.Text.Json;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Roster;
using Coordinaat.Engine;
using Coordinaat.Exchange.Rosters;
using Coordinaat.Exchange.Tables;
using Coordinaat.Http;
using Coordinaat.Regions;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Roster;

/// <summary>Who is on duty where: read, edited, and imported (FR-T6).</summary>
internal static class Rosters
{
    private const int NameMax = 120;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooster", () => new RazorComponentResult<RosterPage>())
            .RequireAuthorization(Policies.Roster).ExcludeFromDescription();
        routes.MapGet("/api/roster", List)
            .RequireAuthorization(Policies.Roster).WithName("ListRoster").WithTags("roster")
            .Produces<RosterBody[]>();
        routes.MapUseCase<RosterBody>(
            "EnterRoster", "/api/roster", "/rooster", Policies.Roster, EnterAsync);
        routes.MapPost("/api/roster/import", (Delegate)ImportAsync)
            .RequireAuthorization(Policies.Roster).DisableAntiforgery()
            .WithName("ImportRoster").WithTags("roster").Produces<ImportBody>();
        routes.MapPost("/rooster/bestand", (Delegate)ImportAsync)
            .RequireAuthorization(Policies.Roster).ExcludeFromDescription();
        routes.MapUseCase<LeaveBody>(
            "LeaveRoster", "/api/roster/leave", "/rooster/weg", Policies.Roster,
            call => call.SubmitAsync(
                new LeaveRoster(
                    OrganisationOf(call.Engine.World, call.Body.Organisation), call.Body.Code),
                _ => "/rooster"));
    }

    /// <summary>A line of a roster. Times are moments, or Dutch local time without a zone.
    /// </summary>
    internal sealed record RosterBody(
        string Organisation, string Discipline, WorkPlace Place, string From, string Until,
        IReadOnlyList<string> Subregions, string Name = "", string Phone = "", string Code = "")
    {
        public override string ToString() => "***";
    }

    /// <summary>Which line is taken away.</summary>
    internal sealed record LeaveBody(string Organisation, string Code);

    /// <summary>The rosters that an actor sees: of the own region, and those the own organisation
    /// keeps.</summary>
    public static IEnumerable<OrganisationId> SeenBy(World world, Actor actor)
    {
        var region = world.Regions.Organisations[actor.Organisation.Value].Region;
        return world.Roster.Organisations.Where(
            o => world.Regions.Organisations[o.Value].Region == region);
    }

    /// <summary>The request for a line. The card stays as it is where it says the same, so that a
    /// file can be read twice.</summary>
    public static EnterRoster RequestOf(Engine.Engine engine, Actor by, RosterLine line)
    {
        var world = engine.World;
        var organisation = OrganisationOf(world, line.Organisation);
        var card = new RosterCard(line.Name.Trim(), line.Phone.Trim());
        var isKnown = world.Roster[organisation].Find(line.Code) is { } known
            && RosterWords.CardOf(engine, known) == card;
        return new EnterRoster(
            organisation, line.Code, line.Discipline,
            isKnown || card is { Name: "", Phone: "" }
                ? null
                : new Secret(
                    new SealedId(Ids.New()), new PersonId(Ids.New()),
                    by.IsSystem ? organisation : by.Organisation, SealedField.Staff,
                    JsonSerializer.Serialize(card)),
            line.Place, line.From, line.Until,
            [
                .. line.Subregions.Select(
                    s => new SubregionId(world.Regions.Subregions.NumberOf(s))),
            ]);
    }

    private static OrganisationId OrganisationOf(World world, string code) =>
        new(world.Regions.Organisations.NumberOf(code));

    private static async Task<CallReply> EnterAsync(Call<RosterBody> call)
    {
        var body = call.Body;
        if (!WallClock.TryRead(body.From, out var from)
            || !WallClock.TryRead(body.Until, out var until))
        {
            return InputFault.TimeMalformed;
        }

        if (body.Phone.Length > 0 && Cards.Phone(body.Phone) is null)
        {
            return InputFault.PhoneMalformed;
        }

        return body.Name.Length > NameMax
            ? InputFault.TextTooLong
            : await call.SubmitAsync(
                RequestOf(call.Engine, call.Caller.Actor, new RosterLine(
                    1, body.Code.Length > 0 ? body.Code : Ids.New().ToString("N"),
                    body.Organisation, body.Discipline, body.Name, body.Place, body.Phone, from,
                    until, [.. body.Subregions])),
                _ => "/rooster");
    }

    // A file of lines that say all, or a calendar with what it does not say beside it.
    private static async Task ImportAsync(
        HttpContext http, Engine.Engine engine, Importer importer)
    {
        var form = await http.FormAsync();
        if (form.Files.Count == 0 || form.Files[0].Length is 0 or > ImportTable.BytesMax)
        {
            await Problems.WriteAsync(http, InputFault.FieldMissing);
            return;
        }

        using var content = new MemoryStream();
        await form.Files[0].CopyToAsync(content, http.RequestAborted);
        var (file, calendar) = Read(form, content.ToArray(), engine.Now);
        var report = await importer.ImportAsync([file], http.Caller().Actor);
        if (calendar is not null && file.Form is not null)
        {
            var ended = await FollowAsync(
                engine, http.Caller().Actor, file, form["organisation"].ToString(), calendar,
                isSure: form["isSure"].Count > 0);
            report = new ImportReport(
                report.Files.Add(new FileReport(file.Name, file.Form, ended)));
        }

        if (Problems.IsApi(http))
        {
            await http.Response.WriteAsJsonAsync(
                ImportBody.Of(report, http.Language()), UseCase.Json);
            return;
        }

        await new RazorComponentResult<RosterPage>(
            new { Report = ImportBody.Of(report, http.Language()) }).ExecuteAsync(http);
    }

    // First come the lines of the calendar, then it ends what it has no longer: nobody is missed
    // in between. Of an event that could not be read, no line ends.
    private static async Task<ImmutableArray<LineReport>> FollowAsync(
        Engine.Engine engine, Actor by, ImportFile file, string code, string calendar,
        bool isSure)
    {
        var organisation = OrganisationOf(engine.World, code);
        var unread = file.Lines.OfType<FaultyLine>().Select(l => l.Code).ToArray();
        var codes = file.Lines.OfType<RosterLine>().Select(l => l.Code)
            .Union(engine.World.Roster[organisation].Entries.Select(e => e.Code)
                .Where(c => unread.Any(u => c.StartsWith(u, StringComparison.Ordinal))));
        var outcome = await engine.SubmitAsync(
            new FollowCalendar(organisation, calendar, [.. codes], isSure),
            new Stamp(Ids.New(), by));
        return outcome.TryGet(out var receipt, out var refusal)
            ?
            [
                .. receipt.Events.Select(e => e.Happened switch
                    {
                        RosterLeft left => left.Code,
                        RosterEntered entered => entered.Entry.Code,
                        _ => null,
                    })
                    .OfType<string>()
                    .Select(c => new LineReport(1, c, LineOutcome.Ended, null, "")),
            ]
            : [new LineReport(1, "", LineOutcome.Refused, refusal, "")];
    }

    private static (ImportFile File, string? Calendar) Read(
        IFormCollection form, byte[] content, Instant now)
    {
        var name = Path.GetFileName(form.Files[0].FileName);
        var text = System.Text.Encoding.UTF8.GetString(content);
        if (RosterCalendar.IsOne(text))
        {
            var beside = new CalendarDefaults(
                form["organisation"].ToString(), form["discipline"].ToString(),
                Enum.TryParse<WorkPlace>(form["place"], out var place) ? place : WorkPlace.OnCall,
                form["phone"].ToString(), [.. form["subregions"].OfType<string>()]);
            return (RosterCalendar.Read(name, text, beside, now),
                RosterCalendar.KeyOf(name, text, beside));
        }

        var file = ImportTable.Read(name, content);
        return (file.Form is null or TableForm.Roster
            ? file
            : new ImportFile(name, null, [new FaultyLine(1, "", ImportFault.WrongHeader, "")]),
            null);
    }

    private static IEnumerable<RosterBody> List(HttpContext http, Engine.Engine engine)
    {
        var world = engine.World;
        return
        [
            .. SeenBy(world, http.Caller().Actor).SelectMany(o => world.Roster[o].Entries
                .Where(e => e.Until > engine.Now)
                .Select(e => BodyOf(engine, world, o, e))),
        ];
    }

    private static RosterBody BodyOf(
        Engine.Engine engine, World world, OrganisationId organisation, RosterEntry entry)
    {
        var card = RosterWords.CardOf(engine, entry);
        return new RosterBody(
            world.Regions.Organisations[organisation.Value].Code, entry.Discipline, entry.Place,
            View.Iso(entry.From), View.Iso(entry.Until),
            [.. entry.Subregions.Select(s => world.Regions.Subregions[s.Value].Code)],
            card.Name, card.Phone, entry.Code);
    }
}
