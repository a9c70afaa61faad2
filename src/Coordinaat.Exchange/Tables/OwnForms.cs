using System.Collections.Immutable;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Exchange.Tables;

/// <summary>Our own forms: what a region keeps as data.</summary>
internal static class OwnForms
{
    private const string CareTypeColumns =
        "code,nl,en,place_nl,place_en,setting,closed,return_home_only,fresh_minutes,"
        + "expiry_minutes,responsible";

    private const string TransportColumns =
        "code,nl,en,lead_minutes,hours_weekday,hours_weekend,is_ambulance";

    private const string UnitColumns =
        "code,name,location,pool,care_type,complexity_max,ages,features,admission_weekday,"
        + "admission_weekend,doctor_weekday,doctor_weekend,reach_metres";

    private const string LocationColumns =
        "code,name,organisation,subregions,city,lat,lon,phone_day,phone_night";

    private const string FeedColumns =
        "code,name,organisation,kind,rank,silent_minutes,application,facility";

    /// <summary>Every form of our own.</summary>
    public static readonly ImmutableArray<Form> All =
    [
        Form.Of(TableForm.CareTypes, CareTypeColumns, r => Line(r, CareType(r))),
        Form.Of(TableForm.Urgencies, "code,nl,en,answer_minutes,place_minutes",
            r => Line(r, Urgency(r))),
        Form.Of(TableForm.Transports, TransportColumns, r => Line(r, Transport(r))),
        Form.Of(TableForm.Terms, "code,nl,en,days", r => Line(
            r, new TermRow(new Term(r.Text("code"), r.Label(), r.Number("days"))))),
        Form.Of(TableForm.Codes, "code,list,nl,en", Code),
        Form.Of(TableForm.Regions, "code,name,country,offers_at_once_max,priority_line",
            r => Line(r, Region(r))),
        Form.Of(TableForm.Subregions, "code,name,region", r => Line(
            r, new SubregionRow(r.Text("code"), r.Text("name"), r.Text("region")))),
        Form.Of(TableForm.Organisations, "code,name,sector,region", r => Line(
            r, new OrganisationRow(
                r.Text("code"), r.Text("name"), r.Word<Sector>("sector"), r.Text("region")))),
        Form.Of(TableForm.Locations, LocationColumns, r => Line(r, Location(r))),
        Form.Of(TableForm.Units, UnitColumns, r => Line(r, Unit(r))),
        Form.Of(TableForm.Feeds, FeedColumns, r => Line(r, Feed(r))),
        Form.Of(TableForm.FeedPlaces, "feed,ward,room,unit", FeedPlace),
        Form.Of(TableForm.Postcodes, "code,place,subregion,lat,lon", r => Line(
            r, new PostcodeRow(
                r.Postcode("code"), r.Text("place"), r.Text("subregion"), r.Position()))),
        Form.Of(TableForm.Capacity, "unit,physical,blocked,staffed,occupied", r =>
            new CapacityLine(
                r.Line, r.Text("unit"), r.Number("physical"), r.Number("blocked"),
                r.Number("staffed"), r.Number("occupied"))),
    ];

    private static DefinitionLine Line(RowReader row, Definition definition) =>
        new(row.Line, definition.Code, [definition]);

    private static CareTypeRow CareType(RowReader row) => new(new CareType(
        row.Text("code"), row.Label(), row.Label("place_"), row.Word<CareSetting>("setting"),
        row.Word<ClosedUnder>("closed"), row.YesNo("return_home_only"),
        row.Number("fresh_minutes"), row.Number("expiry_minutes"), row.Text("responsible")));

    private static UrgencyRow Urgency(RowReader row) => new(new Urgency(
        row.Text("code"), row.Label(), row.Number("answer_minutes"),
        row.Number("place_minutes")));

    private static TransportKindRow Transport(RowReader row) => new(new TransportKind(
        row.Text("code"), row.Label(), row.Number("lead_minutes"), row.Hours("hours"),
        row.YesNo("is_ambulance")));

    // One code may stand in several lists: the line is known by both.
    private static DefinitionLine Code(RowReader row)
    {
        var value = row.Text("code");
        var list = row.Word<CodeList>("list");
        return new DefinitionLine(
            row.Line, $"{row.TextOrEmpty("list")}/{value}",
            [new CodeRow(new CodeEntry(list, value, row.Label()))]);
    }

    private static FeedRow Feed(RowReader row) => new(
        row.Text("code"), row.Text("name"), row.Text("organisation"), row.Word<FeedKind>("kind"),
        row.Number("rank"), row.Number("silent_minutes"), row.Text("application"),
        row.TextOrEmpty("facility"));

    // One ward may stand in several feeds, and with several rooms: the line is known by all three.
    private static DefinitionLine FeedPlace(RowReader row)
    {
        var definition = new FeedPlaceRow(
            row.Text("feed"), row.Text("ward"), row.TextOrEmpty("room"), row.TextOrEmpty("unit"));
        var place = new WardPlace(definition.Ward, definition.Room);
        return new DefinitionLine(
            row.Line, Domain.Regions.FeedPlace.CodeOf(definition.Feed, place), [definition]);
    }

    private static RegionRow Region(RowReader row) => new(new Region(
        row.Text("code"), row.Text("name"), row.Text("country"),
        row.Number("offers_at_once_max"), row.Phone("priority_line")));

    private static LocationRow Location(RowReader row) => new(
        row.Text("code"), row.Text("name"), row.Text("organisation"), row.Codes("subregions"),
        row.Text("city"), row.Position(), row.PhoneOrEmpty("phone_day"),
        row.PhoneOrEmpty("phone_night"));

    private static UnitRow Unit(RowReader row) => new(
        row.Text("code"), row.Text("name"), row.Text("location"), row.TextOrEmpty("pool"),
        row.Text("care_type"), row.Word<Complexity>("complexity_max"), row.Ages("ages"),
        row.Features("features"), row.Hours("admission"), row.Hours("doctor"),
        row.Number("reach_metres"));
}
