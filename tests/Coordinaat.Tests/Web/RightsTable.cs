using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Tests.Web;

/// <summary>Who may call which endpoint, by the rules of the desk: written down here by hand, and
/// never read from the program.</summary>
internal static class RightsTable
{
    private static readonly Rule Anybody = (_, _) => true;
    private static readonly Rule Never = (_, _) => false;
    private static readonly Rule SignedIn = (who, _) => who is not null;

    // Who only reports sees nothing of the region's care (R12).
    private static readonly Rule Staff = (who, _) => who is { Role: not Roles.Reporter };
    private static readonly Rule Reports = (who, _) => who is { Role: Roles.Reporter };
    private static readonly Rule OwnRegion = (who, what) =>
        Staff(who, what) && who!.At != Place.OtherRegion;

    private static readonly Rule Desk = (who, _) => who?.IsDesk == true;
    private static readonly Rule Oversees = (who, _) =>
        who is { IsDesk: true } or { Role: Roles.RegionManager };

    private static readonly Rule Provider = (who, _) => who?.Role == Roles.ProviderDesk;
    private static readonly Rule Surveys = (who, _) =>
        who is { IsDesk: true } or
            { Role: Roles.ProviderDesk or Roles.RegionManager or Roles.Administrator };

    private static readonly Rule OwnUnit = (who, _) =>
        who is { Role: Roles.ProviderDesk, At: Place.Asked };

    // The centre writes down what a unit says on the telephone.
    private static readonly Rule ReportsFor = (who, what) =>
        OwnUnit(who, what) || who is { IsDesk: true, At: Place.Centre };

    private static readonly Rule HandsIn = (who, what) =>
        Provider(who, what) || who is { IsDesk: true };

    private static readonly Rule AtCentre = (who, _) => who is { IsDesk: true, At: Place.Centre };

    private static readonly Rule LeadsAtCentre = (who, _) => who is
        {
            At: Place.Centre, Role: Roles.Coordinator or Roles.SupervisingPhysician,
        };

    private static readonly Rule Manages = (who, _) => who?.Role == Roles.Administrator;
    private static readonly Rule KeepsFeeds = (who, what) => Manages(who, what)
        || Provider(who, what);

    private static readonly Rule BringsIn = (who, _) =>
        who is { IsDesk: true } or { Role: Roles.Referrer };

    // Who manages the record holder destroys its records, and nobody else's (R11).
    private static readonly Rule Keeps = (who, what) =>
        Manages(who, what) && who!.At == Place.Holder;

    private static readonly Rule KeepsProtocols = (who, _) =>
        who is { Role: Roles.SupervisingPhysician or Roles.Administrator };

    // One request: the desks of the holder and of the centre work it.
    private static readonly Rule Works = (who, _) =>
        who is { IsDesk: true, At: Place.Centre or Place.Holder };

    private static readonly Rule Authorises = (who, what) =>
        Works(who, what) && who is { Role: Roles.SupervisingPhysician };

    private static readonly Rule WorksWithNeed = (who, what) =>
        Works(who, what) && what!.Stage >= Stage.Seeking;

    // Who referred the patient adds to the own request.
    private static readonly Rule Adds = (who, what) =>
        Works(who, what) || who is { Role: Roles.Referrer, At: Place.Holder };

    // Who referred the patient says how the own triage came out, once.
    private static readonly Rule Judges = (who, what) =>
        Works(who, what) || (Adds(who, what) && what!.Stage == Stage.Received);

    // Both sides of a promised place.
    private static readonly Rule Party = (who, what) =>
        Works(who, what) || (OwnUnit(who, what) && what!.HasPartner);

    private static readonly Rule Sees = (who, what) =>
        RightsScene.SightOf(who, what!) > Sight.Nothing;

    private static readonly Rule AnswersFor = (who, what) =>
        Works(who, what) || OwnUnit(who, what);

    private static readonly Rule Colleague = (who, _) =>
        who is { Role: Roles.Consultant or Roles.SupervisingPhysician };

