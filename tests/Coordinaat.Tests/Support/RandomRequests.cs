using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>
/// Draws requests from a seed: half of them the next sensible step of some request, by somebody
/// who may take it; the other half anything at all, by anybody. Each play asks one kind more often
/// than the others: what comes about seldom comes about in its own plays.
/// </summary>
/// <param name="random">From the seed.</param>
/// <param name="play">Which kind that is, counted round.</param>
internal sealed class RandomRequests(Random random, int play = 0)
{
    private readonly List<Func<Scene, Request>> anything = [];
    private readonly List<Func<Scene, Request>> others = [];
    private readonly RandomVisits visits = new(random);
    private readonly RandomTriage triage = new(random);
    private readonly RandomCalls calls = new(random);
    private Func<Scene, Request>? own;

    public (Request Request, Actor By) Next(Scene scene)
    {
        if (anything.Count == 0)
        {
            AddRequests();
            AddPlaces();
            AddCapacity();
            AddOthers();
            anything.AddRange(new RandomColleagues(random).All);
            own = anything.Concat(others).ElementAt(play % (anything.Count + others.Count));
        }

        if (random.Next(9) == 0)
        {
            return (own!(scene), NextActor());
        }

        return random.Next(7) switch
        {
            < 3 when Sensible(scene) is { } sensible =>
                (sensible, random.Next(6) == 0 ? NextActor() : TestRegion.Desk),
            3 => OfOneKind(scene),
            4 or 5 => (others[random.Next(others.Count)](scene), random.Next(4) switch
            {
                0 => TestRegion.Admin, 1 => TestRegion.Nurse, 2 => Actor.System, _ => NextActor(),
            }),
            _ => (anything[random.Next(anything.Count)](scene), NextActor()),
        };
    }

    // What only comes about one step after the other, by the right people.
    private (Request Request, Actor By) OfOneKind(Scene scene) => random.Next(12) switch
    {
        0 => Watching(scene),
        1 => (Agreeing(scene), Pick([TestRegion.Manager, TestRegion.Nurse])),
        2 => (Choice(scene), TestRegion.Desk),
        3 => triage.Review(scene, Id(scene)),
        4 or 5 => new RandomColleagues(random).Next(scene, Id(scene)),
        6 => (new EraseRecord(Closed(scene)), TestRegion.Admin),
        7 => Reporting(scene),
        _ => calls.Next(scene),
    };

    private Actor NextActor() => random.Next(4) == 0
        ? TestRegion.Desk
        : TestRegion.Actors[random.Next(TestRegion.Actors.Length)];

    private (Request Request, Actor By) Reporting(Scene scene) => (
        scene.Reported(Pick("1001", "2001")) with
        {
            Requester = Pick<RequesterKind>(), IsLifeThreat = random.Next(4) == 0,
        },
        TestRegion.Reporter);

    private CareRequestId Id(Scene scene) =>
        new(random.Next(0, scene.World.Access.Requests.Count + 2));

    // The last that ended, or any.
    private CareRequestId Closed(Scene scene) =>
        scene.World.Access.ListKept().LastOrDefault(r => !r.IsOpen)?.Id ?? Id(scene);

    // One that looks for a place, or any.
    private CareRequestId Searching(Scene scene) => scene.World.Access.ListOpen()
        .FirstOrDefault(r => r.Stage == Stage.Seeking)?.Id ?? Id(scene);

    // A unit that somebody waits for, or any.
    private UnitId Wanted(Scene scene)
    {
        var wanted = scene.World.Placement.WaitingList
            .Select(n => scene.World.Triage[new(n)].Need?.CareType).OfType<CareTypeId>()
            .FirstOrDefault();
        var units = Enumerable.Range(1, scene.World.Regions.Units.Count)
            .Where(n => scene.World.Regions.Units[n].CareType == wanted).ToArray();
        return units.Length == 0 ? Unit(scene) : new(units[random.Next(units.Length)]);
    }

    private static CareRequestId Placed(Scene scene) => scene.World.Access.ListOpen()
        .FirstOrDefault(r => scene.World.Placement.FindAccepted(r.Id) is not null
            && scene.World.Placement[r.Id].FollowUp is null)?.Id ?? default;

    private OfferId Offer(Scene scene) =>
        new(random.Next(0, scene.World.Placement.Offers.Count + 2));

