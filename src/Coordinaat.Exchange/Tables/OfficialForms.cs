using System.Collections.Immutable;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Exchange.Tables;

/// <summary>The forms of the public lists: regions, postcodes, hospitals, posts.</summary>
/// <remarks>
/// A list of places names no organisations, so every place becomes an organisation of its own
/// with one location. The lists have no telephone numbers and no units: those are the region's
/// to add, in our own forms.
/// </remarks>
internal static class OfficialForms
{
    // What a list does not say: one offer at a time until the region agrees on more, and 112.
    private const int OffersAtOnceMax = 1;
    private const string PriorityLine = "112";
    private const string Country = "NL";

    private const string EmergencyDepartmentColumns =
        "id,name,city,postcode,lat,lon,open_24_7,acute_obstetrics,nicu,subregion,region";

    /// <summary>Every official form.</summary>
    public static readonly ImmutableArray<Form> All =
    [
        Form.Of(TableForm.OfficialRegions, "region,name", Region),
        Form.Of(TableForm.OfficialSubregions, "subregion,name,region", Subregion),
        Form.Of(TableForm.OfficialEmergencyDepartments, EmergencyDepartmentColumns,
            r => Place(r, "seh-", Sector.Hospital, r.Text("name"), r.Text("city"))),
        Form.Of(TableForm.OfficialGpPosts, "id,name,city,lat,lon,collaboration,subregion,region",
            r => Place(r, "hap-", Sector.GpPost, r.Text("name"), r.Text("city"))),
        Form.Of(TableForm.OfficialAmbulancePosts,
            "id,name,postcode,lat,lon,availability,subregion,region",
            r => Place(
                r, "amb-", Sector.Ambulance, $"Ambulancepost {r.Text("name")}", r.Text("name"))),
        Form.Of(TableForm.OfficialPostcodes,
            "pc4,lat,lon,inhabitants,place,municipality,subregion,region", Postcode),
    ];

    private static DefinitionLine Region(RowReader row)
    {
        var code = row.Text("region");
        return new DefinitionLine(row.Line, code, [new RegionRow(new Region(
            code, row.Text("name"), Country, OffersAtOnceMax, PriorityLine))]);
    }

    private static DefinitionLine Subregion(RowReader row)
    {
        var code = row.Text("subregion");
        return new DefinitionLine(
            row.Line, code, [new SubregionRow(code, row.Text("name"), row.Text("region"))]);
    }

    private static DefinitionLine Place(
        RowReader row, string prefix, Sector sector, string name, string city)
    {
        var code = prefix + row.Text("id");
        return new DefinitionLine(row.Line, code,
        [
            new OrganisationRow(code, name, sector, row.Text("region")),
            new LocationRow(
                code, name, code, [row.Text("subregion")], city, row.Position(), "", ""),
        ]);
    }

    private static DefinitionLine Postcode(RowReader row)
    {
        var code = row.Postcode("pc4");
        return new DefinitionLine(row.Line, code, [new PostcodeRow(
            code, row.Text("place"), row.Text("subregion"), row.Position())]);
    }
}
