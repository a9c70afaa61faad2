using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Access;

/// <summary>
/// A request goes to the desks of the place where the patient is and to nobody else (R12), and the
/// journal holds no more of that place than the subregion (R11).
/// </summary>
public sealed class RegisterCareRequestTests
{
    internal static readonly RefusalTable<RegisterCareRequest, RegisterRefusal> Table = new(
        () => new(Gallery.Scene, Gallery.Scene.Registration(), TestRegion.Desk),
        (RegisterRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (RegisterRefusal.NotAllowed, a => a with
        {
            By = TestRegion.Reporter, Request = a.Request with { Bsn = Parsed("123456782") },
        }),
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
        (RegisterRefusal.RequesterNotYours, a => a with
        {
            By = TestRegion.Reporter, Request = a.Request with { Requester = RequesterKind.Gp },
        }),
        (RegisterRefusal.CentreUnknown, a => Reported(a, TestRegion.Reporter.Organisation)),
        (RegisterRefusal.CentreUnknown, a => Reported(a, TestRegion.SouthDesk.Organisation)),
        (RegisterRefusal.NotYetWritten, a => a with
        {
            By = TestRegion.Reporter, WriteLevel = WriteLevels.First,
            Request = a.Request with { Requester = RequesterKind.Police },
        }),
        (RegisterRefusal.NotYetWritten, a => a with
        {
            WriteLevel = WriteLevels.First,
            Request = a.Request with { Requester = RequesterKind.Municipality },
        }));

    public static TheoryData<int, RegisterRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_first_rule_broken_is_the_refusal(int row, RegisterRefusal expected) =>
        Table.Check(row, expected);

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

    private static Attempt<RegisterCareRequest> Reported(
        Attempt<RegisterCareRequest> attempt, OrganisationId holder) => attempt with
        {
            By = TestRegion.Reporter,
            Request = attempt.Request with
            {
                Requester = RequesterKind.Police,
                Contact = Gallery.Scene.Words(SealedField.Contact, "06-10000000", holder),
            },
        };

    private static Bsn Parsed(string text) => Bsn.Parse(text).TryGet(out var bsn, out _)
        ? bsn
        : throw new InvalidOperationException(text);
}