    // Nobody is asked in the scene: who works on the request may write an answer down.
    private static readonly Rule Concludes = (who, what) =>
        Works(who, what) && who!.Role == Roles.SupervisingPhysician;

    private static readonly Rule KeepsRoster = (who, _) =>
        who is { IsDesk: true }
            or { Role: Roles.ProviderDesk or Roles.Consultant or Roles.Administrator };

    // Of the asked organisation: itself, the centre of its region, and administrators.
    private static readonly Rule KeepsThisRoster = (who, what) => Manages(who, what)
        || who is { IsDesk: true, At: Place.Centre }
        || (KeepsRoster(who, what) && who!.At == Place.Asked);

    // The agreement of the scene is the centre's; who is asked is its one party.
    private static readonly Rule Writes = (who, _) =>
        who is { Role: Roles.RegionManager or Roles.Administrator };

    private static readonly Rule WritesThis = (who, what) =>
        Writes(who, what) && who!.At == Place.Centre;

    private static readonly Rule SignsAsParty = (who, _) => who is
        {
            At: Place.Asked,
            Role: Roles.RegionManager or Roles.Administrator or Roles.ProviderDesk,
        };

    private static readonly Rule Signs = (who, what) => SignsAsParty(who, what) || who is
        {
            At: Place.Centre,
            Role: Roles.RegionManager or Roles.Administrator or Roles.ProviderDesk,
        };

    /// <summary>Somebody, and the request it is about where it is about one.</summary>
    internal delegate bool Rule(Who? who, Case? what);

    /// <summary>One row.</summary>
    /// <param name="MayCall">Who may.</param>
    /// <param name="Body">A body that, where the caller may call, is refused for what it says, or
    /// changes nothing that another row looks at.</param>
    /// <param name="Endpoints">Method and pattern.</param>
    internal sealed record Row(Rule MayCall, object? Body, params string[] Endpoints);

    public static readonly Row[] Rows =
    [
        .. Pages(),
        .. Acts(),
        .. OfTriage(),
        .. OfColleagues(),
        .. OfUnits(),
        .. OfTelephone(),
        .. OfAgreements(),
        .. OfAccounts(),
        .. Last(),
    ];

