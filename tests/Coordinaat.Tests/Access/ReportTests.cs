using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Access;

/// <summary>Police, municipality and alarm centre may report. The centre of the place keeps the
/// record, and who reported hears that a person took it over, and nothing else (R11, R12).
/// </summary>
public sealed class ReportTests
{
    private static readonly OrganisationId Police = TestRegion.Reporter.Organisation;

    [Fact]
    public void The_centre_keeps_the_record_and_who_reported_is_no_party_to_it()
    {
        var scene = new Scene();
        var events = scene.Do(
            scene.Reported() with { IsLifeThreat = true }, TestRegion.Reporter);
        var request = scene.Find(new(1));

        Assert.Equal(
            ["CareRequestRegistered", "CareReported", "LifeThreatReported"],
            events.Select(e => e.GetType().Name));
        Assert.Equal(TestRegion.Desk.Organisation, request.Holder);
        Assert.Equal(new ReportBack(Police, null, default), request.ReportBack);
        Assert.True(request.MayBeWorkedBy(TestRegion.Desk));
        Assert.False(request.IsShownTo(Police));

        // Whatever else somebody at the reporting organisation may do.
        foreach (var roles in new[]
        {
            Roles.Reporter, Roles.Reporter | Roles.Referrer, Roles.Desk | Roles.ProviderDesk,
            Roles.Administrator,
        })
        {
            var actor = TestRegion.Reporter with { Roles = roles };
            Assert.Equal(Disclosure.Nothing, Disclosures.Of(scene.World, actor, request));
            Assert.False(request.MayBeAddedToBy(actor));
            Assert.Equal(
                WorkRefusal.NotAllowed, scene.Try(new AddNote(new(1), scene.Note()), actor));
        }
    }

    [Fact]
    public void A_reporter_sees_nothing_of_what_another_account_of_the_organisation_refers()
    {
        var scene = new Scene();
        var referrer = TestRegion.Reporter with { Roles = Roles.Referrer };
        var id = scene.Register(referrer);

        Assert.Equal(Police, scene.Find(id).Holder);
        Assert.Equal(
            Disclosure.Person, Disclosures.Of(scene.World, referrer, scene.Find(id)));
        Assert.Equal(
            Disclosure.Nothing, Disclosures.Of(scene.World, TestRegion.Reporter, scene.Find(id)));
        Assert.Empty(scene.World.Access.ListReports(Police, Instant.MinValue));
    }

    [Fact]
    public void It_is_taken_over_when_a_person_takes_the_lead_and_not_before()
    {
        var scene = new Scene();
        var id = Report(scene);
        scene.Wait(30);
        scene.Do(new AddNote(id, scene.Note()), TestRegion.Desk);
        scene.Do(Scene.Triage(id), TestRegion.Desk);
        Assert.Null(scene.Find(id).ReportBack!.TakenOver);

        var at = scene.Now;
        scene.Do(new TakeLead(id), TestRegion.Desk);
        scene.Wait(10);
        scene.Do(new TakeLead(id), TestRegion.Triagist);

        Assert.Equal(
            new ReportBack(Police, at, TestRegion.Desk.Organisation), scene.Find(id).ReportBack);
    }

    [Fact]
    public void What_a_person_closes_without_taking_the_lead_was_taken_over_too()
    {
        var scene = new Scene();
        var id = Report(scene);
        scene.Do(new CloseCareRequest(id, Ending.Advice, null), TestRegion.Desk);

        Assert.Equal(scene.Now, scene.Find(id).ReportBack!.TakenOver);
    }

    [Fact]
    public void Only_the_own_reports_of_the_last_day_are_listed_the_latest_first()
    {
        var scene = new Scene();
        var old = Report(scene);
        scene.Wait(1);
        var first = Report(scene);
        scene.Register();
        scene.Do(
            scene.Reported(), TestRegion.Reporter with
            {
                Organisation = TestRegion.Organisation("office"),
            });
        scene.WaitUntil(scene.Find(old).ReceivedAt + ReportBack.Shown);
        var last = Report(scene);

        Assert.Equal(
            [last, first],
            scene.World.Access.ListReports(Police, scene.Now - ReportBack.Shown)
                .Select(r => r.Id));
    }

    [Fact]
    public void Who_took_it_over_is_called_about_it_and_after_a_day_nobody()
    {
        var scene = new Scene();
        scene.Do(scene.Reported("2001"), TestRegion.Reporter);
        var id = new CareRequestId(1);

        Assert.Equal((id, null, TestRegion.Desk.Organisation), Heard(scene).Single());

        var at = scene.Now;
        scene.Do(new TakeLead(id), TestRegion.SouthDesk);
        Assert.Equal((id, at, TestRegion.SouthDesk.Organisation), Heard(scene).Single());

        scene.WaitUntil(scene.Find(id).ReceivedAt + ReportBack.Shown);
        Assert.Empty(Heard(scene));
    }

    [Fact]
    public void Read_back_from_the_archive_the_centre_still_keeps_it()
    {
        var scene = new Scene();
        var id = Report(scene);
        scene.Do(new TakeLead(id), TestRegion.Desk);
        scene.Do(new CloseCareRequest(id, Ending.Advice, null), TestRegion.Desk);
        var before = scene.Find(id);
        scene.Archive(id);
        var events = scene.Journal.Where(r => before.Trail.Contains(r.Number));
        var after = scene.World.WithOnly(events).Access[id];

        Assert.True(scene.World.Access.IsArchived(id));
        Assert.Equal((before.Holder, before.ReportBack), (after.Holder, after.ReportBack));
        Assert.Equal(
            Disclosure.Nothing, Disclosures.Of(scene.World, TestRegion.Reporter, after));
    }

    private static IEnumerable<(CareRequestId, Instant?, OrganisationId)> Heard(Scene scene) =>
        Coordinaat.Access.Reporting.Of(scene.World, TestRegion.Reporter, scene.Now)
            .Select(r => (r.Request.Id, r.TakenOver, r.Desk));

    private static CareRequestId Report(Scene scene)
    {
        scene.Do(scene.Reported(), TestRegion.Reporter);
        return new CareRequestId(scene.World.Access.Requests.Count);
    }
}
