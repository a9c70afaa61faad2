using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Tests.Simulation;

/// <summary>
/// What a newcomer does in the demo is the newcomer's: the play keeps its hands off, and goes on
/// with what is its own.
/// </summary>
public sealed class NewcomerTests
{
    private readonly TrafficDay day = new(17);

    [Fact]
    public void A_request_that_a_person_brings_in_is_never_touched_or_answered()
    {
        var id = Register();
        Do(new RecordTriage(id, "nts", "2025", "U4", "U4", null));
        Do(new DescribeNeed(
            id, "elv-low", Complexity.Low, Features.None, LegalTitle.None, ReturnHome.Expected,
            "taxi", null, [], null));
        var unit = new UnitId(day.World.Regions.Units.NumberOf("huize-vlierdonk-elv-low"));
        Do(new MakeOffer(id, unit, 1, 1, 900, "", null));
        var trail = day.World.Access[id].Trail.Length;
        day.Look();
        var known = day.World.Access.Requests.Count;

        day.Run(Duration.FromHours(2));

        Assert.Equal(
            [typeof(OfferReminded), typeof(OfferUnanswered)],
            day.Journal.Where(r => r.Happened is RequestEvent e && e.Request == id)
                .Skip(trail).Select(r => r.Happened.GetType()));
        Assert.True(day.World.Access.Requests.Count > known, "The play goes on beside it.");
    }

    [Fact]
    public void A_made_up_patient_that_a_person_brings_in_again_is_left_to_that_person()
    {
        day.Look();
        var known = day.World.Access.Requests[0]!.Person;
        var again = new Support.Scene().Registration("3811", known);
        day.Do(
            again with { ContinuedWhy = again.Contact },
            day.Person("hp-pimpernel", Roles.Referrer));
        var id = new CareRequestId(day.World.Access.Requests.Count);

        day.Run(Duration.FromHours(1));

        Assert.Null(day.World.Access[id].Lead);
        Assert.Equal(Stage.Received, day.World.Access[id].Stage);
    }

    [Fact]
    public void A_simulated_request_whose_lead_a_person_takes_is_left_to_that_person()
    {
        day.Look();
        var ids = day.World.Access.ListOpen().Select(r => r.Id).ToArray();
        Array.ForEach(ids, id => Do(new TakeLead(id)));
        var before = ids.Select(id => day.World.Access[id].Stage).ToArray();
        var known = day.Journal.Count;

        day.Run(Duration.FromHours(1));

        Assert.Equal(before, ids.Select(id => day.World.Access[id].Stage));
        Assert.DoesNotContain(
            day.Journal.Skip(known).Select(r => r.Happened).OfType<OfferAnswered>(),
            a => ids.Contains(a.Request));
    }

    [Fact]
    public void A_no_of_the_patient_that_a_person_recorded_is_not_asked_away()
    {
        var id = new CareRequestId(0);
        for (var look = 0; id.Value == 0; look++)
        {
            Assert.True(look < 500, "No place was agreed.");
            day.Run(Duration.FromMinutes(1));
            id = day.World.Access.ListOpen()
                .FirstOrDefault(r => r.Stage == Stage.Agreed)?.Id ?? id;
        }

        Do(new RecordConsent(id, Consent.No, false, ""));
        day.Run(Duration.FromMinutes(40));

        Assert.Equal(Ending.Elsewhere, day.World.Access[id].Ending);
        Assert.Equal(Consent.No, day.World.Placement[id].Consent!.Given);
    }

    [Fact]
    public void Figures_that_a_person_reports_stand_until_they_no_longer_count()
    {
        day.Run(Duration.FromMinutes(10));
        var unit = new UnitId(day.World.Regions.Units.NumberOf("zh-keienburg-aoa"));
        var pool = day.World.Regions.Units[unit.Value].Pool;
        day.Do(
            new ReportCapacity(unit, 24, 0, 20, 3, null, FigureSource.Manual),
            day.Person("zh-keienburg", Roles.ProviderDesk));
        var reported = day.World.Capacity[pool].Figures;

        day.Run(Duration.FromMinutes(29));
        Assert.Equal(reported, day.World.Capacity[pool].Figures);

        day.Run(Duration.FromMinutes(5));
        Assert.NotEqual(reported, day.World.Capacity[pool].Figures);
    }

    [Fact]
    public void An_account_that_an_administrator_closes_acts_no_more_and_the_play_goes_on()
    {
        day.Run(Duration.FromMinutes(5));
        var first = day.Simulated("zcc");
        day.Do(
            new Domain.Accounts.ChangeAccount(first.Account, first.Roles, IsEnabled: false),
            day.Person("bureau", Roles.Administrator));
        var known = day.Journal.Count;

        day.Run(Duration.FromHours(1));

        Assert.DoesNotContain(day.Journal.Skip(known), r => r.By.Account == first.Account);
        Assert.Empty(day.Refused);
        Assert.Contains(day.Journal.Skip(known), r => r.Happened is OfferMade);
    }

    [Fact]
    public void What_was_refused_rests_and_is_not_asked_again_at_once()
    {
        var act = day.Plan.Next(day.World, day.Now);
        while (act?.About.Kind != StreamKind.CareRequest)
        {
            day.Play(act!);
            act = day.Plan.Next(day.World, day.Now);
        }

        day.Plan.Settle(act, isRefused: true, day.Now);

        for (var next = day.Plan.Next(day.World, day.Now); next is not null;)
        {
            Assert.NotEqual(act.About, next.About);
            day.Play(next);
            next = day.Plan.Next(day.World, day.Now);
        }

        day.Run(Duration.FromMinutes(5));
        Assert.Contains(day.Done, a => a.About == act.About);
    }

    private CareRequestId Register()
    {
        var scene = new Support.Scene();
        Do(scene.Registration("3811"));
        return new CareRequestId(day.World.Access.Requests.Count);
    }

    private void Do(Domain.Request request) =>
        day.Do(request, day.Person("zcc", Roles.Coordinator | Roles.Triagist));
}