    private static IEnumerable<Row> Pages() =>
    [
        new(Anybody, null, "GET /aanmelden", "GET /health/live", "GET /health/ready",
            "GET /openapi/v1.json", "GET /eerste-start", "GET /antwoord/{token}"),
        new(Anybody, new
        {
            reply = "No", reason = "none", spokenName = "Zr. Smit", spokenFunction = "nurse",
        }, "POST /antwoord/{token}"),
        new(Never, null, "* /{*path}"),
        new(SignedIn, null, "GET /", "GET /account", "GET /api/session"),
        new(Staff, null, "GET /capaciteit",
            "GET /api/units", "GET /capaciteit/stops", "GET /api/stops"),
        new(ReportsFor, null, "GET /mijn-capaciteit/{unit}/stop",
            "GET /mijn-capaciteit/{unit}/dienst"),
        new(Staff, null, "GET /meldingen", "GET /capaciteit/muur", "GET /capaciteit/kaart"),
        new(OwnRegion, null, "GET /locaties/{location}", "GET /api/locations/{location}"),
        new(Provider, null, "GET /delen"),
        new(OwnRegion, null, "GET /capaciteit/{unit}", "GET /api/units/{unit}/history"),
        new(Desk, null, "GET /regiekamer"),
        new(BringsIn, null, "GET /zorgvragen", "GET /zorgvragen/nieuw", "GET /api/care-requests"),
        new(Reports, null, "GET /melden", "GET /melden/stand", "GET /api/reports"),
        new(Reports, new
        {
            phone = "1", place = "x", postcode = "3811", requester = "Police",
            isLifeThreat = false,
        }, "POST /api/reports", "POST /melden"),
        new(BringsIn, null, "GET /levensgevaar"),
        new(Never, null, "GET /meldkamer"),
        new(Desk, null, "GET /autorisatie"),
        new(Oversees, null, "GET /wachtlijst", "GET /onvervuld", "GET /api/unmet-demand",
            "GET /api/broad-triage"),
        new(HandsIn, null, "GET /mijn-capaciteit/bestand"),
        new(HandsIn, null, "GET /bestemming"),
        new(Provider, null, "GET /mijn-capaciteit", "GET /vragen-aan-ons", "GET /api/offers",
            "GET /bezoeken", "GET /api/visits",
            "GET /mijn-capaciteit/sjabloon.csv"),
        new(Manages, null, "GET /beheer", "GET /capaciteit/uitwisselen"),
        new(Staff, null, "GET /api/have", "GET /api/exchange/{partner}"),
        new(Surveys, null, "GET /uitvraag", "GET /uitvraag.csv", "GET /uitvraag.xlsx"),
        new(Never, null, "GET /api/downtime-list"),
        new(KeepsFeeds, null, "GET /koppelingen"),
        new(Adds, null, "GET /zorgvragen/{request:int}"),
        new(Sees, null, "GET /api/care-requests/{request:int}"),
        new(WorksWithNeed, null, "GET /api/care-requests/{request:int}/candidates"),
        new(WorksWithNeed, null, "GET /api/care-requests/{request:int}/candidates/{unit}"),
        new(BringsIn, new { zoek = "{request}" }, "POST /zorgvragen/zoek"),
        new(BringsIn, new { text = "" }, "POST /zorgvragen/nieuw/plakken"),
        new(BringsIn, new { }, "POST /api/launches"),
        new(BringsIn, null, "GET /start/{launch:guid}"),
        new(BringsIn, new { }, "POST /concepten/{draft:guid}/hartslag"),
        new(Desk, null, "GET /concepten/achtergelaten"),
        new(Desk, new { }, "POST /concepten/{draft:guid}/overnemen"),
        new(Adds, null, "GET /api/care-requests/{request:int}/text/{form}"),
    ];

