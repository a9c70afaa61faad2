using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Telephone;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Telephone;

/// <summary>What exchanges tell: in any order, twice and late, each call is counted once (FR-P1,
/// FR-P7).</summary>
public sealed class TellingTests
{
    internal static readonly RefusalTable<TellCalls, TellCallsRefusal> Telling = new(
        () => new(
            new Scene(),
            new TellCalls("pbx", [Fact(1, CallFact.Offered, TestRegion.Start)]), Actor.System),
        (TellCallsRefusal.CountOutOfRange, a => a with { Request = a.Request with { Facts = [] } }),
        (TellCallsRefusal.CountOutOfRange, a => a with
        {
            Request = a.Request with
            {
                Facts =
                [
                    .. Enumerable.Repeat(
                        Fact(1, CallFact.Offered, a.Now), TellCalls.FactsMax + 1),
                ],
            },
        }),
        (TellCallsRefusal.LineUnknown, a => With(a, f => f with { Line = "zz" })),
        (TellCallsRefusal.LineUnknown, a => a with
        {
            Request = a.Request with { Exchange = "zz" },
        }),
        (TellCallsRefusal.LineUnknown, a => With(a, f => f with { To = "zz" })),
        (TellCallsRefusal.TargetMisplaced, a => With(a, f => f with { To = "other" })),
        (TellCallsRefusal.PartyUnknown, a => With(a, f => f with
        {
            Fact = CallFact.Answered, Party = PartyFact.Joined, Organisation = "zz",
        })),
        (TellCallsRefusal.PartyUnknown, a => With(a, f => f with { Organisation = "mental" })),
        (TellCallsRefusal.PartyUnknown, a => With(a, f => f with
        {
            Party = PartyFact.Joined, Organisation = "mental",
        })),
        (TellCallsRefusal.DeskMalformed, a => With(a, f => f with { Desk = "Zr. De Vries" })),
        (TellCallsRefusal.TimeOutOfRange, a => With(a, f => f with
        {
            At = a.Now + Facts.ClockSlack + Duration.Epsilon,
        })),
        (TellCallsRefusal.TimeOutOfRange, a => With(a, f => f with
        {
            At = a.Now - TellCalls.PastMax - Duration.Epsilon,
        })),
        (TellCallsRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<SetExchangeKey, ExchangeKeyRefusal> Keys = new(
        () => new(new Scene(), new SetExchangeKey("pbx", new Scene().Note()), TestRegion.Admin),
        (ExchangeKeyRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (ExchangeKeyRefusal.ExchangeUnknown, a => a with
        {
            Request = a.Request with { Exchange = "zz" },
        }),
        (ExchangeKeyRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    [Fact]
    public void The_order_and_the_number_of_tellings_change_nothing()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var facts = Enumerable.Range(1, 8).SelectMany(c => Story(c, random)).ToArray();
            var plain = Told(facts);
            ToldFact[] mixed = [.. facts, .. facts.Where(_ => random.Next(2) == 0)];
            random.Shuffle(mixed);
            var again = Told(mixed);

            foreach (var line in new[] { "urgent", "other", "south-urgent" })
            {
                Assert.True(
                    Line(plain, line).SequenceEqual(Line(again, line)),
                    $"seed {seed}, {line}: {Line(plain, line)} and {Line(again, line)}");
            }

            Assert.Equal(8, new[] { "urgent", "other", "south-urgent" }
                .Sum(l => Figures(again, l).Total.Offered));
        }
    }

    [Fact]
    public void Who_is_on_the_line_does_not_depend_on_the_order_and_counts_once()
    {
        var at = TestRegion.Start - Duration.FromMinutes(9);
        ToldFact[] facts =
        [
            Fact(1, CallFact.Offered, at),
            Fact(1, CallFact.Answered, at + Duration.FromSeconds(20)) with { Desk = "b1" },
            Party(PartyFact.Joined, "mental", at + Duration.FromMinutes(1)),
            Party(PartyFact.Joined, "service", at + Duration.FromMinutes(2)),
            Party(PartyFact.Left, "mental", at + Duration.FromMinutes(3)),
            Party(PartyFact.Joined, "mental", at + Duration.FromMinutes(4)),
            Party(PartyFact.Left, "service", at + Duration.FromMinutes(5)),
        ];
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            ToldFact[] mixed = [.. facts, .. facts.Where(_ => random.Next(2) == 0)];
            random.Shuffle(mixed);
            var scene = Told(mixed);
            var call = Assert.Single(scene.World.Telephone.ListCalls());
            Assert.Equal(
                [("mental", true), ("service", false)],
                call.Parties.Select(p => (
                        scene.World.Regions.Organisations[p.Organisation.Value].Code, p.IsOn))
                    .Order());
            Assert.Equal(
                (CallState.Talking, "b1", Duration.FromSeconds(20)),
                (call.State, call.Desk, call.Wait));
            Assert.Equal((1, 1), (
                Figures(scene, "urgent").Total.Offered, Figures(scene, "urgent").Total.Answered));
            Assert.Empty(scene.Do(new TellCalls("pbx", [.. facts]), Actor.System));
        }
    }

    private static ToldFact Party(PartyFact fact, string organisation, Instant at) =>
        Fact(1, CallFact.Answered, at) with { Party = fact, Organisation = organisation };

    [Fact]
    public void What_is_known_stores_nothing()
    {
        var scene = new Scene();
        var told = new TellCalls("pbx", [Fact(1, CallFact.Offered, scene.Now)]);
        Assert.NotEmpty(scene.Do(told, Actor.System));
        Assert.Empty(scene.Do(told, Actor.System));
    }

    [Fact]
    public void An_answer_counts_though_the_caller_is_said_to_have_given_up()
    {
        var at = TestRegion.Start;
        var scene = Told(
        [
            Fact(1, CallFact.Ended, at + Duration.FromSeconds(90)),
            Fact(1, CallFact.Abandoned, at + Duration.FromSeconds(31)),
            Fact(1, CallFact.Answered, at + Duration.FromSeconds(30)),
            Fact(1, CallFact.Offered, at),
        ]);

        var figures = Figures(scene, "urgent");
        Assert.Equal((1, 1, 0), (
            figures.Total.Offered, figures.Total.Answered, figures.Total.Abandoned));
        Assert.Equal((30, 60), (figures.Total.WaitSeconds, figures.Total.TalkSeconds));
        Assert.Equal((1_000, 0), (figures.WithinPermille, figures.AbandonedPermille));
    }

    [Theory]
    [InlineData(30_000, 1_000)]
    [InlineData(30_001, 0)]
    public void The_norm_counts_up_to_its_last_moment(int waitMilliseconds, int within)
    {
        var at = TestRegion.Start;
        var scene = Told(
        [
            Fact(1, CallFact.Offered, at),
            Fact(1, CallFact.Answered, at + Duration.FromMilliseconds(waitMilliseconds)),
        ]);
        Assert.Equal(within, Figures(scene, "urgent").WithinPermille);
    }

    [Fact]
    public void A_call_leaves_the_world_and_stays_counted()
    {
        var scene = Told([Fact(1, CallFact.Offered, TestRegion.Start)]);
        scene.Do(
            new TellCalls("pbx", [Fact(1, CallFact.Abandoned, TestRegion.Start)]), Actor.System);
        scene.WaitUntil(TestRegion.Start + TelephoneState.Stay + Duration.FromMinutes(1));
        scene.Do(new TellCalls("pbx", [Fact(2, CallFact.Offered, scene.Now)]), Actor.System);

        Assert.Null(scene.World.Telephone.Find(new CallId(1)));
        Assert.Equal(TellCallsRefusal.TimeOutOfRange, scene.Try(
            new TellCalls("pbx", [Fact(1, CallFact.Abandoned, TestRegion.Start)]), Actor.System));
        Assert.Equal((2, 1), (
            Figures(scene, "urgent").Total.Offered, Figures(scene, "urgent").Total.Abandoned));
    }

    [Fact]
    public void A_later_norm_judges_what_was_counted_before_by_the_norm_of_its_day()
    {
        var at = TestRegion.Start;
        var scene = Told(
        [
            Fact(1, CallFact.Offered, at),
            Fact(1, CallFact.Answered, at + Duration.FromSeconds(50)),
        ]);
        Assert.Equal(0, Figures(scene, "urgent").WithinPermille);
        foreach (var (since, within) in new[] { ("2026-03-03", 0), ("2026-03-02", 1_000) })
        {
            scene.Do(
                new Domain.Regions.Define(new Domain.Regions.PhoneNormRow(new(
                    Domain.Regions.LineKind.Urgent, since, 60, 90, 1_800, 100, 30, [5]))),
                TestRegion.Admin);
            Assert.Equal(within, Figures(scene, "urgent").WithinPermille);
        }
    }

    internal static ToldFact Fact(int call, CallFact fact, Instant at) => new(
        new Guid(call, 7, 7, new byte[8]), Scene.Person(5_000 + call), "urgent", fact, at, "", "",
        null, null);

    private static IEnumerable<ToldFact> Story(int call, Random random)
    {
        var at = TestRegion.Start - Duration.FromMinutes(random.Next(20, 180));
        var line = random.Next(3) == 0 ? "other" : "urgent";
        yield return Fact(call, CallFact.Offered, at) with { Line = line };
        if (random.Next(4) == 0)
        {
            at += Duration.FromSeconds(random.Next(1, 60));
            yield return Fact(call, CallFact.Transferred, at) with
            {
                Line = line, To = "south-urgent",
            };
            line = "south-urgent";
        }

        at += Duration.FromSeconds(random.Next(1, 900));
        var isAnswered = random.Next(3) > 0;
        yield return Fact(call, isAnswered ? CallFact.Answered : CallFact.Abandoned, at) with
        {
            Line = line, Desk = isAnswered ? "b1" : "",
        };
        yield return Fact(call, CallFact.Ended, at + Duration.FromSeconds(60)) with
        {
            Line = line,
        };
    }

    private static Scene Told(IReadOnlyCollection<ToldFact> facts)
    {
        var scene = new Scene();
        foreach (var some in facts.Chunk(3))
        {
            scene.Do(new TellCalls("pbx", [.. some]), Actor.System);
        }

        return scene;
    }

    private static string Line(Scene scene, string line) => System.Text.Encoding.UTF8.GetString(
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            scene.World.Telephone[TestRegion.Line(line)]
                .Between(default, TestRegion.Start + Duration.FromDays(1)),
            EventCodec.Json));

    private static PhoneFigures Figures(Scene scene, string line) => PhoneFigures.Of(
        scene.World, TestRegion.Line(line), TestRegion.Start - Duration.FromDays(1),
        TestRegion.Start + Duration.FromDays(2));

    private static Attempt<TellCalls> With(
        Attempt<TellCalls> attempt, Func<ToldFact, ToldFact> change) => attempt with
        {
            Request = attempt.Request with { Facts = [change(attempt.Request.Facts[0])] },
        };
}
