using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Capacity;

/// <summary>A location: what is there, what it can do, and which number to call (FR-C12).
/// </summary>
internal static class Profile
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/locaties/{location}", (string location) =>
                new RazorComponentResult<LocationPage>(new { Code = location }))
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/api/locations/{location}", GetAsync)
            .RequireAuthorization(Policies.Staff).WithName("GetLocation").WithTags("locations")
            .Produces<ProfileBody>().ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapUseCase<ContactBody>(
            "SetContact", "/api/locations/{location}/contacts", "/locaties/{location}/contact",
            Policies.Provider, call => call.SubmitAsync(
                new SetContact(IdOf(call), call.Body.Role, call.Body.Phone.Trim()),
                _ => PageOf(call)));
        routes.MapUseCase<FacilityBody>(
            "SetFacility", "/api/locations/{location}/facilities",
            "/locaties/{location}/voorziening", Policies.Provider, call => call.SubmitAsync(
                new SetFacility(
                    IdOf(call), call.Body.List, call.Body.Facility, call.Body.IsThere),
                _ => PageOf(call)));
    }

    /// <summary>The number of a role; empty when there is none any more.</summary>
    internal sealed record ContactBody(string Role, string Phone = "");

    /// <summary>Whether a facility or a competence is there.</summary>
    internal sealed record FacilityBody(CodeList List, string Facility, bool IsThere = false);

    /// <summary>A location, as far as its organisation shares it.</summary>
    internal sealed record ProfileBody(
        string Code, string Name, string Organisation, string City, string PhoneDay,
        string PhoneNight, IReadOnlyList<string> Units, IReadOnlyList<string> Facilities,
        IReadOnlyList<string> Competences, IReadOnlyDictionary<string, string>? Contacts);

    /// <summary>The location with a code, when somebody may see anything of it.</summary>
    public static LocationId? Find(World world, Actor actor, string? code)
    {
        var id = new LocationId(world.Regions.Locations.NumberOf(code));
        return id.Value > 0
            && world.Regions.SeenBy(actor, world.Regions.OwnerOf(id)) != UnitParts.None
                ? id
                : null;
    }

    private static LocationId IdOf<T>(Call<T> call) => new(
        call.Engine.World.Regions.Locations.NumberOf(
            call.Http.Request.RouteValues["location"]?.ToString()));

    private static string PageOf<T>(Call<T> call) =>
        $"/locaties/{call.Engine.World.Regions.Locations[IdOf(call).Value].Code}";

    private static async Task GetAsync(string location, HttpContext http, Engine.Engine engine)
    {
        var (world, actor) = (engine.World, http.Caller().Actor);
        if (Find(world, actor, location) is not { } id)
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        var (regions, found) = (world.Regions, world.Regions.Locations[id.Value]);
        IReadOnlyList<string> Has(CodeList list) =>
            [.. regions.FacilitiesAt(id, list).Select(f => f.Value)];
        await http.Response.WriteAsJsonAsync(
            new ProfileBody(
                found.Code, found.Name, regions.Organisations[found.Organisation.Value].Name,
                found.City, found.PhoneDay, found.PhoneNight,
                [.. regions.PoolsAt(id).SelectMany(p => regions.UnitsIn(p))
                    .Select(u => regions.Units[u.Value].Code)],
                Has(CodeList.Facility), Has(CodeList.Competence),
                regions.SeenBy(actor, found.Organisation).HasFlag(UnitParts.Contacts)
                    ? regions.ContactsAt(id).ToDictionary(c => c.Role, c => c.Phone)
                    : null),
            UseCase.Json);
    }
}