    private static IEnumerable<Row> Acts() =>
    [
        OfRequest(Judges,
            new { system = "none", systemVersion = "1", proposed = "U3", urgency = "U3" },
            "triage", "triage"),
        OfRequest(Works, new { careType = "none", complexity = "Low" }, "need", "zorgbehoefte"),
        OfRequest(Works, new { function = "none", name = "x", advice = "" },
            "consultations", "overleg"),
        OfRequest(Adds, new { saturation = 900 }, "vital-signs", "metingen"),
        OfRequest(Works, new { priority = 9 }, "waiting-list", "wachtlijst"),
        OfRequest(Works, new { }, "waiting-list/end", "wachtlijst/af"),
        OfRequest(Works, new { }, "follow-up", "vervolg"),
        OfRequest(Adds, new { payer = "NotKnownYet" }, "payer", "betaler"),
        OfRequest(Adds, new { time = "2001-01-01T00:00:00Z" }, "medically-ready",
            "medisch-klaar"),
        OfRequest(Works, new { unit = "none" }, "offers", "vragen"),
        OfRequest(Party, new
        {
            sending = "", sendingFunction = "gp", admitting = "", admittingFunction = "gp",
        }, "admission", "opname"),
        OfRequest(Adds, new { given = "NotAsked", notAsked = "none" }, "consent", "instemming"),
        OfRequest(Party, new { }, "condition-met", "voorwaarde"),
        OfRequest(Party, new { reason = "none" }, "release", "plek-vrijgeven"),
        OfRequest(Works, new { kind = "none" }, "transport", "vervoer"),
        OfRequest(Party, new { status = "NoTransport", reason = "none" }, "ride", "rit"),
        OfRequest(Party, new { urgency = "none" }, "ambulance-urgency", "ritsurgentie"),
        OfRequest(Adds, new
        {
            indication = "none", intensivist = "", function = "none", condition = "",
            criteriaMet = true, coordinator = "", departure = "15:00",
        }, "micu", "micu"),
        OfRequest(Adds, new { isWanted = true }, "return", "terugplaatsing"),
        OfRequest(Party, new { receiver = "", function = "nurse" }, "handover", "overdracht"),
        OfRequest(Works, new { tasks = new[] { "none" }, until = "23:00" }, "visit", "bezoek"),
        OfRequest(Party, new { until = "23:00", agreedWith = "" }, "visit/move",
            "bezoek/verplaatsen"),
        OfRequest(Works, new { words = "" }, "visit/withdraw", "bezoek/intrekken"),
        OfRequest(Party, new { nurse = "", function = "none", expectedAt = "23:00" },
            "visit/nurse", "bezoek/verpleegkundige"),
        OfRequest(Party, new { progress = "Arrived" }, "visit/progress", "bezoek/stand"),
        OfRequest(Party, new { outcome = "Done" }, "visit/outcome", "bezoek/uitkomst"),
        OfRequest(Party, new { receiver = "", function = "gp", way = "Phone" },
            "visit/hand-back", "bezoek/terugkoppeling"),
        OfRequest(Works, new { ending = "HandedTo112" }, "close", "sluiten"),
        OfRequest(Works, new { }, "lead", "aanspreekpunt"),
        OfRequest(Works, new { into = "{request}" }, "merge", "samenvoegen"),
        new(Works, null, "GET /zorgvragen/{request:int}/samenvoegen"),
        OfRequest(Adds, new { note = "" }, "notes", "opmerking"),
        OfRequest(Works, new { bsn = "{beside}" }, "identity", "identiteit"),
        OfRequest(Adds, new { phone = "0101234567", place = "x", postcode = "9999" },
            "contact", "contact"),
        OfRequest(Adds, new { centralist = "" }, "life-threat/handed-over",
            "levensgevaar/overgedragen"),
        OfRequest(Adds, new { }, "life-threat", "levensgevaar"),
        new(AnswersFor, new
        {
            reply = "No", reason = "none", spokenName = "Zr. Smit", spokenFunction = "nurse",
        }, "POST /api/offers/{offer:int}/answer", "POST /vragen/{offer:int}/antwoord"),
        new(Works, new { }, "POST /api/offers/{offer:int}/link", "POST /vragen/{offer:int}/link"),
        new(Works, new { }, "POST /api/offers/{offer:int}/withdraw",
            "POST /vragen/{offer:int}/terug"),
        new(BringsIn, new
        {
            phone = "1", place = "x", postcode = "3811", requester = "Gp", channel = "Phone",
        }, "POST /api/care-requests", "POST /zorgvragen/nieuw"),
        new(BringsIn, new { name = "concept" }, "POST /concepten/{draft:guid}",
            "POST /concepten/{draft:guid}/weg"),
    ];

    private static IEnumerable<Row> OfColleagues() =>
    [
        OfRequest(Works, new { to = "none", toDo = "" }, "lead/offer",
            "aanspreekpunt/aanbieden"),
        OfRequest(Works, new { accepts = true }, "lead/answer", "aanspreekpunt/antwoord"),
        OfRequest(Works, new { }, "lead/withdraw", "aanspreekpunt/terug"),
        OfRequest(Works, new { colleagues = new[] { "none" }, question = "" }, "questions",
            "collega"),
        OfRequest(Works, new { words = "" }, "questions/{number:int}/answer",
            "collega/{number:int}/antwoord"),
        OfRequest(Works, new { }, "questions/{number:int}/withdraw",
            "collega/{number:int}/terug"),
        OfRequest(Concludes, new { conclusion = "" }, "joint-triage/{round:int}/conclusion",
            "collega/{round:int}/conclusie"),
        OfRequest(Works, new { }, "advice/{round:int}/read",
            "collega/{round:int}/gelezen"),
        new(Colleague, null, "GET /overleg", "GET /api/consultations"),
        new(Desk, null, "GET /dienst"),
        new(Desk, new { requests = Array.Empty<int>() }, "POST /dienst/overdragen",
            "POST /dienst/aannemen"),
        new(KeepsRoster, null, "GET /rooster", "GET /api/roster"),
        new(KeepsThisRoster, new
        {
            organisation = "vlierdonk", discipline = "none", place = "AtHome",
            from = "2026-03-02T10:00", until = "2026-03-02T11:00",
            subregions = Array.Empty<string>(),
        }, "POST /api/roster", "POST /rooster"),
        new(KeepsRoster, new { }, "POST /api/roster/import", "POST /rooster/bestand"),
        new(KeepsThisRoster, new { organisation = "vlierdonk", code = "none" },
            "POST /api/roster/leave", "POST /rooster/weg"),
    ];

