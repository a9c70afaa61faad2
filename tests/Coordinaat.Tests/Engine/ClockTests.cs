using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// What is due fires by itself and before anything is decided at that time, so both sides agree
/// about the last second; and the journal's time never runs back.
/// </summary>
public abstract class ClockTests(Store store) : EngineTests(store)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_question_that_runs_out_becomes_silent_without_anybody_asking()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        await Eventually.Holds(
            () => house.Time.HasTimer((AnswerTime / 2) + Tick), "the clock of the reminder is set");
        house.Time.Advance(AnswerTime + Tick);
        await Eventually.Holds(
            () => house.World.Placement[offer].State == OfferState.Silent, "silent");

        var due = house.World.Placement[offer].AnswerBy;
        var last = house.Engine.Read([house.World.Number])[0];
        Assert.Equal(new OfferUnanswered(new(1), offer), last.Happened);
        Assert.Equal(
            (Actor.System, 0L, due + Duration.FromMilliseconds(1)),
            (last.By, last.Cause, last.At));
    }

    [Fact]
    public async Task An_answer_in_the_very_second_of_expiry_is_refused_and_both_sides_see_silence()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        house.Time.Advance(AnswerTime);

        Assert.Equal(
            AnswerOfferRefusal.OfferExpired,
            await house.RefusedAsync(
                house.Scene.Answer(offer, Reply.Yes) with { Spoken = null }, TestRegion.Nurse));
        var request = house.World.Access[new CareRequestId(1)];
        Assert.Equal(NextAct.CallUnit, NextStep.Of(house.World, request).Act);
        Assert.Equal(
            Disclosure.Nothing, Disclosures.Of(house.World, TestRegion.Nurse, request));
    }

    [Fact]
    public async Task An_answer_by_link_in_the_very_second_of_expiry_is_refused_as_on_screen()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        await house.DoAsync(new MakeAnswerLink(offer, "link"), TestRegion.Desk);
        house.Time.Advance(AnswerTime - Tick);
        var early = await house.AskAsync();
        await house.DoAsync(new MakeAnswerLink(early, "early"), TestRegion.Desk);
        house.Time.Advance(Tick);

        Assert.Equal(
            AnswerOfferRefusal.OfferExpired,
            await house.RefusedAsync(
                house.Scene.AnswerByLink("link", Reply.Yes), Actor.System));
        Assert.Equal(OfferState.Silent, house.World.Placement[offer].State);
        house.Time.Advance(AnswerTime - Tick - Tick);
        await house.DoAsync(house.Scene.AnswerByLink("early", Reply.Yes), Actor.System);
    }

    [Fact]
    public async Task Whatever_restarts_a_reminder_and_a_condition_that_is_late_are_said_once()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        for (var start = 0; start < 3; start++)
        {
            house.Time.Advance((AnswerTime / 2) - Tick);
            await house.ReopenAsync();
            house.Time.Advance(start == 0 ? Tick + Tick : TimeSpan.Zero);
            await Eventually.Holds(
                () => house.World.Placement[offer].IsReminded, "reminded");
            if (start == 0)
            {
                await house.DoAsync(house.Scene.Answer(offer, Reply.YesIf), TestRegion.Nurse);
            }
        }

        // The patient leaves 30 minutes after the yes, of which 29 have passed.
        house.Time.Advance(AnswerTime);
        await Eventually.Holds(
            () => house.World.Placement[new CareRequestId(1)].IsConditionOverdue, "late");
        await house.ReopenAsync(house.Time.GetUtcNow() + TimeSpan.FromHours(1));
        await OverdueAsync(house, new CareRequestId(1));

        Assert.Equal(
            [1, 1],
            new[] { "offer-reminded", "condition-overdue" }.Select(k => house.Scalar<long>(
                $"SELECT count(*) FROM journal WHERE kind = '{k}'")));
        Assert.Equal(OfferState.Accepted, house.World.Placement[offer].State);
    }

    [Fact]
    public async Task A_stop_that_runs_out_is_ended_once_and_calls_who_waits()
    {
        await using var house = await OpenAsync();
        var (id, unit) = (await house.SeekAsync(), TestRegion.Unit("house-high"));
        await house.ReportAsync("house-high", 1);
        await house.DoAsync(TestRegion.Stop(unit, 60), TestRegion.Nurse);
        await house.DoAsync(new PutOnWaitingList(id, 1, null), TestRegion.Desk);
        var hour = TimeSpan.FromHours(1);
        await Eventually.Holds(() => house.Time.HasTimer(hour + Tick), "its clock is set");
        house.Time.Advance(hour + Tick);
        await Eventually.Holds(
            () => house.World.Placement[id].Waiting!.CameFree.Contains(unit), "called");

        await house.ReopenAsync();
        await house.ReportAsync("house-high", 1);
        Assert.Equal(1, house.Scalar<long>(
            "SELECT count(*) FROM journal WHERE kind = 'stop-ended'"));
    }

    [Fact]
    public async Task An_answer_one_millisecond_before_is_taken()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        house.Time.Advance(AnswerTime - Tick);
        await house.DoAsync(
            house.Scene.Answer(offer, Reply.Yes) with { Spoken = null }, TestRegion.Nurse);

        Assert.Equal(OfferState.Accepted, house.World.Placement[offer].State);
    }

    [Fact]
    public async Task Everything_that_became_due_while_the_program_was_off_fires_at_the_start()
    {
        await using var house = await OpenAsync();
        var offers = new[] { await house.AskAsync(), await house.AskAsync() };
        await house.ReopenAsync(house.Time.GetUtcNow() + TimeSpan.FromHours(9));
        await Eventually.Holds(
            () => offers.All(o => house.World.Placement[o].State == OfferState.Silent), "silent");
    }

    [Fact]
    public async Task A_late_patient_raises_the_alarm_and_keeps_the_place()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        await house.DoAsync(house.Scene.Answer(offer, Reply.Yes), TestRegion.Nurse);
        house.Time.Advance(TimeSpan.FromDays(40));
        await OverdueAsync(house, new CareRequestId(1));

        Assert.Equal(Stage.PlaceHeld, house.World.Access[new CareRequestId(1)].Stage);
        Assert.Single(house.World.Capacity.Pools.SelectMany(p => p?.Claims ?? []));
        Assert.Empty(house.World.Deadlines);
    }

    // A system timer takes at most 49 days.
    [Fact]
    public async Task A_patient_who_is_expected_next_year_does_not_stop_the_loop()
    {
        await using var house = await OpenAsync();
        var id = await house.SeekAsync();
        var need = Scene.Need(id) with { EarliestAt = house.Scene.Now + Duration.FromDays(365) };
        await house.DoAsync(need, TestRegion.Desk);
        var made = await house.DoAsync(Scene.Offer(id), TestRegion.Desk);
        await house.DoAsync(
            house.Scene.Answer(made.Get<OfferMade>().Offer, Reply.Yes), TestRegion.Nurse);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Null(house.Engine.Stopped);

        for (var day = 0; day <= 366; day++)
        {
            house.Time.Advance(TimeSpan.FromDays(1));
        }

        await OverdueAsync(house, id);
    }

    [Fact]
    public async Task Somebody_who_sets_the_clock_back_does_not_set_the_journal_back()
    {
        await using var house = await OpenAsync();
        house.Time.Advance(TimeSpan.FromMinutes(10));
        var before = await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        house.Time.ShiftWall(TimeSpan.FromHours(-5));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        var after = await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        Assert.Equal(before.Events[0].At + Duration.FromMinutes(1), after.Events[0].At);
    }

    [Fact]
    public async Task A_start_on_a_machine_whose_clock_is_behind_goes_on_from_the_last_event()
    {
        await using var house = await OpenAsync();
        var before = await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        await house.ReopenAsync(house.Time.GetUtcNow() - TimeSpan.FromHours(5));
        var after = await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        Assert.Equal(before.Events[0].At, after.Events[0].At);
        Assert.Equal(before.Events[0].At, house.Engine.Now);
    }

    [Theory]
    [InlineData(7 * 24, true)]
    [InlineData((7 * 24) + 1, false)]
    public async Task An_answer_is_remembered_for_seven_days(int hours, bool remembered)
    {
        await using var house = await OpenAsync();
        var id = house.NextId();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk, id);
        await house.ReopenAsync(house.Time.GetUtcNow() + TimeSpan.FromHours(hours));

        // The start puts an errand that removes old ones; it has been run when this has.
        await house.Engine.ExecuteAsync(_ => { });
        var again = await house.DoAsync(house.Scene.Registration(), TestRegion.Desk, id);

        Assert.Equal(remembered, again.IsRepeat);
    }

    // The loop may set its timer just after time stood still, so time goes on.
    private static Task OverdueAsync(House house, CareRequestId request) => Eventually.Holds(
        () =>
        {
            house.Time.Advance(TimeSpan.FromHours(1));
            return house.World.Placement[request].IsOverdue;
        },
        "late at last");
}

/// <inheritdoc/>
public sealed class ClockTestsOnSqlite() : ClockTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class ClockTestsOnPostgres() : ClockTests(Store.Postgres);
