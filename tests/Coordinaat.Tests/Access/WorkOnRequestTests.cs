using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Access;

/// <summary>
/// Only the desk that a request was sent to works on it; what was written under an earlier
/// identity stays there.
/// </summary>
public sealed class WorkOnRequestTests
{
    private static readonly CareRequestId Unknown = new(99);
    private static readonly CareRequestId Open = Gallery.At(Stage.Received);
    private static readonly CareRequestId Closed = Gallery.At(Stage.Closed);
    private static readonly OrganisationId Elsewhere = TestRegion.Organisation("nursing");

    internal static readonly RefusalTable<TakeLead, WorkRefusal> Lead = new(
        () => new(Gallery.Scene, new TakeLead(Open), TestRegion.Triagist),
        (WorkRefusal.RequestUnknown, a => a with { Request = new(Unknown) }),
        (WorkRefusal.RequestArchived, a => a with { Request = new(Gallery.Archived) }),
        (WorkRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (WorkRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (WorkRefusal.RequestClosed, a => a with { Request = new(Closed) }));

    internal static readonly RefusalTable<AddNote, WorkRefusal> Note = new(
        () => new(Gallery.Scene, new AddNote(Open, Gallery.Scene.Note()), TestRegion.Desk),
        (WorkRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = Unknown },
        }),
        (WorkRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (WorkRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (WorkRefusal.NoteEmptyOrTooMany, a => a with
        {
            Request = a.Request with { Note = Gallery.Scene.Note(" \n") },
        }),
        (WorkRefusal.RequestMerged, a => a with { World = Merged().World }));

    internal static readonly RefusalTable<IdentifyPatient, WorkRefusal> Identify = new(
        () => new(
            Gallery.Scene,
            new IdentifyPatient(
                Open, Scene.Person(77), null, AgeBand.Adult,
                Gallery.Scene.Words(SealedField.Identity, "Jansen")),
            TestRegion.Desk),
        (WorkRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = Unknown },
        }),
        (WorkRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = default },
        }),
        (WorkRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (WorkRefusal.NotAllowed, a => a with { By = TestRegion.Referrer }),
        (WorkRefusal.NotAllowed, a => a with
        {
            Request = a.Request with
            {
                Identity = Gallery.Scene.Words(SealedField.Identity, "Jansen", Elsewhere),
            },
        }),
        (WorkRefusal.RequestClosed, a => a with
        {
            Request = a.Request with { Request = Closed },
        }),
        (WorkRefusal.OpenRequestExists, a => a with
        {
            Request = a.Request with
            {
                Person = a.World.Access[Gallery.At(Stage.Agreed)].Person,
            },
        }));

    internal static readonly RefusalTable<CorrectContact, WorkRefusal> Contact = new(
        () => new(
            Gallery.Scene,
            new CorrectContact(Open, "2001", Gallery.Scene.Words(SealedField.Contact, "06")),
            TestRegion.Desk),
        (WorkRefusal.RequestUnknown, a => a with
        {
            Request = a.Request with { Request = Unknown },
        }),
        (WorkRefusal.RequestArchived, a => a with
        {
            Request = a.Request with { Request = Gallery.Archived },
        }),
        (WorkRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (WorkRefusal.NotAllowed, a => a with
        {
            Request = a.Request with
            {
                Contact = Gallery.Scene.Words(SealedField.Contact, "06", Elsewhere),
            },
        }),
        (WorkRefusal.RequestClosed, a => a with
        {
            Request = a.Request with { Request = Closed },
        }),
        (WorkRefusal.PostcodeUnknown, a => a with
        {
            Request = a.Request with { Postcode = "9999" },
        }));

    private static Scene Merged()
    {
        var scene = Gallery.Scene;
        scene.Do(
            new MergeRequests(Open, Gallery.At(Stage.Judged), default), TestRegion.Desk);
        return scene;
    }

    public static TheoryData<int, WorkRefusal> LeadRows => Lead.Rows;

    public static TheoryData<int, WorkRefusal> NoteRows => Note.Rows;

    public static TheoryData<int, WorkRefusal> IdentifyRows => Identify.Rows;

    public static TheoryData<int, WorkRefusal> ContactRows => Contact.Rows;

    [Theory]
    [MemberData(nameof(LeadRows))]
    public void A_lead_is_refused_by_the_first_rule_broken(int row, WorkRefusal expected) =>
        Lead.Check(row, expected);

    [Theory]
    [MemberData(nameof(NoteRows))]
    public void A_note_is_refused_by_the_first_rule_broken(int row, WorkRefusal expected) =>
        Note.Check(row, expected);

    [Theory]
    [MemberData(nameof(IdentifyRows))]
    public void An_identity_is_refused_by_the_first_rule_broken(int row, WorkRefusal expected) =>
        Identify.Check(row, expected);

    [Theory]
    [MemberData(nameof(ContactRows))]
    public void A_contact_is_refused_by_the_first_rule_broken(int row, WorkRefusal expected) =>
        Contact.Check(row, expected);

    [Fact]
    public void Who_takes_the_lead_leads_and_taking_it_again_stores_nothing()
    {
        var scene = Gallery.Scene;

        Assert.Equal(
            [new LeadTaken(Open, TestRegion.Triagist.Account, TestRegion.Triagist.Organisation)],
            scene.Do(new TakeLead(Open), TestRegion.Triagist));
        Assert.Empty(scene.Do(new TakeLead(Open), TestRegion.Triagist));
    }

    [Fact]
    public void A_note_may_still_be_added_after_closing()
    {
        var scene = Gallery.Scene;
        var note = scene.Note();

        Assert.Equal(
            [new NoteAdded(Closed, note.Id)], scene.Do(new AddNote(Closed, note), TestRegion.Desk));
        Assert.Equal([note.Id], scene.Find(Closed).Notes);
    }

    [Fact]
    public void The_last_note_that_fits_is_taken_and_the_next_is_not()
    {
        var scene = Gallery.Scene;
        for (var i = 0; i < CareRequest.NotesMax; i++)
        {
            Assert.NotEmpty(scene.Do(new AddNote(Open, scene.Note()), TestRegion.Desk));
        }

        Assert.Equal(
            WorkRefusal.NoteEmptyOrTooMany,
            scene.Try(new AddNote(Open, scene.Note()), TestRegion.Desk));
    }

    [Fact]
    public void An_identified_patient_is_found_under_the_new_id_and_the_earlier_one_is_kept()
    {
        var scene = Gallery.Scene;
        var before = scene.Find(Open).Person;
        var identify = Identify.Good().Request with { Age = AgeBand.Oldest };

        Assert.Equal(
            [new PatientIdentified(Open, Scene.Person(77), AgeBand.Oldest, identify.Identity.Id)],
            scene.Do(identify, TestRegion.Desk));
        var request = scene.Find(Open);
        Assert.Equal(Scene.Person(77), request.Person);
        Assert.Equal([before], request.FormerPersons);
        Assert.Equal(AgeBand.Oldest, request.Age);
        Assert.Equal([Open], scene.World.Access.OpenByPerson[Scene.Person(77)]);
        Assert.False(scene.World.Access.OpenByPerson.ContainsKey(before));

        scene.Do(identify, TestRegion.Desk);
        Assert.Equal([before], scene.Find(Open).FormerPersons);
    }

    [Fact]
    public void A_corrected_place_moves_the_request_to_another_subregion_but_opens_it_to_nobody()
    {
        var scene = Gallery.Scene;
        scene.Do(Contact.Good().Request, TestRegion.Desk);

        Assert.Equal(
            scene.World.Regions.Postcodes[2].Subregion, scene.Find(Open).Subregion);
        Assert.False(scene.Find(Open).MayBeWorkedBy(TestRegion.SouthDesk));
    }
}