    // One that was made, or a new one.
    private string Link(Scene scene) =>
        scene.World.Placement.ByLink.Keys.Order(StringComparer.Ordinal)
            .ElementAtOrDefault(random.Next(6)) ?? $"link-{random.Next(100)}";

    private UnitId Unit(Scene scene) => new(random.Next(0, scene.World.Regions.Units.Count + 2));

    private UnitId OnDuty(Scene scene) => scene.World.Capacity.Duties is { IsEmpty: false } duties
        ? duties[random.Next(duties.Length)].Unit
        : Unit(scene);

    private UnitId Stopped(Scene scene) => scene.World.Capacity.Stops is { IsEmpty: false } stops
        ? stops[random.Next(stops.Length)].Unit
        : Unit(scene);

    private AccountId Account() => new(random.Next(0, 15));

    private SessionId Session() => new(new Guid(random.Next(4), 9, 9, new byte[8]));

    private Actor Pick(Actor[] actors) => actors[random.Next(actors.Length)];

    // Of somebody who may well be the one that asks.
    private SessionId SessionOf(Scene scene) =>
        scene.World.Accounts.Find(Pick([TestRegion.Admin, TestRegion.Nurse]).Account)!
            .Sessions is [.., var last] ? last.Id : Session();

    private MoveAlarm Moving(Scene scene)
    {
        var watching = scene.World.Accounts.All.FirstOrDefault(a => !a.Watches.IsEmpty);
        return new MoveAlarm(
            watching?.Id ?? Account(), watching?.Watches[0].Id ?? Watch(), random.Next(2) == 0);
    }

    // One after the other by the right people: by chance alone it hardly ever comes about.
    private (Request Request, Actor By) Watching(Scene scene)
    {
        var by = Pick([TestRegion.Admin, TestRegion.Nurse]);
        var account = scene.World.Accounts.Find(by.Account)!;
        if (account.Sessions.IsEmpty)
        {
            return (new OpenSession(by.Account, Session(), 0), Actor.System);
        }

        return account.Watches is [var watched, ..]
            ? random.Next(4) switch
            {
                0 => (new EndWatch(watched.Id), by),
                1 => (new SeeAlarm(watched.Id), by),
                _ => (new MoveAlarm(by.Account, watched.Id, random.Next(2) == 0), Actor.System),
            }
            : (new MakeWatch(
                Watch(), account.Sessions[^1].Id, Pick<WatchKind>(), TestRegion.Unit("house-grz"),
                default, random.Next(3)), by);
    }

    private Guid Watch() => new(random.Next(3), 4, 4, new byte[8]);

    private LocationId Location(Scene scene) =>
        new(random.Next(0, scene.World.Regions.Locations.Count + 2));

    // Agreements are of the north.
    private ChooseAlternative Choice(Scene scene) => new(
        scene.World.Access.ListOpen().FirstOrDefault(
            r => RequestLife.Allows(r.Stage, Step.DescribeNeed) && r.Subregion.Value == 1)?.Id
            ?? Id(scene),
        Pick("fall", "fall", "fall", "zz"), Pick("own-gp", "own-gp", "home-care"),
        Pick("ed-visit", "ed-visit", "ambulance-a2", "zz"));

    private CareRequestId InHospital(Scene scene) =>
        scene.World.Access.ListOpen().FirstOrDefault(RecordMedicallyReady.IsInHospital)?.Id
            ?? Id(scene);

    private Instant? HappenedAt(Scene scene) => random.Next(2) == 0
        ? null
        : scene.Now + Duration.FromMinutes(random.Next(-60, 4));

    private string Pick(params string[] codes) => codes[random.Next(codes.Length)];

    private T Pick<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private Secret Words(Scene scene) => scene.Note(Pick("", "in woorden", "in woorden"));

