using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Access;

/// <summary>
/// A request goes to the desks of the place where the patient is and to nobody else (R12), and the
/// journal holds no more of that place than the subregion (R11).
/// </summary>
public sealed class RegisterCareRequestTests
{
    internal static readonly RefusalTable<RegisterCareRequest, RegisterRefusal> Table = new(
        () => new(Gallery.Scene, Provided(Gallery.Scene), TestRegion.Referrer),
        (RegisterRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (RegisterRefusal.PostcodeUnknown, a => a with
        {
            Request = a.Request with { Postcode = "9999" },
        }),
        (RegisterRefusal.OpenRequestExists, a => a with
        {
            Request = a.Request with
            {
                Person = a.World.Access[Gallery.At(Stage.Arrived)].Person,
            },
        }),
        (RegisterRefusal.KindMissing, a => a with
        {
            Request = a.Request with { Asked = null },
        }),
        (RegisterRefusal.KindMissing, a => Asking(a, "", IntakeFields.None)),
        (RegisterRefusal.KindUnknown, a => Asking(a, "zz", IntakeFields.None)),
        (RegisterRefusal.MinimumMissing, a => Asking(
            a, "place", IntakeFields.Story | IntakeFields.Bsn)),
        (RegisterRefusal.NotYetWritten, a => a with
        {
            WriteLevel = WriteLevels.First,
            Request = a.Request with { Requester = RequesterKind.Municipality },
        }));

    internal static readonly RefusalTable<RegisterCareRequest, RegisterRefusal> Reports = new(
        () => new(Gallery.Scene, Gallery.Scene.Reported(), TestRegion.Reporter),
        (RegisterRefusal.NotAllowed, a => a with
        {
            Request = a.Request with { Bsn = Parsed("123456782") },
        }),
        (RegisterRefusal.PostcodeUnknown, a => a with
        {
            Request = a.Request with { Postcode = "9999" },
        }),
        (RegisterRefusal.RequesterNotYours, a => a with
        {
            Request = a.Request with { Requester = RequesterKind.Gp },
        }),
        (RegisterRefusal.CentreUnknown, a => KeptBy(a, TestRegion.Reporter.Organisation)),
        (RegisterRefusal.CentreUnknown, a => KeptBy(a, TestRegion.SouthDesk.Organisation)),
        (RegisterRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, RegisterRefusal> ReportRows => Reports.Rows;

    public static TheoryData<int, RegisterRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_first_rule_broken_is_the_refusal(int row, RegisterRefusal expected) =>
        Table.Check(row, expected);

    [Theory]
    [MemberData(nameof(ReportRows))]
    public void A_report_is_refused_by_the_first_rule_broken(int row, RegisterRefusal expected) =>
        Reports.Check(row, expected);

    [Fact]
    public void A_request_goes_to_the_desks_of_its_subregion_and_who_took_it_leads()
    {
        var scene = new Scene();
        var north = scene.Find(scene.Register(TestRegion.Desk));
        var south = scene.Find(scene.Register(TestRegion.Desk, "2001"));

        Assert.Equal([TestRegion.Organisation("centre")], north.Desks);
        Assert.Equal(
            [TestRegion.Organisation("centre"), TestRegion.Organisation("south-desk")],
            south.Desks);
        Assert.Equal(
            new Lead(TestRegion.Desk.Account, TestRegion.Desk.Organisation), north.Lead);
        Assert.Equal(Stage.Received, north.Stage);
        Assert.False(north.MayBeWorkedBy(TestRegion.SouthDesk));
        Assert.True(south.MayBeWorkedBy(TestRegion.SouthDesk));
    }

    [Fact]
    public void Who_refers_a_patient_holds_the_record_and_does_not_lead()
    {
        var scene = new Scene();
        var request = scene.Find(scene.Register(TestRegion.Referrer));

        Assert.Equal(TestRegion.Organisation("gp"), request.Holder);
        Assert.Null(request.Lead);
        Assert.True(request.MayBeAddedToBy(TestRegion.Referrer));
        Assert.False(request.MayBeWorkedBy(TestRegion.Referrer));
        Assert.True(request.MayBeWorkedBy(TestRegion.Desk));
    }

    [Fact]
    public void The_journal_holds_neither_the_postcode_nor_a_word_of_what_was_said()
    {
        var scene = new Scene();
        var request = scene.Registration() with
        {
            Bsn = Parsed("123456782"),
            Identity = scene.Words(SealedField.Identity, "Jansen"),
            Story = scene.Words(SealedField.Story, "gevallen"),
        };
        var stored = string.Concat(scene.Do(request, TestRegion.Desk)
            .Select(e => System.Text.Encoding.UTF8.GetString(EventCodec.Encode(e))));

        Assert.All(
            ["1001", "123456782", "Jansen", "gevallen", "06-1"],
            text => Assert.DoesNotContain(text, stored, StringComparison.Ordinal));
        Assert.Equal("bsn", request.Lookup!.Kind);
        Assert.Equal("123456782", request.Lookup.Reveal());
    }

    [Fact]
    public void A_life_threat_said_at_intake_is_an_event_of_its_own()
    {
        var scene = new Scene();
        var events = scene.Do(
            scene.Registration() with { IsLifeThreat = true }, TestRegion.Triagist);

        Assert.Equal(
            ["CareRequestRegistered", "LifeThreatReported", "LeadTaken"],
            events.Select(e => e.GetType().Name));
        Assert.True(scene.Find(new(1)).LifeThreat!.IsOpen);
    }

    [Fact]
    public void A_second_request_for_one_person_is_taken_with_a_reason_and_says_beside_which()
    {
        var scene = new Scene();
        var first = scene.Register();
        var events = scene.Do(
            scene.Registration(person: scene.Find(first).Person) with
            {
                ContinuedWhy = scene.Note("ander letsel"),
            },
            TestRegion.Desk);

        var registered = Assert.IsType<CareRequestRegistered>(events[0]);
        Assert.Equal(first, registered.ContinuedBeside);
        Assert.NotNull(registered.ContinuedWhy);
        Assert.Equal(2, scene.World.Access.OpenByPerson[scene.Find(first).Person].Length);
    }

    [Fact]
    public void A_person_whose_request_was_closed_is_registered_again_without_a_reason()
    {
        var scene = Gallery.Scene;
        var person = scene.Find(Gallery.At(Stage.Closed)).Person;
        var events = scene.Do(
            scene.Registration(person: person) with { ContinuedWhy = scene.Note() },
            TestRegion.Desk);

        var registered = Assert.IsType<CareRequestRegistered>(events[0]);
        Assert.Null(registered.ContinuedBeside);
        Assert.Null(registered.ContinuedWhy);
    }

    [Fact]
    public void What_is_missing_is_recorded_with_why_and_is_known_once_it_came_in()
    {
        var scene = new Scene();
        var why = scene.Note("patiënt weet het niet");
        var events = scene.Do(
            Provided(scene) with { Asked = new("place", IntakeFields.Story, why) },
            TestRegion.Referrer);

        var missing = IntakeFields.Bsn | IntakeFields.VitalSigns;
        Assert.Equal(new CareAskedFor(new(1), "place", missing, why.Id), events[1]);
        Assert.Equal(new Asked("place", missing, why.Id), scene.Find(new(1)).Asked);
        scene.Do(
            new IdentifyPatient(
                new(1), scene.Find(new(1)).Person, null, AgeBand.Adult,
                scene.Words(
                    SealedField.Identity, "Jansen", TestRegion.Referrer.Organisation)),
            TestRegion.Desk);
        Assert.Equal(IntakeFields.VitalSigns, scene.Find(new(1)).Asked!.Missing);
        var signs = new VitalSigns(18, null, null, null, null, null, null, null, null);
        scene.Do(
            new RecordVitalSigns(
                new(1), scene.Words(SealedField.VitalSigns, signs.Write()), null, false),
            TestRegion.Desk);
        Assert.Equal(IntakeFields.None, scene.Find(new(1)).Asked!.Missing);
    }

    [Fact]
    public void Who_gives_all_that_is_needed_is_asked_for_no_reason_and_none_is_kept()
    {
        var scene = new Scene();
        var events = scene.Do(
            Provided(scene) with { Asked = Everything with { MissingWhy = scene.Note() } },
            TestRegion.Referrer);

        Assert.Equal(new CareAskedFor(new(1), "place", IntakeFields.None, null), events[1]);
    }

    // R1: who takes a call has to go on, and where life is in danger everybody has.
    [Theory]
    [InlineData("place", true, false)]
    [InlineData("zz", true, false)]
    [InlineData("", true, false)]
    [InlineData("place", false, true)]
    [InlineData("", false, true)]
    public void Nothing_is_asked_of_a_desk_nor_where_life_is_in_danger(
        string kind, bool isLifeThreat, bool isDesk)
    {
        var scene = new Scene();
        var events = scene.Do(
            Provided(scene) with
            {
                IsLifeThreat = isLifeThreat, Asked = new(kind, IntakeFields.None, null),
            },
            isDesk ? TestRegion.Desk : TestRegion.Referrer);

        Assert.Equal(kind == "place", events.OfType<CareAskedFor>().Any());
        Assert.Equal(isLifeThreat, events.OfType<LifeThreatReported>().Any());
    }

    [Fact]
    public void A_program_that_says_nothing_of_a_kind_is_asked_for_none()
    {
        var scene = new Scene();

        Assert.Single(scene.Do(
            Provided(scene) with { Asked = null, Channel = Channel.Message },
            TestRegion.Referrer));
    }

    [Fact]
    public void Below_its_level_the_request_is_taken_in_without_what_was_asked_for()
    {
        var scene = new Scene { WriteLevel = WriteLevels.First };

        Assert.Single(scene.Do(Provided(scene), TestRegion.Referrer));
    }

    private static readonly AskedFor Everything = new(
        "place", IntakeFields.Story | IntakeFields.Bsn | IntakeFields.VitalSigns, null);

    private static RegisterCareRequest Provided(Scene scene) =>
        scene.Registration() with { Channel = Channel.Form, Asked = Everything };

    private static Attempt<RegisterCareRequest> Asking(
        Attempt<RegisterCareRequest> attempt, string kind, IntakeFields given) =>
        attempt with { Request = attempt.Request with { Asked = new(kind, given, null) } };

    private static Attempt<RegisterCareRequest> KeptBy(
        Attempt<RegisterCareRequest> attempt, OrganisationId holder) => attempt with
        {
            Request = attempt.Request with
            {
                Contact = Gallery.Scene.Words(SealedField.Contact, "06-10000000", holder),
            },
        };

    private static Bsn Parsed(string text) => Bsn.Parse(text).TryGet(out var bsn, out _)
        ? bsn
        : throw new InvalidOperationException(text);
}
