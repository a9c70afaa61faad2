using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// The same id has the same answer, whenever it is asked again; another request under that id is
/// a fault, and hurts nobody else; a refusal leaves no trace; one fault stays one fault.
/// </summary>
public abstract class SubmitTests(Store store) : EngineTests(store)
{
    [Fact]
    public async Task A_yes_is_stored_published_and_numbered()
    {
        await using var house = await OpenAsync();
        var before = house.World.Number;
        var receipt = await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);

        Assert.Equal(["CareRequestRegistered", "LeadTaken"], Names(receipt));
        Assert.Equal([before + 1, before + 2], receipt.Events.Select(e => e.Number));
        Assert.Equal(before + 2, receipt.Number);
        Assert.Equal(receipt.Number, house.World.Number);
        Assert.Equal(before + 2, house.Scalar<long>("SELECT max(number) FROM journal"));
        Assert.All(receipt.Events, e => Assert.Equal(
            (new RegionId(1), TestRegion.Desk, TestRegion.Start, 0L),
            (e.Region, e.By, e.At, e.Cause)));
        Assert.Equal(
            House.Text(receipt.Events),
            House.Text(house.Engine.Read(receipt.Events.Select(e => e.Number))));
    }

    [Fact]
    public async Task The_same_id_has_the_same_answer_and_stores_nothing_also_after_a_restart()
    {
        await using var house = await OpenAsync();
        var (id, registration) = (house.NextId(), house.Scene.Registration());
        var first = await house.DoAsync(registration, TestRegion.Desk, id);
        var again = await house.DoAsync(Anew(house, registration), TestRegion.Desk, id);
        await house.ReopenAsync();
        var later = await house.DoAsync(Anew(house, registration), TestRegion.Desk, id);

        foreach (var repeat in new[] { again, later })
        {
            Assert.True(repeat.IsRepeat);
            Assert.Equal(House.Text(first.Events), House.Text(repeat.Events));
        }

        Assert.False(first.IsRepeat);
        Assert.Equal(first.Number, house.World.Number);
        Assert.Single(house.World.Access.Requests);
    }

    [Fact]
    public async Task The_same_id_twice_in_one_batch_is_one_request()
    {
        await using var house = await OpenAsync();
        var (id, registration) = (house.NextId(), house.Scene.Registration());
        var release = await house.HoldLoopAsync();
        var one = house.DoAsync(registration, TestRegion.Desk, id);
        var two = house.DoAsync(Anew(house, registration), TestRegion.Desk, id);
        release.SetResult();
        var receipts = await house.AllAsync([one, two]);

        Assert.Equal([false, true], receipts.Select(r => r.IsRepeat));
        Assert.Equal(House.Text(receipts[0].Events), House.Text(receipts[1].Events));
        Assert.Single(house.World.Access.Requests);
        Assert.NotNull(house.Engine.Vault.Open(registration.Contact.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_id_with_other_content_is_refused_and_hurts_the_first_in_nothing(
        bool inOneBatch)
    {
        await using var house = await OpenAsync();
        var (id, registration) = (house.NextId(), house.Scene.Registration());
        var other = Anew(house, registration) with { Postcode = "2001" };
        var release = await house.HoldLoopAsync();
        var one = house.DoAsync(registration, TestRegion.Desk, id);
        if (!inOneBatch)
        {
            release.SetResult();
            await one;
        }

        var two = house.FaultAsync(other, TestRegion.Desk, id);
        _ = release.TrySetResult();

        Assert.Equal(EngineFault.IdReused, (await two).Fault);
        Assert.False((await one).IsRepeat);
        Assert.Single(house.World.Access.Requests);
        Assert.Equal("06-10000000", house.Engine.Vault.Open(registration.Contact.Id));
    }

    [Fact]
    public async Task Other_words_another_asker_or_another_row_are_other_content()
    {
        await using var house = await OpenAsync();
        var id = await house.SeekAsync();
        var note = house.NextId();
        await house.DoAsync(new AddNote(id, house.Scene.Note("een")), TestRegion.Desk, note);
        var row = house.NextId();
        await house.DoAsync(new Define(Unit("unit-a")), Actor.System, row);

        EngineException[] faults =
        [
            await house.FaultAsync(
                new AddNote(id, house.Scene.Note("twee")), TestRegion.Desk, note),
            await house.FaultAsync(
                new AddNote(id, house.Scene.Note("een")), TestRegion.Triagist, note),
            await house.FaultAsync(new TakeLead(id), TestRegion.Desk, note),
            await house.FaultAsync(new Define(Unit("unit-b")), Actor.System, row),
            await house.FaultAsync(
                new Define(Unit("unit-a") with { ReachMetres = 5 }), Actor.System, row),
        ];
        Assert.All(faults, f => Assert.Equal(EngineFault.IdReused, f.Fault));
        Assert.True(
            (await house.DoAsync(new Define(Unit("unit-a")), Actor.System, row)).IsRepeat);
    }

    [Fact]
    public async Task A_refusal_leaves_no_trace_and_its_id_is_decided_afresh()
    {
        await using var house = await OpenAsync();
        var (before, hash) = (Rows(house), house.Hash);
        var (id, registration) = (house.NextId(), house.Scene.Registration("9999"));

        Assert.Equal(
            RegisterRefusal.PostcodeUnknown,
            await house.RefusedAsync(registration, TestRegion.Desk, id));
        Assert.Equal((before, hash), (Rows(house), house.Hash));

        await house.DoAsync(registration with { Postcode = "1001" }, TestRegion.Desk, id);
        Assert.NotEqual(before, Rows(house));
    }

    [Fact]
    public async Task A_yes_that_changes_nothing_stores_nothing()
    {
        await using var house = await OpenAsync();
        var before = Rows(house);
        var receipt = await house.DoAsync(new EndSession(new(1), default), TestRegion.Desk);

        Assert.Empty(receipt.Events);
        Assert.Equal(house.World.Number, receipt.Number);
        Assert.Equal(before, Rows(house));
    }

    [Fact]
    public async Task Who_lost_the_role_since_asking_is_not_heard()
    {
        await using var house = await OpenAsync();
        var release = await house.HoldLoopAsync();
        var closing = house.DoAsync(
            new ChangeAccount(TestRegion.Desk.Account, Roles.Triagist, true), TestRegion.Admin);
        var asked = house.FaultAsync(house.Scene.Registration(), TestRegion.Desk);
        release.SetResult();
        await closing;

        Assert.Equal(EngineFault.ActorChanged, (await asked).Fault);
        Assert.Empty(house.World.Access.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_person_has_one_id_also_when_two_requests_bring_them_at_once(
        bool inOneBatch)
    {
        await using var house = await OpenAsync();
        Assert.True(Bsn.Parse("123456782").TryGet(out var bsn, out _));
        var first = house.Scene.Registration() with { Bsn = bsn };
        var second = house.Scene.Registration() with { Bsn = bsn };
        var release = await house.HoldLoopAsync();
        var one = house.DoAsync(first, TestRegion.Desk);
        if (!inOneBatch)
        {
            release.SetResult();
            await one;
        }

        var two = house.FaultAsync(second, TestRegion.Desk);
        _ = release.TrySetResult();
        await one;
        var fault = await two;

        Assert.Equal((EngineFault.PersonKnown, first.Person), (fault.Fault, fault.Person));
        Assert.Equal(
            first.Person,
            house.Engine.Vault.FindPerson(first.Contact.Holder, "bsn", "123456782"));
        Assert.Null(house.Engine.Vault.FindPerson(new(3), "bsn", "123456782"));
        Assert.Null(house.Engine.Vault.FindPerson(first.Contact.Holder, "login", "123456782"));
        Assert.Null(house.Engine.Vault.FindPerson(first.Contact.Holder, "bsn", "111222333"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decision_that_throws_fails_alone(bool afterAnEvent)
    {
        await using var house = await OpenAsync();
        var before = house.World.Number;
        var failing = new Failing(afterAnEvent, house.Scene.Note("geheim"));
        var release = await house.HoldLoopAsync();
        var one = house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        var two = house.FaultAsync(failing, TestRegion.Desk);
        var three = house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        release.SetResult();
        var receipts = await house.AllAsync([one, three]);
        var fault = await two;

        Assert.Equal(EngineFault.DecisionFailed, fault.Fault);
        Assert.Contains(house.Said.Lines, l => l.Contains(
            $"Incident {fault.Incident}", StringComparison.Ordinal));
        Assert.DoesNotContain(house.Said.Lines, l => l.Contains(
            "geheim", StringComparison.Ordinal));
        Assert.Equal(
            [before + 1, before + 2, before + 3, before + 4],
            receipts.SelectMany(r => r.Events).Select(e => e.Number));
        Assert.Null(house.Engine.Vault.Open(failing.Note.Id));
        var hash = house.Hash;
        await house.ReopenAsync();
        Assert.Equal(hash, house.Hash);
    }

    [Fact]
    public async Task An_answer_is_kept_for_seven_days_also_by_a_program_that_never_stops()
    {
        await using var house = await OpenAsync();
        var asked = house.NextId();
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk, asked);
        long CountKept() => house.Scalar<long>(
            $"SELECT count(*) FROM answered WHERE id = {Sql(asked.Bytes())}");
        house.Time.Advance(TimeSpan.FromDays(6));
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        Assert.Equal(1, CountKept());

        house.Time.Advance(TimeSpan.FromDays(2));
        await house.DoAsync(house.Scene.Registration(), TestRegion.Desk);
        await Eventually.Holds(() => CountKept() == 0, "it is forgotten");
        Assert.Single(house.Said.Lines);
    }

    [Fact]
    public async Task A_reaction_is_stored_with_its_cause_in_the_same_batch()
    {
        await using var house = await OpenAsync();
        var offer = await house.AskAsync();
        var receipt = await house.DoAsync(
            TestRegion.Stop(TestRegion.Unit("house-high"), 60), TestRegion.Nurse);

        Assert.Equal(["StopDeclared", "OfferUnanswered"], Names(receipt));
        Assert.Equal(
            (receipt.Events[0].Number, Actor.System),
            (receipt.Events[1].Cause, receipt.Events[1].By));
        Assert.Equal(OfferState.Silent, house.World.Placement[offer].State);
    }

    [Fact]
    public async Task What_was_accepted_before_the_end_is_finished_and_what_comes_after_is_not()
    {
        await using var house = await OpenAsync();
        var release = await house.HoldLoopAsync();
        var waiting = Enumerable.Range(1, 50)
            .Select(_ => house.DoAsync(house.Scene.Registration(), TestRegion.Desk)).ToArray();
        var (engine, closing) = (house.Engine, house.CloseAsync());
        var late = await Assert.ThrowsAsync<EngineException>(() => engine.SubmitAsync(
            house.Scene.Registration(), new Stamp(house.NextId(), TestRegion.Desk)));
        release.SetResult();
        await house.AllAsync(waiting);
        await closing;
        house.Open();

        Assert.Equal(EngineFault.Stopping, late.Fault);
        Assert.Equal(50, house.World.Access.Requests.Count);
    }

    // What the edge makes anew for every attempt: ids of sealed items, and of a new person.
    private static RegisterCareRequest Anew(House house, RegisterCareRequest request) =>
        house.Scene.Registration() with
        {
            Postcode = request.Postcode,
        };

    private static UnitRow Unit(string code) => TestRegion.UnitRow(code, "house", "elv-high");

    private static IEnumerable<string> Names(Receipt receipt) =>
        receipt.Events.Select(e => e.Happened.GetType().Name);

    private static string Rows(House house) => string.Join(
        ' ', new[] { "journal", "batch", "answered", "sealed_item", "person_index" }
            .Select(t => house.Scalar<long>($"SELECT count(*) FROM {t}")));

    private enum FailingRefusal
    {
        Never = 1,
    }

    /// <summary>A use case with a fault in it: of its own, or in the fold of its second event.
    /// </summary>
    private sealed record Failing(bool AfterAnEvent, Secret Note) : Request<FailingRefusal>
    {
        public override ImmutableArray<Secret> Secrets => [Note];

        public override Outcome<ImmutableArray<Event>, FailingRefusal> Decide(
            World world, Moment moment) => AfterAnEvent
                ? ImmutableArray.Create<Event>(
                    new LeadTaken(new(1), moment.By.Account, moment.By.Organisation),
                    new PlaceAgreed(new(1)))
                : throw new InvalidOperationException("A fault of the program.");
    }
}

/// <inheritdoc/>
public sealed class SubmitTestsOnSqlite() : SubmitTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class SubmitTestsOnPostgres() : SubmitTests(Store.Postgres);
