using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Handover;

/// <summary>
/// FR-A7: two requests of one person become one case. What is running is never lost, two persons
/// never become one, and who read only one of the two reads no more than before.
/// </summary>
public sealed class MergeRequestsTests
{
    private static readonly CareRequestId Goes = Gallery.At(Stage.Seeking);
    private static readonly CareRequestId Stays = Gallery.At(Stage.Judged);

    private static readonly Actor HolderAdmin =
        TestRegion.Desk with { Roles = Roles.Administrator };

    internal static readonly RefusalTable<MergeRequests, MergeRefusal> Table = new(
        () => new(Gallery.Scene, Ask(Goes, Stays), TestRegion.Triagist),
        (MergeRefusal.RequestUnknown, a => Of(a, new CareRequestId(99))),
        (MergeRefusal.RequestUnknown, a => Of(a, Goes, new CareRequestId(99))),
        (MergeRefusal.RequestArchived, a => Of(a, Gallery.Archived)),
        (MergeRefusal.RequestArchived, a => Of(a, Goes, Gallery.Archived)),
        (MergeRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (MergeRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (MergeRefusal.SameRequest, a => Of(a, Goes, Goes)),
        (MergeRefusal.RequestClosed, a => Of(a, Gallery.At(Stage.Closed))),
        (MergeRefusal.RequestClosed, a => Of(a, Goes, Gallery.At(Stage.Closed))),
        (MergeRefusal.LifeThreatOpen, a => After(a, s => s.Do(
            new ReportLifeThreat(a.Request.Request), TestRegion.Desk))),
        (MergeRefusal.PlaceUnderway, a => Of(a, Gallery.At(Stage.Asking))),
        (MergeRefusal.PlaceUnderway, a => Of(a, Gallery.At(Stage.TransportRequested))),
        (MergeRefusal.PlaceUnderway, a => Of(a, Gallery.At(Stage.HandedOver))),
        (MergeRefusal.PlaceAwaited, a => After(a, s => s.Do(
            new PutOnWaitingList(a.Request.Request, 1, null), TestRegion.Desk))),
        (MergeRefusal.VisitUnderway, a => WithVisit(a)),
        (MergeRefusal.ConsultationOpen, a => After(a, s => s.Do(
            new AskConsultation(
                a.Request.Request, [new("mh-triage", TestRegion.Colleague.Organisation)],
                s.Note()),
            TestRegion.Desk))),
        (MergeRefusal.LeadOffered, a => After(a, s => s.Do(
            new OfferLead(
                a.Request.Request, TestRegion.Physician.Organisation, default, s.Note()),
            TestRegion.Desk))),
        (MergeRefusal.IdentityChanged, a => Identified(a) with
        {
            Request = a.Request with { Compared = default },
        }),
        (MergeRefusal.PersonsDiffer, a => Identified(a, Likeness.Different)),
        (MergeRefusal.PersonsInDoubt, a => Identified(a, Likeness.Doubtful)),
        (MergeRefusal.PersonsInDoubt, a => After(a, s => Identify(
            s, a.Request.Request, AgeBand.Child))),
        (MergeRefusal.TooMany, a => After(a, s =>
        {
            for (var i = 0; i < MergeRequests.TakenInMax; i++)
            {
                s.Do(Ask(s.Register(), Stays), TestRegion.Desk);
            }
        })),
        (MergeRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, MergeRefusal> Rows => Table.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_merge_is_refused_by_the_first_rule_broken(int row, MergeRefusal expected) =>
        Table.Check(row, expected);

    [Fact]
    public void One_goes_on_and_the_other_says_where_it_went_and_takes_no_more_work()
    {
        var scene = Gallery.Scene;
        scene.Do(Ask(Goes, Stays), TestRegion.Desk);

        var (gone, kept) = (scene.Find(Goes), scene.Find(Stays));
        Assert.Equal((Stage.Closed, Ending.Merged, Stays), (
            gone.Stage, gone.Ending, gone.MergedInto));
        Assert.True(kept.IsOpen);
        Assert.Equal(Goes, Assert.Single(kept.TakenIn).Request);
        Assert.Equal(2, StoryTold.Times(scene.World, kept));
        Assert.Equal(
            WorkRefusal.RequestMerged,
            scene.Try(new AddNote(Goes, scene.Note()), TestRegion.Desk));
        Assert.Empty(scene.Do(Ask(Goes, Stays), TestRegion.Desk));
    }

    [Fact]
    public void What_was_merged_before_comes_along()
    {
        var scene = Gallery.Scene;
        var first = scene.Register();
        scene.Do(Ask(first, Goes), TestRegion.Desk);
        scene.Do(Ask(Goes, Stays), TestRegion.Desk);

        Assert.Equal([Goes, first], scene.Find(Stays).TakenIn.Select(t => t.Request));
    }

    [Fact]
    public void The_clocks_of_the_one_that_goes_stop_and_the_person_is_counted_once()
    {
        var scene = Gallery.Scene;
        var goes = scene.Register();
        scene.Do(
            Scene.Triage(goes) with { Urgency = "U1", Reason = scene.Note() }, TestRegion.Desk);
        var counted = Counted(scene);
        Assert.Contains(scene.World.Deadlines, d => d.Request == goes);
        scene.Do(Ask(goes, Stays), TestRegion.Desk);

        Assert.DoesNotContain(scene.World.Deadlines, d => d.Request == goes);
        Assert.Equal(counted - 1, Counted(scene));
    }

    [Theory]
    [InlineData("U3", RetriageReason.SecondContact)]
    [InlineData("U1", RetriageReason.Worse)]
    public void The_second_contact_is_a_sign_of_alarm_and_a_graver_one_says_that_it_is_worse(
        string urgency, RetriageReason expected)
    {
        var scene = Gallery.Scene;
        var goes = scene.Register();
        scene.Do(
            Scene.Triage(goes) with { Urgency = urgency, Reason = scene.Note() }, TestRegion.Desk);
        scene.Do(Ask(goes, Stays), TestRegion.Desk);

        Assert.Equal(expected, scene.World.Triage[Stays].Retriage?.Reason);
        Assert.Equal("U3", scene.World.Triage[Stays].Urgency);
    }

    [Fact]
    public void Who_it_is_goes_along_to_who_knew_it_and_to_nobody_else()
    {
        var scene = Gallery.Scene;
        var (goes, stays) = (scene.Register(), scene.Register());
        Identify(scene, goes, AgeBand.Oldest);
        scene.Do(Ask(goes, stays), TestRegion.Desk);
        Assert.Equal(scene.Find(goes).Identity, scene.Find(stays).Identity);
        Assert.Equal(scene.Find(goes).Person, scene.Find(stays).Person);
        Assert.Equal([stays], scene.World.Access.OpenByPerson[scene.Find(goes).Person]);

        // The southern desk works on the one that stays, and never saw the other.
        (goes, stays) = (scene.Register(), scene.Register(postcode: "2001"));
        Identify(scene, goes, AgeBand.Adult);
        scene.Do(Ask(goes, stays), TestRegion.Desk);
        Assert.True(scene.Find(stays).MayBeWorkedBy(TestRegion.SouthDesk));
        Assert.Null(scene.Find(stays).Identity);
        Assert.False(scene.Find(stays).TakenIn[0].MayBeReadBy(TestRegion.SouthDesk));
        Assert.Equal(
            Disclosure.Nothing,
            Disclosures.Of(scene.World, TestRegion.SouthDesk, scene.Find(goes)));
    }

    [Fact]
    public void Who_brought_in_the_one_that_goes_is_shown_nothing_of_the_one_that_stays()
    {
        var scene = Gallery.Scene;
        var goes = scene.Register(TestRegion.Referrer);
        scene.Do(Ask(goes, Stays), TestRegion.Desk);

        Assert.Equal(
            Disclosure.Person,
            Disclosures.Of(scene.World, TestRegion.Referrer, scene.Find(goes)));
        Assert.Equal(
            Disclosure.Nothing,
            Disclosures.Of(scene.World, TestRegion.Referrer, scene.Find(Stays)));
        var taken = scene.Find(Stays).TakenIn[0];
        Assert.True(taken.MayBeReadBy(TestRegion.Referrer));
        Assert.True(taken.MayBeReadBy(TestRegion.Desk));
        Assert.False(taken.MayBeReadBy(TestRegion.Nurse));
    }

    [Fact]
    public void A_record_is_destroyed_whole_and_not_while_the_case_goes_on()
    {
        var scene = Gallery.Scene;
        scene.Do(Ask(Goes, Stays), TestRegion.Desk);
        Assert.Equal(EraseRefusal.StillOpen, scene.Try(new EraseRecord(Goes), HolderAdmin));

        scene.Do(new CloseCareRequest(Stays, Ending.Advice, null), TestRegion.Desk);
        scene.Do(new EraseRecord(Goes), HolderAdmin);
        scene.Do(new EraseRecord(Stays), HolderAdmin);
        Assert.Superset(
            scene.Find(Goes).AllPersons.ToHashSet(), scene.Find(Stays).AllPersons.ToHashSet());

        // Another organisation's record stays another organisation's to destroy (R11).
        scene = Gallery.Scene;
        var referred = scene.Register(TestRegion.Referrer);
        scene.Do(Ask(referred, Stays), TestRegion.Desk);
        Assert.DoesNotContain(scene.Find(referred).Person, scene.Find(Stays).AllPersons);
    }

    private static int Counted(Scene scene) => UnmetDemand.Of(
        scene.World, scene.World.Regions.RegionOf(scene.Find(Stays).Subregion), scene.Now)
        .Sum(l => l.Requests);

    private static void Identify(Scene scene, CareRequestId id, AgeBand age)
    {
        var person = Scene.Person(60_000 + id.Value);
        scene.Do(
            new IdentifyPatient(
                id, person, null, age,
                scene.Words(SealedField.Identity, "Jansen", scene.Find(id).Holder, person)),
            TestRegion.Desk);
    }

    private static MergeRequests Ask(CareRequestId goes, CareRequestId stays) =>
        new(goes, stays, default);

    private static Attempt<MergeRequests> Of(
        Attempt<MergeRequests> attempt, CareRequestId goes, CareRequestId? stays = null) =>
        attempt with
        {
            Request = attempt.Request with
            {
                Request = goes, Into = stays ?? attempt.Request.Into,
            },
        };

    private static Attempt<MergeRequests> After(
        Attempt<MergeRequests> attempt, Action<Scene> played)
    {
        var scene = new Scene(attempt.World);
        played(scene);
        return attempt with { World = scene.World };
    }

    private static Attempt<MergeRequests> Identified(
        Attempt<MergeRequests> attempt, Likeness likeness = Likeness.Same)
    {
        var (goes, stays) = (attempt.Request.Request, attempt.Request.Into);
        var after = After(attempt, s =>
        {
            Identify(s, goes, AgeBand.Older);
            Identify(s, stays, AgeBand.Older);
        });
        return after with
        {
            Request = attempt.Request with
            {
                Compared = new(
                    after.World.Access[goes].Identity, after.World.Access[stays].Identity,
                    likeness),
            },
        };
    }

    // A visit that stayed when its team's place was given up.
    private static Attempt<MergeRequests> WithVisit(Attempt<MergeRequests> attempt)
    {
        var scene = new Scene(attempt.World);
        var id = scene.BringTo(Stage.Agreed, "house-team");
        scene.Do(scene.Visit(id), TestRegion.Desk);
        scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Desk);
        return Of(attempt with { World = scene.World }, id);
    }
}
