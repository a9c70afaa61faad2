using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Triage;

/// <summary>
/// Who waits is judged again after a time, and at once when somebody makes contact again or says
/// that it is worse; the urgency stays until a person changes it (FR-T7, R7).
/// </summary>
public sealed class RetriageTests
{
    internal static readonly RefusalTable<AddContact, AddContactRefusal> Contacts = new(
        () => new(Gallery.Scene, Of(Gallery.Scene, Gallery.At(Stage.Judged)), TestRegion.Triagist),
        (AddContactRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = new(99) },
        }),
        (AddContactRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (AddContactRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (AddContactRefusal.StageForbids, a => a with
        {
            Request = a.Request with { Request = Gallery.At(Stage.Closed) },
        }),
        (AddContactRefusal.WhoMissing, a => a with
        {
            Request = a.Request with { Requester = 0 },
        }),
        (AddContactRefusal.WhoMissing, a => a with
        {
            Request = a.Request with { Channel = 0 },
        }),
        (AddContactRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<NoteSecondContact, AddContactRefusal> Noted = new(
        () => new(
            Gallery.Scene, new NoteSecondContact(Gallery.At(Stage.Judged)),
            Domain.Kernel.Actor.System),
        (AddContactRefusal.RequestUnknown, a => a with { Request = new(new(99)) }),
        (AddContactRefusal.RequestArchived, a => a with { Request = new(Gallery.Archived) }),
        (AddContactRefusal.NotAllowed, a => a with { By = TestRegion.Desk }));

    public static TheoryData<int, AddContactRefusal> NotedRows => Noted.Rows;

    public static TheoryData<int, AddContactRefusal> Rows => Contacts.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_contact_is_refused_by_the_first_rule_broken(
        int row, AddContactRefusal expected) => Contacts.Check(row, expected);

    [Theory]
    [MemberData(nameof(NotedRows))]
    public void A_second_request_is_noted_by_the_program_alone(
        int row, AddContactRefusal expected) => Noted.Check(row, expected);

    [Fact]
    public void Who_waits_is_judged_again_when_the_time_of_the_urgency_is_over()
    {
        var (scene, id) = Judged("U1");
        var by = scene.Now + Duration.FromMinutes(45);
        scene.WaitUntil(by - Duration.FromMilliseconds(1));
        Assert.NotEqual(NextAct.Retriage, Next(scene, id).Act);
        scene.WaitUntil(by);
        Assert.Equal(new NextStep(NextAct.Retriage, by), Next(scene, id));
        Assert.Equal("U1", scene.World.Triage[id].Urgency);

        _ = scene.Do(Judgement(scene, id, "U1"), TestRegion.Triagist);
        Assert.Equal(NextAct.DescribeNeed, Next(scene, id).Act);
        scene.WaitUntil(by + Duration.FromMinutes(45));
        Assert.Equal(NextAct.Retriage, Next(scene, id).Act);
    }

    [Fact]
    public void Nobody_is_judged_again_by_a_clock_once_under_way()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.TransportRequested);
        _ = scene.Do(Judgement(scene, id, "U1"), TestRegion.Desk);
        _ = scene.Do(new Domain.Transport.RecordDeparture(id, null), TestRegion.Desk);
        scene.Wait(60);
        Assert.DoesNotContain(scene.Journal, r => r.Happened is RetriageDue);
    }

    [Fact]
    public void A_silent_unit_is_called_before_somebody_is_judged_again_by_a_clock()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        _ = scene.Do(Judgement(scene, id, "U1"), TestRegion.Desk);
        scene.Wait(60);
        Assert.Equal(RetriageReason.Timer, scene.World.Triage[id].Retriage?.Reason);
        Assert.Equal(NextAct.CallUnit, Next(scene, id).Act);
    }

    [Fact]
    public void A_second_contact_puts_a_request_on_top_and_leaves_its_urgency()
    {
        var (scene, id) = Judged("U3");
        scene.Wait(30);
        _ = scene.Do(Of(scene, id), TestRegion.Triagist);

        Assert.Equal(
            new NextStep(NextAct.Retriage, null, scene.Now), Next(scene, id));
        Assert.Equal(1, Next(scene, id).ClassOf(scene.World, scene.Find(id)));
        Assert.Equal("U3", scene.World.Triage[id].Urgency);
        Assert.Equal(scene.Now, Assert.Single(scene.World.Triage[id].Contacts).At);

        _ = scene.Do(Scene.Triage(id), TestRegion.Triagist);
        Assert.Null(scene.World.Triage[id].Retriage);
    }

    [Fact]
    public void What_is_known_to_be_worse_is_not_made_less_by_a_later_contact()
    {
        var (scene, id) = Judged("U3");
        _ = scene.Do(Of(scene, id), TestRegion.Triagist);
        var first = scene.Now;
        scene.Wait(5);
        _ = scene.Do(Of(scene, id), TestRegion.Triagist);
        Assert.Equal(
            new AwaitedRetriage(RetriageReason.SecondContact, first),
            scene.World.Triage[id].Retriage);
        _ = scene.Do(Of(scene, id) with { IsWorse = true }, TestRegion.Triagist);
        var since = scene.Now;
        scene.Wait(5);
        _ = scene.Do(Of(scene, id), TestRegion.Triagist);
        Assert.Equal(
            new AwaitedRetriage(RetriageReason.Worse, since), scene.World.Triage[id].Retriage);
    }

    [Fact]
    public void A_contact_before_the_first_judgement_asks_for_no_second()
    {
        var scene = new Scene();
        var id = scene.Register();
        _ = scene.Do(Of(scene, id) with { IsWorse = true }, TestRegion.Triagist);
        Assert.Null(scene.World.Triage[id].Retriage);
        Assert.Equal(NextAct.Judge, Next(scene, id).Act);
    }

    [Fact]
    public void A_second_request_for_the_same_person_is_a_sign_of_alarm_about_the_first()
    {
        var scene = new Scene();
        var first = scene.Registration();
        _ = scene.Do(first, TestRegion.Desk);
        var id = new CareRequestId(1);
        _ = scene.Do(Scene.Triage(id), TestRegion.Desk);
        _ = scene.Do(
            scene.Registration(person: first.Person) with { ContinuedWhy = scene.Note() },
            TestRegion.Desk);
        Assert.Equal(
            RetriageReason.SecondContact, scene.World.Triage[id].Retriage?.Reason);
    }

    private static AddContact Of(Scene scene, CareRequestId id) => new(
        id, RequesterKind.Citizen, Channel.Phone, false, scene.Note("06-10000000"), null);

    private static (Scene Scene, CareRequestId Id) Judged(string urgency)
    {
        var scene = new Scene();
        var id = scene.Register();
        _ = scene.Do(Judgement(scene, id, urgency), TestRegion.Triagist);
        return (scene, id);
    }

    private static RecordTriage Judgement(Scene scene, CareRequestId id, string urgency) =>
        Scene.Triage(id) with { Proposed = urgency, Urgency = urgency };

    private static NextStep Next(Scene scene, CareRequestId id) =>
        NextStep.Of(scene.World, scene.Find(id));
}
