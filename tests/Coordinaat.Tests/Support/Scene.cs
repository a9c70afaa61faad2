using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>A world that a test plays forward, step by step, with the usual answers filled in.
/// </summary>
/// <param name="world">Where it begins; null for the test region.</param>
internal sealed class Scene(World? world = null)
{
    // Ids are counted, above those that the world was played with.
    private int made = world is null ? 0 : 50_000;

    public World World { get; private set; } = world ?? TestRegion.World;

    public Instant Now { get; private set; } = TestRegion.Start;

    /// <summary>At which level events are written.</summary>
    public int WriteLevel { get; init; } = WriteLevels.Newest;

    /// <summary>All that was recorded since the beginning.</summary>
    public List<Recorded> Journal { get; } = [];

    /// <summary>Plays a request that must succeed.</summary>
    public ImmutableArray<Event> Do(Request request, Actor by)
    {
        var played = Decide(request, by);
        Assert.True(played.Refusal is null, $"{request.GetType().Name}: {played.Refusal}");
        return played.Own;
    }

    /// <summary>Plays a request and says how it was refused; null for a yes.</summary>
    public Enum? Try(Request request, Actor by) => Decide(request, by).Refusal;

    /// <summary>Lets time pass, and everything fire that is due by then.</summary>
    public void Wait(int minutes) => WaitUntil(Now + Duration.FromMinutes(minutes));

    public void WaitUntil(Instant now)
    {
        Now = now;
        Keep(Play.Wait(World, now, WriteLevel));
    }

    /// <summary>Brings a closed request into the archive, whenever that is due.</summary>
    public void Archive(CareRequestId id) => Keep(Play.Fire(World, new Deadline(Now, id), Now));

    public Secret Words(
        SealedField field, string text, OrganisationId? holder = null, PersonId? person = null)
    {
        var number = NextNumber();
        return new Secret(
            new SealedId(new Guid(number, 3, 3, new byte[8])), person ?? Person(number),
            holder ?? TestRegion.Desk.Organisation, field, text);
    }

    public Secret Note(string text = "in woorden") => Words(SealedField.Note, text);

    public static PersonId Person(int number) => new(new Guid(number, 4, 4, new byte[8]));

    // The flow of a request, with the usual answers.

    public RegisterCareRequest Registration(string postcode = "1001", PersonId? person = null)
    {
        var patient = person ?? Person(10_000 + NextNumber());
        return new RegisterCareRequest(
            patient, null, postcode, RequesterKind.Gp, Channel.Phone, AgeBand.Older,
            IsLifeThreat: false,
            Words(SealedField.Contact, "06-10000000", person: patient), null, null, null);
    }

    /// <summary>What the police tells of somebody; the centre keeps the record.</summary>
    public RegisterCareRequest Reported(string postcode = "1001") => Registration(postcode) with
    {
        Requester = RequesterKind.Police, Channel = Channel.Form,
    };

    public CareRequestId Register(Actor? by = null, string postcode = "1001")
    {
        _ = Do(Registration(postcode), by ?? TestRegion.Desk);
        return new CareRequestId(World.Access.Requests.Count);
    }

    public static RecordTriage Triage(CareRequestId id) =>
        new(id, "nts", "2025", "U3", "U3", null);

    public static DescribeNeed Need(CareRequestId id, string careType = "elv-high") => new(
        id, careType, Complexity.Low, Features.None, LegalTitle.None, ReturnHome.Expected, "own",
        null, [], null);

    public static MakeOffer Offer(CareRequestId id, string unit = "house-high") =>
        new(id, TestRegion.Unit(unit), 1, 1, 900, "", null);

    public OfferId Ask(CareRequestId id, string unit = "house-high")
    {
        _ = Do(Offer(id, unit), TestRegion.Desk);
        return new OfferId(World.Placement.Offers.Count);
    }

    /// <summary>Asks a unit that the rules would not choose.</summary>
    public OfferId AskAnyhow(CareRequestId id, string unit)
    {
        _ = Do(Offer(id, unit) with { Override = "own-patient" }, TestRegion.Desk);
        return new OfferId(World.Placement.Offers.Count);
    }

    public AnswerOffer Answer(OfferId offer, Reply reply) => new(
        offer, reply, reply == Reply.No ? "no-staff" : "",
        reply == Reply.YesIf ? Note("als de medicatie meekomt") : null, Note("zr. De Vries"));

    /// <summary>Makes a link for a question and says what is kept of it.</summary>
    public string Link(OfferId offer)
    {
        var hash = $"link-{NextNumber()}";
        _ = Do(new MakeAnswerLink(offer, hash), TestRegion.Desk);
        return hash;
    }