    private Request? Sensible(Scene scene)
    {
        var open = scene.World.Access.Open;
        if (open.Count < 4)
        {
            return scene.Registration(Pick("1001", "2001"));
        }

        var id = new CareRequestId(open[random.Next(open.Count)]);
        var request = scene.Find(id);
        if (request.LifeThreat is { IsOpen: true })
        {
            return new HandOverLifeThreat(id, scene.Note("mw. Bakker"), null);
        }

        if (request.Stage >= Stage.Seeking && VisitCare.IsNeededBy(scene.World, id)
            && random.Next(2) == 0)
        {
            return visits.Next(scene, id);
        }

        return request.Stage switch
        {
            Stage.Received => Scene.Triage(id),
            Stage.Judged => Need(id),
            Stage.Seeking => Question(scene, id),
            Stage.Asking => scene.Answer(
                scene.World.Placement[id].Offers[^1],
                random.Next(3) > 0 ? Reply.Yes : Pick<Reply>()) with
            {
                WasPreferred = random.Next(2) == 0,
            },
            Stage.PlaceHeld => scene.Doctors(id),
            Stage.Agreed => Journey(scene, id),
            Stage.TransportRequested => random.Next(3) > 0
                ? Ride(scene, id) : new RecordDeparture(id, HappenedAt(scene)),
            Stage.Underway => new RecordArrival(id, HappenedAt(scene)),
            Stage.Arrived => scene.Handover(id),
            Stage.HandedOver => new CloseCareRequest(id, Ending.Placed, null),
            _ => null,
        };
    }

    private DescribeNeed Need(CareRequestId id) =>
        random.Next(6) == 0
            ? Scene.Need(id, "emergency") with { Transport = "ambulance" }
            : Scene.Need(id, Pick("elv-low", "elv-high", "elv-high", "home-team", "wvggz")) with
            {
                Title = Pick<LegalTitle>(),
            };

    private MakeOffer Question(Scene scene, CareRequestId id)
    {
        var careType = scene.World.Triage[id].Need!.CareType;
        var units = Enumerable.Range(1, scene.World.Regions.Units.Count)
            .Where(n => scene.World.Regions.Units[n].CareType == careType).ToArray();
        return new MakeOffer(
            id, new(units[random.Next(units.Length)]), scene.World.Number, random.Next(1, 3),
            random.Next(3_000), Pick("", "", "", "own-patient"), null,
            random.Next(3) == 0 ? scene.Words(SealedField.Ranking, "x") : null,
            [new NextUnit(new(units[random.Next(units.Length)]), random.Next(1, 3), 15)]);
    }

    // Mostly the next step of the one agreement that there is.
    private Request Agreeing(Scene scene)
    {
        if (scene.World.Agreements.Find("evening") is not { } agreement || random.Next(4) == 0)
        {
            return new WriteAgreement(Pick("evening", "evening", "Zz"), new(
                Pick("Avond", "Nacht"), "", ["north"],
                random.Next(2) == 0 ? ["office"] : ["nursing", "office"], scene.Now, null,
                [
                    new("een", RuleCondition.Always, new AskPolicy(random.Next(7), true)),
                    new("twee", RuleCondition.Always, new Instead([], "own-gp", "", "ed-visit")),
                ],
                []));
        }

        var version = agreement.Newest;
        return random.Next(8) == 0
            ? new EndAgreement("evening", random.Next(version.Number + 2))
            : version.DryRun is null
                ? new RehearseAgreement(
                    "evening", version.Number, version.WrittenAt, new(scene.Now, 1, 0, 0, 0))
                : new SignAgreement("evening", version.Number, version.WrittenAt);
    }

    private ReportLocation Message(Scene scene)
    {
        var location = new LocationId(random.Next(0, scene.World.Regions.Locations.Count + 2));
        var units = scene.World.Regions.PoolsAt(location)
            .Where(_ => random.Next(4) > 0)
            .Select(p => new UnitFigures(
                scene.World.Regions.UnitsIn(p)[0], random.Next(-1, 6), 0, random.Next(4),
                random.Next(2)));
        return new ReportLocation(
            location, [.. units], HappenedAt(scene) ?? scene.Now,
            random.Next(2) == 0 ? FigureSource.Feed : FigureSource.Manual);
    }

    private Request Journey(Scene scene, CareRequestId id)
    {
        var search = scene.World.Placement[id];
        return !search.ConditionMet ? new ConfirmCondition(id)
            : search.Consent is not { Given: not Consent.No }
                ? new RecordConsent(id, random.Next(4) == 0 ? Consent.No : Consent.Yes, false, "")
            : random.Next(6) == 0 ? Micu(scene, id)
            : new RequestTransport(
                id, Pick("own", "ambulance", "micu"), "b1", scene.Note("dr. Een"),
                Pick("gp", "nurse"));
    }

