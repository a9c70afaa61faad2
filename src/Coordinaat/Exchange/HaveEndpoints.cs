using System.Collections.Immutable;
using System.Security.Cryptography;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Sheets;
using Coordinaat.Exchange.Have;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Exchange;

/// <summary>EDXL-HAVE: the region's places out, the own places in.</summary>
internal static class HaveEndpoints
{
    private const string Path = "/api/have";
    private const string MediaType = "application/xml";

    /// <summary>The media type of what is sent.</summary>
    public const string Utf8 = $"{MediaType}; charset=utf-8";

    // The default beds of HAVE 1.0, as the nearest of our kinds of care (docs/exchange.md).
    private static readonly Dictionary<string, string> FirstBeds = new(StringComparer.Ordinal)
    {
        ["AdultICU"] = "icu", ["NeonatalICU"] = "nicu", ["MedicalSurgical"] = "ward",
        ["EmergencyDepartment"] = "ed", ["Pediatrics"] = "child-ward",
        ["AdultPsychiatric"] = "mh-bed-open", ["RehabLongTermCare"] = "grz",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, GetAsync)
            .RequireAuthorization(Policies.Staff).WithName("GetHave").WithTags("have")
            .WithSummary("The places of the own region as EDXL-HAVE 2.0.")
            .WithDescription(
                "A unit whose figures are too old stands there without counts. The header ETag "
                + "changes with what the document says.")
            .Produces<string>(StatusCodes.Status200OK, MediaType);
        routes.MapDocument(
                "ReportHave", Path, HaveReader.BytesMax, Policies.Provider, TakeAsync)
            .Produces<FigureFiles.TakenBody>()
            .WithSummary("Reports the own places by EDXL-HAVE 2.0, or 1.0 for its default beds.")
            .WithDescription(
                "Taken whole or not at all. facilityID is our code of the location; the key of "
                + "a service our code of the kind of care. Without our own note the counts are "
                + "those of the moment of receipt.");
    }

    private static async Task GetAsync(HttpContext http, Engine.Engine engine, StaffNames staff)
    {
        var view = new View(engine.World, engine.Now, http.Language(), staff);
        var document = DocumentOf(view, Board.RegionOf(view.World, http.Caller().Actor));
        var tag = $"\"{Convert.ToHexString(SHA256.HashData(document))[..32]}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = Utf8;
        await http.Response.Body.WriteAsync(document, http.RequestAborted);
    }

    /// <summary>The places of a region as a document.</summary>
    public static byte[] DocumentOf(View view, RegionId region) =>
        HaveWriter.Write(ReportOf(view, region));

    private static HaveReport ReportOf(View view, RegionId region)
    {
        var facilities = view.Regions.UnitsIn(region)
            .GroupBy(u => view.Regions.Units[u.Value].Location)
            .OrderBy(l => l.Key.Value)
            .Select(l => FacilityOf(view, l.Key, l));
        return new HaveReport(
            view.Regions.Regions[region.Value].Name,
            "Counts are of the moment in their note; without counts they are unknown. A pool of "
            + "places that several services share stands with each of them.",
            [.. facilities]);
    }

    private static HaveFacility FacilityOf(
        View view, LocationId id, IEnumerable<UnitId> units)
    {
        var location = view.Regions.Locations[id.Value];
        return new HaveFacility(
            location.Code, location.Name, view.Organisation(location.Organisation),
            [.. units.OrderBy(u => u.Value).Select(u => ServiceOf(view, u))]);
    }

    private static HaveService ServiceOf(View view, UnitId id)
    {
        var (unit, _, _, careType) = view.Regions.Describe(id);
        var shown = PoolShown.Of(view, id);
        return shown is { Availability.IsKnown: true, Pool.Figures: { } figures }
            ? new HaveService(
                careType.Code, unit.Name,
                shown.Sign is UnitSign.Open or UnitSign.Last,
                new HaveBeds(
                    shown.Availability.Places, figures.Usable, new HaveNote(
                        unit.Code, figures.Physical, figures.Blocked, figures.Staffed,
                        figures.Occupied, figures.At)))
            : new HaveService(
                careType.Code, unit.Name, shown.Sign == UnitSign.Closed ? false : null, null);
    }

    private static async Task<CallReply> TakeAsync(Call<byte[]> call)
    {
        if (!HaveReader.Read(call.Body).TryGet(out var report, out var fault))
        {
            return CallReply.No(fault);
        }

        var (world, now) = (call.Engine.World, call.Engine.Now);
        if (!LinesOf(world.Regions, report).TryGet(out var lines, out fault))
        {
            return CallReply.No(fault);
        }

        // Units that share places tell them twice in a document of ours: once is enough.
        var once = lines.DistinctBy(l => (world.Regions.Units[
            world.Regions.Units.NumberOf(l.Unit)].Pool, l with { Number = 0, Unit = "" }));
        return await FigureFiles.TakeAsync(
            call, FigurePlan.Judge("have", world, call.Caller.Actor, once, now, now));
    }

    private static Outcome<ImmutableArray<ToldLine>, HaveFault> LinesOf(
        RegionsState regions, HaveReport report)
    {
        var lines = ImmutableArray.CreateBuilder<ToldLine>();
        foreach (var facility in report.Facilities)
        {
            var location = new LocationId(regions.Locations.NumberOf(facility.Code));
            if (location.Value == 0)
            {
                return HaveFault.FacilityUnknown;
            }

            foreach (var service in facility.Services.Where(s => s.Beds is not null))
            {
                if (!UnitOf(regions, location, service).TryGet(out var unit, out var fault))
                {
                    return fault;
                }

                lines.Add(LineOf(
                    lines.Count + 1, regions.Units[unit.Value].Code, service.Beds!));
            }
        }

        return lines.ToImmutable();
    }

    private static Outcome<UnitId, HaveFault> UnitOf(
        RegionsState regions, LocationId location, HaveService service)
    {
        var care = FirstBeds.GetValueOrDefault(service.CareType, service.CareType);
        var named = service.Beds!.Note?.Unit;
        var found = regions.PoolsAt(location).SelectMany(p => regions.UnitsIn(p))
            .Where(u => named is null
                ? regions.CareTypes[regions.Units[u.Value].CareType.Value].Code == care
                : regions.Units[u.Value].Code == named)
            .ToArray();
        return found.Length switch
        {
            0 => HaveFault.ServiceUnknown,
            1 => found[0],
            _ => HaveFault.ServiceAmbiguous,
        };
    }

    private static ToldLine LineOf(int number, string unit, HaveBeds beds) =>
        beds.Note is { } note
            ? new ToldLine(number, unit)
            {
                Physical = note.Physical, Blocked = note.Blocked, Staffed = note.Staffed,
                Occupied = note.Occupied, At = note.At,
            }
            : new ToldLine(number, unit) { Staffed = beds.Baseline, Free = beds.Available };
}
