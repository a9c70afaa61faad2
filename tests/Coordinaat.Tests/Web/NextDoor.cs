using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>The demo with another region next door: what is full at home is free there.</summary>
internal static class NextDoor
{
    public const string Hospital = "waalbocht";

    /// <summary>Starts it; somebody of the hospital signs in as "waalbocht".</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="units">The units there; at home every unit of their kinds is full.</param>
    /// <param name="more">Rows beside them.</param>
    public static async Task<WebServer> StartAsync(
        MovedTime time, UnitRow[] units, params Definition[] more)
    {
        var server = await WebServer.StartDemoAsync(time);
        Definition[] rows =
        [
            new RegionRow(new Region("waal", "Waalstreek", "NL", 3, "0344 555 112")),
            new SubregionRow("waal-noord", "Waal-Noord", "waal"),
            new OrganisationRow(Hospital, "Ziekenhuis Waalbocht", Sector.Hospital, "waal"),
            new LocationRow(
                Hospital, "Ziekenhuis Waalbocht", Hospital, ["waal-noord"], "Tiel",
                new Position(158_500, 434_000), "0344 555 000", "0344 555 001"),
            .. units, .. more,
        ];
        foreach (var row in rows)
        {
            _ = await server.DoAsync(new Define(row));
        }

        var regions = server.World.Regions;
        for (var unit = 1; unit <= regions.Units.Count; unit++)
        {
            var careType = regions.CareTypes[regions.Units[unit].CareType.Value].Code;
            if (units.Any(u => u.CareType == careType))
            {
                var isThere = regions.OwnerOf(new UnitId(unit)).Value
                    == regions.Organisations.NumberOf(Hospital);
                _ = await server.DoAsync(new ReportCapacity(
                    new UnitId(unit), 10, 0, 10, isThere ? 6 : 10, null,
                    FigureSource.Manual));
            }
        }

        await StaffAccounts.OpenAsync(server.Engine, Hospital, Hospital, Roles.ProviderDesk);
        return server;
    }

    /// <summary>A unit of the hospital there.</summary>
    public static UnitRow Unit(string careType, string name, AgeBand[] ages) => new(
        $"{Hospital}-{careType}", $"{name}, Waalbocht", Hospital, "", careType, Complexity.High,
        [.. ages], Features.None, WeekHours.Always, WeekHours.Always, 0);
}
