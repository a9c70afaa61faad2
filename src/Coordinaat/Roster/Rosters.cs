using System.Text.Json;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Roster;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Roster;

/// <summary>Who is on duty where: read, edited, and imported (FR-T6).</summary>
internal static class Rosters
{
    private const int NameMax = 120;

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooster", () => new RazorComponentResult<RosterPage>())
            .RequireAuthorization(Policies.Roster).ExcludeFromDescription();
        routes.MapGet("/api/roster", List)
            .RequireAuthorization(Policies.Roster).WithName("ListRoster").WithTags("roster")
            .Produces<RosterBody[]>();
        routes.MapUseCase<RosterBody>(
            "EnterRoster", "/api/roster", "/rooster", Policies.Roster, EnterAsync);
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

    /// <summary>Reads a moment: one with a zone, or the Dutch wall clock.</summary>
    /// <remarks>Of an hour that comes twice the first is meant; one that is skipped is moved on by
    /// an hour.</remarks>
    public static bool TryMoment(string text, out Instant at)
    {
        if (Cards.IsMoment(text, out at))
        {
            return true;
        }

        foreach (var pattern in Local)
        {
            if (pattern.Parse(text.Trim()).TryGetValue(default, out var local))
            {
                at = local.InZoneLeniently(LocalMoment.Zone).ToInstant();
                return true;
            }
        }

        return false;
    }

    /// <summary>The rosters that an actor sees: of the own region, and those the own organisation
    /// keeps.</summary>
    public static IEnumerable<OrganisationId> SeenBy(World world, Actor actor)
    {
        var region = world.Regions.Organisations[actor.Organisation.Value].Region;
        return world.Roster.Organisations.Where(
            o => world.Regions.Organisations[o.Value].Region == region);
    }

    /// <summary>The request for a line; the card is left as it is where it says the same.
    /// </summary>
    public static EnterRoster RequestOf(
        Engine.Engine engine, Actor by, RosterBody body, Instant from, Instant until)
    {
        var world = engine.World;
        var organisation = OrganisationOf(world, body.Organisation);
        var code = body.Code.Length > 0 ? body.Code : Ids.New().ToString("N");
        var card = new RosterCard(body.Name.Trim(), body.Phone.Trim());
        var isKnown = world.Roster[organisation].Find(code) is { } known
            && RosterWords.CardOf(engine, known) == card;
        return new EnterRoster(
            organisation, code, body.Discipline,
            isKnown || card is { Name: "", Phone: "" }
                ? null
                : new Secret(
                    new SealedId(Ids.New()), new PersonId(Ids.New()),
                    by.IsSystem ? organisation : by.Organisation, SealedField.Staff,
                    JsonSerializer.Serialize(card)),
            body.Place, from, until,
            [
                .. body.Subregions.Select(
                    s => new SubregionId(world.Regions.Subregions.NumberOf(s))),
            ]);
    }

    private static OrganisationId OrganisationOf(World world, string code) =>
        new(world.Regions.Organisations.NumberOf(code));

    private static async Task<CallReply> EnterAsync(Call<RosterBody> call)
    {
        var body = call.Body;
        if (!TryMoment(body.From, out var from) || !TryMoment(body.Until, out var until))
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
                RequestOf(call.Engine, call.Caller.Actor, body, from, until), _ => "/rooster");
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