    // Mostly the newest, which nobody asked a unit for yet, with what was compared of both.
    private MergeRequests Merging(Scene scene)
    {
        var open = scene.World.Access.Open;
        var goes = open.IsEmpty || random.Next(6) == 0 ? Id(scene) : new(open[^1]);
        var stays = open.IsEmpty || random.Next(6) == 0
            ? Id(scene) : new CareRequestId(open[random.Next(open.Count)]);
        return new MergeRequests(goes, stays, new(
            scene.World.Access.Find(goes)?.Identity, scene.World.Access.Find(stays)?.Identity,
            Pick<Likeness>()));
    }

    private ReportRide Ride(Scene scene, CareRequestId id) => new(
        id, Pick<RideStatus>(), HappenedAt(scene), Pick("ehgv", "ehgv", "zz"),
        random.Next(3) == 0 ? Words(scene) : null);

    private AgreeMicu Micu(Scene scene, CareRequestId id) => scene.Micu(id) with
    {
        Indication = Pick("urgent", "urgent", "zz"), CriteriaMet = random.Next(2) == 0,
        DepartureAt = scene.Now + Duration.FromMinutes(random.Next(-60, 4_000)),
    };

    private void AddRequests() => anything.AddRange([
        s => s.Registration(Pick("1001", "2001", "9999")) with
        {
            IsLifeThreat = random.Next(4) == 0, Requester = Pick<RequesterKind>(),
            Person = Scene.Person(20_000 + random.Next(8)),
            ContinuedWhy = random.Next(2) == 0 ? s.Note() : null,
            Channel = Pick<Channel>(),
            Asked = random.Next(3) == 0 ? null : new AskedFor(
                Pick("place", "place", "advice", "", "zz"), (IntakeFields)random.Next(256),
                random.Next(2) == 0 ? s.Note() : null),
        },
        s => new IdentifyPatient(
            Id(s), Scene.Person(20_000 + random.Next(8)), null, Pick<AgeBand>(), Words(s)),
        s => new TakeLead(Id(s)),
        s => new EraseRecord(Id(s)),
        s => new EraseArchivedRecord(
            Id(s), TestRegion.Desk.Organisation, [Scene.Person(20_000 + random.Next(8))],
            null, random.Next(2) == 0),
        s => new AddNote(Id(s), Words(s)),
        Merging, Merging,
        s => new CorrectContact(Id(s), Pick("1001", "2001", "9999"), Words(s)),
        s => new ReportLifeThreat(Id(s)),
        s => new HandOverLifeThreat(Id(s), Words(s), HappenedAt(s)),
        s => Scene.Triage(Id(s)) with { Urgency = Pick("U1", "U3", "U9"), Reason = Words(s) },
        s => Need(Id(s)) with { Features = Pick<Features>(), Transport = Pick("own", "") },
        s => new RecordConsent(Id(s), Pick<Consent>(), false, Pick("", "unconscious")),
        s => new CloseCareRequest(Id(s), Pick<Ending>(), null),
        s => new SetPayer(Id(s), Pick<Payer>()),
        s => new RecordMedicallyReady(InHospital(s), HappenedAt(s)),
        s => new RecordMedicallyReady(InHospital(s), null),
        s => new RecordVitalSigns(
            Id(s),
            s.Words(SealedField.VitalSigns, new VitalSigns(
                random.Next(4) == 0 ? null : random.Next(0, 130), random.Next(50, 102), null,
                null, random.Next(400), null, random.Next(250, 480), null, null).Write()),
            HappenedAt(s), random.Next(2) == 0),
        s => triage.Any(s, Id(s)),
        s => triage.Any(s, Id(s)),
        s => new RecordConsultation(Id(s), Pick("gp", "zz"), Words(s), Words(s)),
        Choice,
        s => Need(Id(s)) with
        {
            Beyond = new NeededBeyond(
                Pick("", "surgery", "zz"), random.Next(-1, 4), random.Next(4), [],
                [Pick("nursing", "zz")]),
        },
    ]);