    private static IEnumerable<Row> OfUnits() =>
    [
        new(ReportsFor, new { physical = -1, blocked = 0, staffed = 0, occupied = 0 },
            "POST /api/units/{unit}/capacity", "POST /mijn-capaciteit/{unit}"),
        new(ReportsFor, new { at = "2026-03-02T09:00:00Z", units = Array.Empty<object>() },
            "POST /api/locations/{location}/capacity"),
        new(ReportsFor, new
        {
            level = "Active", inflow = new[] { "Ambulance" }, reason = "none", mandate = "none",
            minutes = 10,
        }, "POST /api/units/{unit}/stop", "POST /mijn-capaciteit/{unit}/stop"),
        new(ReportsFor, new { minutes = 0 }, "POST /api/units/{unit}/stop/extend",
            "POST /mijn-capaciteit/{unit}/stop/verleng"),
        new(ReportsFor, new { function = "zz", minutes = 60 }, "POST /api/units/{unit}/duty",
            "POST /mijn-capaciteit/{unit}/dienst"),
        new(ReportsFor, new { }, "POST /api/units/{unit}/duty/end",
            "POST /mijn-capaciteit/{unit}/dienst/einde"),
        new(ReportsFor, new { }, "POST /api/units/{unit}/stop/end",
            "POST /mijn-capaciteit/{unit}/stop/einde"),
        new(OwnUnit, new
        {
            patients = -1, waiting = 0, boarding = 0, ventilated = 0, longestBoardingMinutes = 0,
            lastPlacementMinutes = 0,
        }, "POST /api/units/{unit}/crowding", "POST /mijn-capaciteit/{unit}/drukte"),
        new(OwnUnit, new { hours = Array.Empty<object>() }, "POST /api/units/{unit}/arrivals"),
        new(OwnUnit, new { role = "none", phone = "1" },
            "POST /api/locations/{location}/contacts", "POST /locaties/{location}/contact"),
        new(OwnUnit, new { list = "Facility", facility = "none" },
            "POST /api/locations/{location}/facilities",
            "POST /locaties/{location}/voorziening"),
        new(OwnUnit, new { units = new[] { "{unit}" } }, "POST /api/capacity/confirm",
            "POST /mijn-capaciteit"),
        new(HandsIn, new { content = "", at = "2026-03-02T09:00:00Z" },
            "POST /api/capacity/file", "POST /mijn-capaciteit/bestand",
            "POST /mijn-capaciteit/bestand/overnemen"),
        new(HandsIn, new { postcode = "3811", careType = "ed" }, "POST /bestemming",
            "POST /api/destination-advice"),
        new(Provider, new { }, "POST /api/have"),
        new(Provider, new { lines = Array.Empty<object>() }, "POST /api/survey",
            "POST /uitvraag"),
        new(KeepsFeeds, new { }, "POST /api/feeds/{feed}/begin", "POST /koppelingen/{feed}/telling",
            "POST /api/feeds/messages/replay", "POST /koppelingen/opnieuw",
            "POST /api/feeds/messages/{message:guid}/replay",
            "POST /koppelingen/berichten/{message:guid}/opnieuw"),
    ];

