using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>One bed is promised once, however many say yes at once.</summary>
public abstract class RaceTests(Store store) : EngineTests(store)
{
    private const int Askers = 200;

    [Fact]
    public async Task Of_two_yeses_for_one_bed_the_second_is_refused()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var (first, second) = (await house.AskAsync(), await house.AskAsync());
        await house.DoAsync(house.Scene.Answer(first, Reply.Yes), TestRegion.Nurse);

        Assert.Equal(
            AnswerOfferRefusal.NoPlaceLeft,
            await house.RefusedAsync(house.Scene.Answer(second, Reply.Yes), TestRegion.Nurse));
    }

    [Fact]
    public async Task Of_two_hundred_yeses_at_once_for_one_bed_exactly_one_holds_it()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var offers = await House.Within(Task.WhenAll(
            Enumerable.Range(1, Askers).Select(_ => house.AskAsync())));
        var answers = offers.Select(o => house.Scene.Answer(o, Reply.Yes)).ToArray();
        var ids = offers.Select(_ => house.NextId()).ToArray();
        var outcomes = await House.Within(Task.WhenAll(answers.Select((answer, i) => Task.Run(
            () => house.Engine.SubmitAsync(answer, new(ids[i], TestRegion.Nurse))))));

        var refusals = outcomes.Where(o => !o.TryGet(out _, out _))
            .Select(o => o.TryGet(out _, out var refusal) ? default : refusal).ToArray();
        Assert.Equal(Askers - 1, refusals.Length);
        Assert.All(refusals, r => Assert.Equal(AnswerOfferRefusal.NoPlaceLeft, r));
        Assert.Single(house.World.Capacity.Pools.SelectMany(p => p?.Claims ?? []));
        Assert.Equal(
            1, house.Scalar<long>("SELECT count(*) FROM journal WHERE kind = 'place-claimed'"));
    }

    [Fact]
    public async Task Of_two_hundred_yeses_of_which_half_come_by_link_exactly_one_holds_the_bed()
    {
        await using var house = await OpenAsync();
        await house.ReportAsync("house-high", 1);
        var offers = await House.Within(Task.WhenAll(
            Enumerable.Range(1, Askers).Select(_ => house.AskAsync())));
        _ = await house.AllAsync(offers.Select(o => house.DoAsync(
            new MakeAnswerLink(o, $"link-{o.Value}"), TestRegion.Desk)));
        var answers = offers.Select((o, i) => i % 2 == 0
            ? ((Request<AnswerOfferRefusal>)house.Scene.Answer(o, Reply.Yes), TestRegion.Nurse)
            : (house.Scene.AnswerByLink($"link-{o.Value}", Reply.Yes), Actor.System)).ToArray();
        var ids = offers.Select(_ => house.NextId()).ToArray();
        var outcomes = await House.Within(Task.WhenAll(answers.Select((a, i) => Task.Run(
            () => house.Engine.SubmitAsync(a.Item1, new(ids[i], a.Item2))))));

        Assert.Single(outcomes, o => o.TryGet(out _, out _));
        Assert.All(
            outcomes.Where(o => !o.TryGet(out _, out _)),
            o => Assert.Equal(
                AnswerOfferRefusal.NoPlaceLeft,
                o.TryGet(out _, out var refusal) ? default : refusal));
        Assert.Equal(
            1, house.Scalar<long>("SELECT count(*) FROM journal WHERE kind = 'place-claimed'"));
    }

    [Fact]
    public async Task Many_reports_and_requests_at_once_are_all_stored_in_one_order()
    {
        await using var house = await OpenAsync();
        var receipts = await house.AllAsync(Enumerable.Range(0, 300).Select(i => i % 2 == 0
            ? house.DoAsync(house.Scene.Registration(), TestRegion.Desk)
            : house.DoAsync(
                new ReportCapacity(
                    TestRegion.Unit("house-grz"), i, 0, i, 0, null, FigureSource.Feed),
                TestRegion.Nurse)));

        var numbers = receipts.SelectMany(r => r.Events).Select(e => e.Number).Order().ToArray();
        Assert.Equal(
            Enumerable.Range(0, numbers.Length).Select(i => numbers[0] + i), numbers);
        var hash = house.Hash;
        await house.ReopenAsync();
        Assert.Equal(hash, house.Hash);
    }
}

/// <inheritdoc/>
public sealed class RaceTestsOnSqlite() : RaceTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class RaceTestsOnPostgres() : RaceTests(Store.Postgres);
