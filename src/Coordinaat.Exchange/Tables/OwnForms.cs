using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Rosters;

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

    private const string CrowdingColumns =
        "unit,treatment_places,hospital_beds,constant,per_patient,per_boarding,per_ventilated,"
        + "per_boarding_hour,per_placement_hour,bands";

    private const string LocationColumns =
        "code,name,organisation,subregions,city,lat,lon,phone_day,phone_night";

    private const string ServiceColumns =
        "code,organisation,discipline,subregions,hours_weekday,hours_weekend,location,work_place,"
        + "phone,rank";
    private const string PhoneNormColumns =
        "kind,since,within_seconds,within_percent,late_seconds,late_percent,call_back_minutes,"
        + "retry_minutes";

    private const string PhoneLineColumns =
        "code,name,organisation,kind,subregions,neighbour,may_call_back,exchange";

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
        Form.Of(TableForm.UnitAbilities, "unit,specialisms,neonatal_level,trauma_level,labels",
            r => Line(r, Ability(r))),
        Form.Of(TableForm.StopRules, "region,kind,allowed,usual_minutes,most_at_once", r =>
            Line(r, new StopRuleRow(new StopRule(
                r.Text("region"), r.Text("kind"), r.YesNo("allowed"),
                r.Number("usual_minutes"), r.Number("most_at_once"))), "kind")),
        Form.Of(TableForm.CrowdingRules, CrowdingColumns, r => Line(r, CrowdingRule(r))),
        Form.Of(TableForm.DutyRules, "unit,function", r => Line(
            r, new DutyRuleRow(r.Text("unit"), r.TextOrEmpty("function")))),
        Form.Of(TableForm.Feeds, FeedColumns, r => Line(r, Feed(r))),
        Form.Of(TableForm.FeedPlaces, "feed,ward,room,unit", FeedPlace),
        Form.Of(TableForm.Postcodes, "code,place,subregion,lat,lon", r => Line(
            r, new PostcodeRow(
                r.Postcode("code"), r.Text("place"), r.Text("subregion"), r.Position()))),
        Form.Of(TableForm.Contacts, "role,location,phone", r => Line(
            r, new ContactRow(r.Text("location"), r.Text("role"), r.PhoneOrEmpty("phone")))),
        Form.Of(TableForm.Facilities, "facility,location,list,is_there", r => Line(
            r, new FacilityRow(
                r.Text("location"), r.Word<CodeList>("list"), r.Text("facility"),
                r.YesNo("is_there")))),
        Form.Of(TableForm.Capacity, "unit,physical,blocked,staffed,occupied", r =>
            new CapacityLine(
                r.Line, r.Text("unit"), r.Number("physical"), r.Number("blocked"),
                r.Number("staffed"), r.Number("occupied"))),
        Form.Of(TableForm.ExchangeMappings,
            "partner,direction,key_column,key,column,unit,figure", Exchange),
        Form.Of(TableForm.RetriageRules, "urgency,retriage_minutes", r => Line(
            r, new RetriageRuleRow(
                new RetriageRule(r.Text("urgency"), r.Number("retriage_minutes"))))),
        Form.Of(TableForm.TriageMappings, "system,outcome,urgency,limit_minutes,from,source",
            Mapping),
        Form.Of(TableForm.AnswerNorms, "discipline,urgency,answer_minutes", r => Line(
            r, new AnswerNormRow(new AnswerNorm(
                r.Text("discipline"), r.Text("urgency"), r.Number("answer_minutes"))),
            "urgency")),
        Form.Of(TableForm.Services, ServiceColumns, r => Line(r, Service(r))),
        Form.Of(
            TableForm.Roster,
            "code,organisation,discipline,name,work_place,phone,from,until,subregions",
            r => new RosterLine(
                r.Line, r.Text("code"), r.Text("organisation"), r.Text("discipline"),
                r.TextOrEmpty("name"), r.Word<WorkPlace>("work_place"), r.PhoneOrEmpty("phone"),
                r.Moment("from"), r.Moment("until"), r.Codes("subregions"))),
        Form.Of(TableForm.PhoneNorms, PhoneNormColumns, PhoneNorm),
        Form.Of(TableForm.PhoneLines, PhoneLineColumns, r => Line(r, PhoneLine(r))),
        Form.Of(TableForm.OfficeHours, "region,office_weekday,office_weekend", r => Line(
            r, new OfficeHoursRow(r.Text("region"), r.Hours("office")))),
        Form.Of(TableForm.Holidays, "date,holiday,region", r => Line(
            r, new HolidayRow(new Holiday(
                r.Text("date"), r.Text("holiday"), r.TextOrEmpty("region"))),
            "region")),
        Form.Of(TableForm.RequestKinds, "code,nl,en,sectors,minimum", r => Line(
            r, new RequestKindRow(new RequestKind(
                r.Text("code"), r.Label(), r.Words<Sector>("sectors"), r.Fields("minimum"))))),
    ];

    private static DefinitionLine Exchange(RowReader row)
    {
        var mapping = new ExchangeMappingRow(
            row.Text("partner"), row.Word<FileDirection>("direction"),
            row.TextOrEmpty("key_column"), row.TextOrEmpty("key"), row.TextOrEmpty("column"),
            row.Text("unit"), row.Word<FileFigure>("figure"));
        return new DefinitionLine(
            row.Line,
            $"{mapping.Partner}/{mapping.Direction}/{mapping.Unit}/{mapping.Figure}", [mapping]);
    }

    private static DefinitionLine Mapping(RowReader row)
    {
        var mapping = new TriageMapping(
            row.Text("system"), row.Text("outcome"), row.TextOrEmpty("urgency"),
            row.Number("limit_minutes"), row.Text("from"), row.Text("source"));
        return new DefinitionLine(row.Line, mapping.Code, [new TriageMappingRow(mapping)]);
    }

    private static DefinitionLine Line(RowReader row, Definition definition) =>
        new(row.Line, definition.Code, [definition]);

    // Known by its code and one column more: the code alone may stand in several lines.
    private static DefinitionLine Line(RowReader row, Definition definition, string column) =>
        new(row.Line, $"{definition.Code}/{row.TextOrEmpty(column)}", [definition]);

    // One kind of line has a norm for every date from which it changes.
    private static DefinitionLine PhoneNorm(RowReader row)
    {
        var norm = new PhoneNorm(
            row.Word<LineKind>("kind"), row.Text("since"), row.Number("within_seconds"),
            row.Number("within_percent"), row.Number("late_seconds"),
            row.Number("late_percent"), row.Number("call_back_minutes"),
            row.Numbers("retry_minutes"));
        return new DefinitionLine(row.Line, norm.Code, [new PhoneNormRow(norm)]);
    }

    private static PhoneLineRow PhoneLine(RowReader row) => new(
        row.Text("code"), row.Text("name"), row.Text("organisation"), row.Word<LineKind>("kind"),
        row.Codes("subregions"), row.TextOrEmpty("neighbour"), row.YesNo("may_call_back"),
        row.TextOrEmpty("exchange"));

    private static UnitAbilityRow Ability(RowReader row) => new(new UnitAbility(
        row.Text("unit"), row.CodesOrEmpty("specialisms"), row.Number("neonatal_level"),
        row.Number("trauma_level"), row.CodesOrEmpty("labels")));

    private static CrowdingRuleRow CrowdingRule(RowReader row) => new(new CrowdingRule(
        row.Text("unit"), row.Number("treatment_places"), row.Number("hospital_beds"),
        row.Number("constant"), row.Number("per_patient"), row.Number("per_boarding"),
        row.Number("per_ventilated"), row.Number("per_boarding_hour"),
        row.Number("per_placement_hour"), row.Numbers("bands")));

    // A role or a facility stands once for every location: the line is known by both.
    private static DefinitionLine Line(RowReader row, ContactRow contact) =>
        new(row.Line, $"{contact.Location}/{contact.Role}", [contact]);

    private static DefinitionLine Line(RowReader row, FacilityRow facility) =>
        new(row.Line, $"{facility.Location}/{facility.List}/{facility.Value}", [facility]);

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

    private static ServiceRow Service(RowReader row) => new(
        row.Text("code"), row.Text("organisation"), row.Text("discipline"),
        row.Codes("subregions"), row.Hours("hours"), row.TextOrEmpty("location"),
        row.Word<WorkPlace>("work_place"), row.Phone("phone"), row.Number("rank"));

    private static UnitRow Unit(RowReader row) => new(
        row.Text("code"), row.Text("name"), row.Text("location"), row.TextOrEmpty("pool"),
        row.Text("care_type"), row.Word<Complexity>("complexity_max"), row.Ages("ages"),
        row.Features("features"), row.Hours("admission"), row.Hours("doctor"),
        row.Number("reach_metres"));
}