    private void AddPlaces() => anything.AddRange([
        s => new MakeOffer(
            Id(s), Unit(s), 1, random.Next(3), random.Next(-1, 4_000),
            Pick("", "own-patient", "because"), null),
        s => s.Answer(Offer(s), Pick<Reply>()),
        s => s.Answer(Offer(s), Reply.Yes) with { Spoken = null },
        s => s.Answer(Offer(s), Reply.YesIf) with { ConditionMinutes = random.Next(-1, 2_000) },
        s => new MakeAnswerLink(Offer(s), Link(s)),
        s => new AnswerByLink(
            Link(s), Pick<Reply>(), Pick("no-staff", "zz"), Words(s), Words(s), random.Next(90)),
        s => new WithdrawOffer(Offer(s)),
        s => new HurryOffer(Offer(s)),
        s => new AskNext(Offer(s)),
        s => s.Doctors(Id(s)),
        s => new ConfirmCondition(Id(s)),
        s => new ReleasePlace(Id(s), Pick("not-coming", "zz"), null),
        s => new RequestTransport(Id(s), Pick("own", "ambulance", "zz"), "b1", Words(s), "gp"),
        s => new RecordDeparture(Id(s), HappenedAt(s)),
        s => new RecordArrival(Id(s), HappenedAt(s)),
        s => Ride(s, Id(s)),
        s => new AssignUrgency(Id(s), Pick("b1", "c1", "zz")),
        s => Micu(s, Id(s)),
        s => new MarkReturn(Id(s), random.Next(2) == 0),
        s => new PutOnWaitingList(
            Searching(s), random.Next(1, 4),
            random.Next(2) == 0 ? null : s.Now + Duration.FromMinutes(random.Next(1, 600))),
        s => new TakeOffWaitingList(s.World.Placement.WaitingList is [var waits, ..]
            ? new(waits)
            : Id(s)),
        s => new NoteFreePlace(Searching(s), Unit(s)),
        s => new OpenFollowUp(
            Placed(s), "1001",
            s.Words(
                SealedField.Contact, "06-10000000",
                person: s.World.Access.Find(Placed(s))?.Person), null, null),
        s => s.Handover(Id(s)),
        s => visits.Any(s, Id(s)),
    ]);

    private void AddCapacity() => others.AddRange([
        s => new ReportCapacity(Wanted(s), 9, 0, 9, 0, null, FigureSource.Manual),
        s => new ReportCapacity(
            Unit(s), random.Next(4), random.Next(2), random.Next(4), random.Next(4),
            HappenedAt(s), FigureSource.Manual,
            random.Next(3) == 0 ? null : Pick("cleaning", "zz")),
        s => new ConfirmCapacity([Unit(s)]),
        _ => new ConfirmCapacity([TestRegion.Unit(Pick("house-high", "house-grz"))]),
        Message,
        s => new DeclareStop(
            [Unit(s)], Pick<StopLevel>(), (Inflow)random.Next(0, 8),
            random.Next(3) == 0 ? ["surgery"] : [],
            Pick("outbreak", "outbreak", "zz"), Pick("manager", "manager", "zz"),
            random.Next(-1, 90)),
        s => TestRegion.Stop(Unit(s), random.Next(200, 900)),
        s => new ExtendStop([Stopped(s)], random.Next(0, 90)),
        s => new EndStop([Stopped(s)]),
        s => new SetDuty(
            Unit(s), Pick("nurse", "nurse", "zz"),
            random.Next(2) == 0 ? null : TestRegion.Nurse.Account,
            random.Next(2) == 0 ? null : s.Now + Duration.FromMinutes(random.Next(-60, 600)),
            random.Next(-1, 900)),
        s => new SetDuty(TestRegion.Unit("house-high"), "nurse", null, null, 600),
        s => new EndDuty(OnDuty(s)),
        _ => new Define(new RetriageRuleRow(
            new RetriageRule(Pick("U1", "U9"), random.Next(-1, 90)))),
        _ => new Define(new TriageMappingRow(new TriageMapping(
            Pick("guide", "zz"), Pick("4h", "5h"), Pick("", "U3"), random.Next(-1, 300),
            Pick("2026-01-01", "2027-01-01", "morgen"), "proef"))),
        _ => new Define(new DutyRuleRow(
            Pick("house-high", "villa-high", "zz"), Pick("nurse", "", ""))),
        s => new MeasureCrowding(
            TestRegion.Unit(Pick("hospital-ed", "house-grz")),
            new(random.Next(0, 40), random.Next(0, 5), random.Next(0, 5), random.Next(3),
                random.Next(900), random.Next(300)),
            HappenedAt(s)),
        s => new CountArrivals(
            TestRegion.Unit(Pick("hospital-ed", "house-grz")),
            [
                .. Enumerable.Range(0, random.Next(3)).Select(_ => new HourCount(
                    HourCount.StartOf(s.Now) - Duration.FromHours(random.Next(0, 6)),
                    random.Next(-1, 40))),
            ]),
        s => new ReportTogether([Message(s), Message(s)]),
        s => new SignSurvey(
        [
            .. Enumerable.Range(0, random.Next(3)).Select(_ => new SurveyLine(
                new(random.Next(0, s.World.Regions.Locations.Count + 2)),
                new SurveyFigures(
                    new(random.Next(1, s.World.Regions.CareTypes.Count + 1)),
                    random.Next(-1, 9), random.Next(9)))),
        ]),
        _ => new Define(new ExchangeMappingRow(
            Pick("lpz", "bord"), Pick<FileDirection>(), "Afd", Pick("A1", "B2"),
            Pick("Bedden", ""), Pick("house-high", "villa-high", "zz"), Pick<FileFigure>())),
        _ => new Define(new SiteKeyRow(Pick("nursing", "zz"), Pick("", "0A"))),
        s => new ReportOccupied(
            Message(s).Location, [.. Message(s).Units.Select(
                u => new UnitOccupied(u.Unit, u.Occupied))],
            HappenedAt(s) ?? s.Now),
        s => new Define(random.Next(2) == 0
            ? new FeedRow(
                $"feed-{random.Next(3)}", "EPD", "nursing", FeedKind.Adt, random.Next(1, 3), 15,
                Pick("EPD", "HIX"), "")
            : new FeedPlaceRow(
                $"feed-{random.Next(3)}", Pick("A1", "B2"), Pick("", "12"),
                Pick("", "house-high", "villa-high", "zz"))),
    ]);