    private static IEnumerable<Row> OfTriage() =>
    [
        OfRequest(Adds, new { limits = new[] { "none" } }, "treatment-limits",
            "behandelgrenzen"),
        OfRequest(Adds, new { requester = "Citizen", channel = "Phone" },
            "contacts", "contacten"),
        OfRequest(Works, new { receiver = "", way = "Phone" }, "gp-report", "verslag"),
        new(Desk, new { requests = Array.Empty<int>() }, "POST /api/advice-reviews",
            "POST /autorisatie"),
        new(Authorises, new { words = "" }, "POST /api/care-requests/{request:int}/advice/return",
            "POST /autorisatie/{request:int}/terug"),
        new(Works, new { words = "" }, "POST /api/care-requests/{request:int}/advice/settle",
            "POST /autorisatie/{request:int}/afgehandeld"),
    ];

    // The line of the scene is the centre's. A desk elsewhere has lines of its own.
    private static IEnumerable<Row> OfTelephone() =>
    [
        new(Staff, null, "GET /telefoon/druk", "GET /api/telephone/pressure"),
        new(Oversees, null, "GET /telefoon/cijfers", "GET /api/telephone/figures"),
        new(Desk, null, "GET /telefoon", "GET /api/telephone/calls"),
        new(Manages, null, "GET /telefoon/centrales"),
        new(Manages, new { exchange = "none" }, "POST /telefoon/centrales"),
        new(Never, new { events = Array.Empty<object>() }, "POST /api/telephone/events"),
        new(AtCentre, new { line = "{line}", time = "2001-01-01T00:00:00Z" },
            "POST /api/telephone/calls", "POST /telefoon/gesprekken"),
        OfCall("claim", "pak", new { }),
        OfCall("release", "los", new { }),
        OfCall("sign", "signaal", new { sign = "Alarm" }),
        OfCall("call-back", "terugbellen", new { }),
        OfCall("parties", "erbij", new { organisation = "none", function = "gp", name = "x" }),
        OfCall("tries", "poging", new { isReached = false }),
        OfCall("give-up", "opgeven", new { words = "" }),
        OfCall("close", "sluiten", new { words = "" }),
        new(LeadsAtCentre, new { kind = "Overflow", cause = "none" },
            "POST /api/telephone/lines/{line}/relief", "POST /telefoon/lijnen/{line}/open"),
        new(LeadsAtCentre, new { kind = "Overflow" },
            "POST /api/telephone/lines/{line}/relief/close", "POST /telefoon/lijnen/{line}/dicht"),
    ];

    private static Row OfCall(string api, string form, object body) => new(
        AtCentre, body, "POST /api/telephone/calls/{call:int}/" + api,
        "POST /telefoon/gesprekken/{call:int}/" + form);

    private static IEnumerable<Row> OfAgreements() =>
    [
        OfRequest(Works, new { complaint = "none", alternative = "none", avoided = "none" },
            "alternative", "alternatief"),
        new(Works, null, "GET /zorgvragen/{request:int}/protocol",
            "GET /api/care-requests/{request:int}/alternatives"),
        new(Works, new { protocol = "none" }, "POST /zorgvragen/{request:int}/protocol"),
        new(Works, new { protocol = "none", given = 0, urgency = "U3" },
            "POST /zorgvragen/{request:int}/protocol/vastleggen"),
        new(KeepsProtocols, null, "GET /protocollen"),
        new(KeepsProtocols, new { content = "x" }, "POST /protocollen"),
        new(Staff, null, "GET /afspraken", "GET /afspraken/{code}", "GET /verdeling",
            "GET /api/agreements", "GET /api/agreements/schema",
            "GET /api/agreements/{code}/{version:int}"),
        new(Writes, null, "GET /afspraken/nieuw"),
        new(WritesThis, null, "GET /afspraken/{code}/bewerken"),
        new(Writes, new { }, "POST /api/agreements/{code}"),
        new(Writes, new { title = "x" }, "POST /afspraken", "POST /afspraken/{code}"),
        new(Writes, new { kind = "none" }, "POST /afspraken/{code}/regels",
            "POST /afspraken/{code}/voorbeelden", "POST /afspraken/{code}/json"),
        new(Writes, new { name = "none" }, "POST /afspraken/{code}/regels/weg",
            "POST /afspraken/{code}/regels/omhoog", "POST /afspraken/{code}/voorbeelden/weg"),
        new(Signs, null, "GET /afspraken/{code}/proef"),
        new(Signs, new { version = 1, writtenAt = "x" }, "POST /api/agreements/{code}/dry-run",
            "POST /afspraken/{code}/proef"),
        new(SignsAsParty, new { version = 1, writtenAt = "x" },
            "POST /api/agreements/{code}/sign", "POST /afspraken/{code}/tekenen"),
        new(Signs, new { version = 1 }, "POST /api/agreements/{code}/end",
            "POST /afspraken/{code}/beeindigen"),
    ];