    public AnswerByLink AnswerByLink(string hash, Reply reply) => new(
        hash, reply, reply == Reply.No ? "no-staff" : "",
        reply == Reply.YesIf ? Note("als de medicatie meekomt") : null, Note("zr. De Vries"), 0);

    public ConfirmAdmission Doctors(CareRequestId id) => new(
        id, Words(SealedField.Professional, "dr. Een"), "gp",
        Words(SealedField.Professional, "dr. Twee"), "elderly-care-physician");

    public AgreeMicu Micu(CareRequestId id) => new(
        id, "urgent", Words(SealedField.Professional, "dr. Zwart"), "intensivist",
        Note("beademd, stabiel"), null, true, Words(SealedField.Professional, "mw. Wit"),
        Now + Duration.FromMinutes(45));

    /// <summary>A catheter for which two nurses come within two hours.</summary>
    public OrderVisit Visit(CareRequestId id) => new(
        id, ["catheter"], Now, Now + Duration.FromHours(2),
        Words(SealedField.Professional, "dr. Een"), "gp", null, Note("nieuwe katheter"),
        Note("retentie"), Note("CH16 ligt klaar"), Anticoagulants.No, true,
        Note("sleutelkluis 1234"), Note("grote hond"));

    public AssignNurse Nurse(CareRequestId id) => new(
        id, Words(SealedField.Professional, "zr. Nacht"), "nurse", ["catheter"],
        Words(SealedField.Professional, "br. Mee"), Now + Duration.FromMinutes(30));

    public FinishVisit Finish(CareRequestId id, VisitOutcome outcome = VisitOutcome.Done) =>
        new(id, outcome, null, Note("verwisseld"), Note("heldere urine"), Note("over 6 weken"));

    public HandBackVisit HandBack(CareRequestId id) => new(
        id, Words(SealedField.Professional, "Praktijk De Brug"), "gp", HandBackWay.Phone, null);

    public static RecordConsent Agrees(CareRequestId id) => new(id, Consent.Yes, false, "");

    public AcceptHandover Handover(CareRequestId id) =>
        new(id, Words(SealedField.Professional, "zr. Drie"), "nurse", null);

    public void Report(string unit, int places, int occupied = 0) => Do(
        new ReportCapacity(
            TestRegion.Unit(unit), places, 0, places, occupied, null, FigureSource.Manual),
        Actor.System);

    public CareRequest Find(CareRequestId id) => World.Access[id];

    /// <summary>A new request, played up to a stage on the shortest way.</summary>
    public CareRequestId BringTo(
        Stage stage, string unit = "house-high", Reply reply = Reply.Yes)
    {
        var id = Register();
        Action[] steps =
        [
            () => Do(Triage(id), TestRegion.Desk),
            () => Do(NeedFor(id, unit), TestRegion.Desk),
            () => Ask(id, unit),
            () => Do(Answer(LastOffer, reply), TestRegion.Desk),
            () => Agree(id),
            () => RequestTransport(id),
            () => Do(new RecordDeparture(id, null), TestRegion.Desk),
            () => Do(new RecordArrival(id, null), TestRegion.Desk),
            () => Do(Handover(id), TestRegion.Desk),
            () => Do(new CloseCareRequest(id, Ending.Placed, null), TestRegion.Desk),
        ];
        foreach (var step in steps[..((int)stage - 1)])
        {
            step();
        }

        Assert.Equal(stage, Find(id).Stage);
        return id;
    }

    private int NextNumber() => Interlocked.Increment(ref made);

    private OfferId LastOffer => new(World.Placement.Offers.Count);

    private void Agree(CareRequestId id)
    {
        if (Find(id).Stage == Stage.PlaceHeld)
        {
            _ = Do(Doctors(id), TestRegion.Desk);
        }
    }

    private void RequestTransport(CareRequestId id)
    {
        if (!World.Placement[id].ConditionMet)
        {
            _ = Do(new ConfirmCondition(id), TestRegion.Desk);
        }

        _ = Do(Agrees(id), TestRegion.Desk);
        _ = Do(new RequestTransport(id, "own", "", null, ""), TestRegion.Desk);
    }

    private DescribeNeed NeedFor(CareRequestId id, string unit)
    {
        var careType = World.Regions.Describe(TestRegion.Unit(unit)).CareType;
        return Need(id, careType.Code) with
        {
            Title = careType.Closed == ClosedUnder.None ? LegalTitle.None : LegalTitle.Consent,
        };
    }

    private Played Decide(Request request, Actor by)
    {
        var played = Play.Decide(World, request, new Moment(Now, by, WriteLevel));
        Keep(played);
        return played;
    }

    private void Keep(Played played)
    {
        World = played.World;
        Journal.AddRange(played.Recorded);
    }
}