    private void AddOthers() => others.AddRange([
        Agreeing,
        _ => new Define(new UnitAbilityRow(new(
            Pick("house-high", "zz"), [Pick("surgery", "zz")], random.Next(5), 0, ["west"]))),
        s => new Define(TestRegion.UnitRow($"extra-{random.Next(3)}", "house", "elv-high")),
        s => new Define(TestRegion.Rows[random.Next(TestRegion.Rows.Length)]),
        _ => TestRegion.Account(
            random.Next(9, 18), "x", TestRegion.Organisation("gp"), Pick<Roles>()),
        _ => new ChangeAccount(Account(), Pick<Roles>(), random.Next(2) == 0),
        _ => new ChangeAccount(Account(), Roles.Administrator, true),
        _ => new ChangeAccount(
            TestRegion.NurseTwo.Account, Roles.ProviderDesk, random.Next(2) == 0),
        _ => new ClearSecondFactor(Account()),
        _ => new ClearSecondFactor(TestRegion.Nurse.Account),
        s => new SetSecondFactor(TestRegion.Nurse.Account, Words(s)),
        s => new SetPassword(Account(), Words(s), Session()),
        s => new SetSecondFactor(Account(), Words(s)),
        _ => new OpenSession(Account(), Session(), random.Next(3)),
        _ => new RecordFailedSignIn(Account()),
        _ => new EndSession(Account(), Session()),
        _ => new SetSharing(new(
            Pick<SharedWith>(), Pick<SharedWith>(), Pick<SharedWith>(), Pick<SharedWith>(),
            Pick<SharedWith>())),
        s => new MakeWatch(
            Watch(), SessionOf(s), Pick<WatchKind>(), Unit(s), default, random.Next(3)),
        _ => new EndWatch(Watch()),
        _ => new SeeAlarm(Watch()),
        Moving,
        _ => new OpenSession(
            Pick([TestRegion.Admin, TestRegion.Nurse]).Account, Session(), random.Next(3)),
        s => new SetContact(
            Location(s), Pick("manager", "zz"), Pick("", "010-1234567", "Zr. De Vries")),
        s => new SetFacility(
            Location(s), CodeList.Facility, Pick("helipad", "zz"), random.Next(2) == 0),
        _ => new Define(new CodeRow(new CodeEntry(
            CodeList.ContactRole, "manager", new("manager", "manager")))),
        _ => new Define(new TermRow(new Term(
            Term.StayIn("elv-high"), new("verblijf", "stay"), random.Next(1, 5)))),
        _ => new Define(new CodeRow(new CodeEntry(
            CodeList.Facility, "helipad", new("helipad", "helipad")))),
    ]);
}