    private static IEnumerable<Row> OfAccounts() =>
    [
        new(Staff, new { kind = "Below", unit = "none" }, "POST /api/watches",
            "POST /meldingen"),
        new(Staff, new { }, "POST /api/watches/{watch:guid}/end",
            "POST /api/watches/{watch:guid}/seen", "POST /meldingen/{watch:guid}/weg",
            "POST /meldingen/{watch:guid}/gezien"),
        new(Provider, new
        {
            minimum = "Nobody", use = "Region", promised = "Region", history = "Region",
            contacts = "Region",
        }, "POST /api/sharing", "POST /delen"),
        new(Manages, new
        {
            organisation = "none", roles = new[] { "Triagist" }, name = "x", login = "x",
            password = "lang genoeg, toch",
        }, "POST /api/accounts", "POST /beheer/accounts"),
        new(Manages, new { roles = Array.Empty<string>(), isEnabled = true },
            "POST /api/accounts/{account:int}", "POST /beheer/accounts/{account:int}"),
        new(Manages, new { password = "kort" }, "POST /api/accounts/{account:int}/password",
            "POST /beheer/accounts/{account:int}/wachtwoord"),
        new(Manages, new { }, "POST /api/accounts/{account:int}/second-factor/clear",
            "POST /beheer/accounts/{account:int}/tweede-factor"),
        new(Manages, new { }, "POST /api/imports", "POST /api/boundaries"),
        new(Manages, new { partner = "lpz", direction = "In", unit = "none", figure = "Free" },
            "POST /api/exchange-mappings", "POST /capaciteit/uitwisselen"),
        new(Manages, new { organisation = "none" }, "POST /capaciteit/uitwisselen/sleutel"),
        new(Manages, null, "GET /health/world"),
        new(SignedIn, new { old = "mis", @new = "mis" }, "POST /api/session/password",
            "POST /account/wachtwoord"),
        new(SignedIn, new { @sealed = "x", code = "1" }, "POST /api/session/second-factor",
            "POST /account/tweede-factor"),
        new(Anybody, new { login = "niemand", password = "mis" }, "POST /api/session",
            "POST /aanmelden"),
        new(Anybody, new { taal = "nl", naar = "/" }, "POST /voorkeuren"),
        new(Never, new { code = "mis" }, "POST /eerste-start"),
    ];

    // These bring a request further where the caller may: after all that looks at stages.
    private static IEnumerable<Row> Last() =>
    [
        OfRequest(Party, new { }, "departed", "vertrokken"),
        OfRequest(Party, new { }, "arrived", "aangekomen"),
        new(Keeps, new { request = "{request}" }, "POST /api/records/erase",
            "POST /beheer/vernietig"),
        new(SignedIn, new { }, "POST /afmelden", "DELETE /api/session"),
        new(Staff, null, "GET /live"),
    ];

    private static Row OfRequest(Rule mayCall, object body, string api, string form) =>
        new(mayCall, body,
            "POST /api/care-requests/{request:int}/" + api,
            "POST /zorgvragen/{request:int}/" + form);
}
