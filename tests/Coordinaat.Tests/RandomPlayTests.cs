using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests;

/// <summary>
/// Whatever anybody asks in whatever order: no place is promised twice without a flag, nothing
/// leaves the table of a request's life, and the world stays what its events say.
/// </summary>
public sealed class RandomPlayTests
{
    private const int Seeds = 600;
    private const int Steps = 256;

    private static readonly HashSet<(Stage, Stage)> Moves =
        [.. RequestLife.All.Select(m => (m.From, m.To))];

    [Fact]
    public void No_sequence_of_requests_breaks_what_must_always_hold()
    {
        var happened = new HashSet<Type>();
        var asked = new HashSet<Type>();
        var refused = new HashSet<Enum>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var level = seed % 4 == 0 ? WriteLevels.First : WriteLevels.Newest;
            var scene = new Scene { WriteLevel = level };
            var requests = new RandomRequests(random, seed / 4);
            scene.Do(
                new Domain.Regions.Define(new Domain.Regions.TermRow(new Domain.Regions.Term(
                    Domain.Regions.Term.ClosedRequestStays, new("a", "a"), 1))),
                Actor.System);
            for (var step = 0; step < Steps; step++)
            {
                var (before, known) = (scene.World, scene.Journal.Count);
                scene.WaitUntil(scene.Now + NodaTime.Duration.FromSeconds(
                    random.Next(90) == 0 ? 100_000 : random.Next(0, 900)));
                var (request, by) = requests.Next(scene);
                var refusal = scene.Try(request, by);

                asked.Add(request.GetType());
                _ = refusal is not null && refused.Add(refusal);
                var where = new Where(seed, step, request);
                CheckFold(before, scene.Journal, known, scene.World, where);
                CheckWorld(scene.World, where);
                CheckRequests(
                    scene.World,
                    Touched(scene.Journal[known..]).Where(
                        id => !scene.World.Access.IsArchived(id)),
                    where);
            }

            CheckRequests(
                scene.World, scene.World.Access.ListKept().Select(r => r.Id),
                new Where(seed, Steps, scene.Registration()));
            CheckHistory(scene, $"seed {seed}");
            Assert.True(
                scene.Journal.All(r => EventCodec.LevelOf(r.Happened) <= level),
                $"seed {seed}: an event above level {level}");
            happened.UnionWith(scene.Journal.Select(r => r.Happened.GetType()));
            var again = scene.Journal.Aggregate(TestRegion.World, (w, r) => w.After(r));
            WorldTests.AssertSame(scene.World, again, $"seed {seed}: replay");
            WorldTests.AssertSame(
                scene.World, WorldTests.Decoded(scene.World), $"seed {seed}: snapshot");
        }

        CheckThatThisWasWorthIt(asked, happened, refused);
    }

    // Folds the step's events one by one, and looks at the world before and after each.
    private static void CheckFold(
        World world, List<Recorded> journal, int known, World expected, Where where)
    {
        foreach (var one in journal[known..])
        {
            var after = world.After(one);
            if (one.Happened is PlaceClaimed claimed)
            {
                where.Holds(
                    claimed.IsOver || HasPlace(world, claimed, one.At), "a place there was");
            }

            if (one.Happened is PoolEvent figures && IsConfirmation(figures))
            {
                where.Holds(
                    Left(world, figures.Pool) == Left(after, figures.Pool),
                    "a confirmation frees no place");
            }

            if (one.Happened is CareRequestArchived archived)
            {
                CheckArchive(world, after, archived, journal, where);
            }
            else if (one.Happened is RequestEvent e && world.Access.Find(e.Request) is { } earlier)
            {
                var stage = after.Access[e.Request].Stage;
                where.Holds(
                    stage == earlier.Stage || Moves.Contains((earlier.Stage, stage)),
                    "a move of the table");
            }

            world = after;
        }

        where.Holds(world.Number == expected.Number, "the same number");
    }

    // Read back from its own events alone, an archived request is what it was.
    private static void CheckArchive(
        World before, World after, CareRequestArchived archived, List<Recorded> journal,
        Where where)
    {
        var id = archived.Request;
        var first = journal[0].Number;
        var alone = after.WithOnly(
            archived.Events.Numbers.Select(n => journal[(int)(n - first)]));
        where.Holds(
            after.Access.Find(id) is null && after.Triage[id] == Domain.Triage.Judgement.None
                && after.Placement[id] == Search.None
                && after.Transport[id] == Domain.Transport.Trip.None
                && after.Handover.Find(id) is null
                && before.Placement[id].Offers.All(after.Placement.IsArchived),
            "an archived request is gone");
        where.Holds(TextOf(before, id) == TextOf(alone, id), "read back as it was");
    }

    private static string TextOf(World world, CareRequestId id) =>
        System.Text.Json.JsonSerializer.Serialize(
            new object?[]
            {
                world.Access[id], world.Triage[id], world.Placement[id],
                world.Placement.ListOffers(id), world.Transport[id], world.Handover.Find(id),
            },
            EventCodec.Json);

    private static bool IsConfirmation(CapacityEvent happened) => happened is CapacityConfirmed
        or CapacityReported { Figures.Source: FigureSource.Confirmed };

    private static int Left(World world, PoolId id) => world.Capacity[id] is { Figures: { } f } pool
        ? Math.Min(f.Staffed, f.Physical - f.Blocked) - f.Occupied - pool.Claims.Length
        : 0;

    // Written out once more, apart from the product's own sums.
    private static bool HasPlace(World world, PlaceClaimed claimed, NodaTime.Instant now)
    {
        var care = world.Regions.Describe(claimed.Unit).CareType;
        var pool = world.Capacity[claimed.Pool];
        return pool.Figures is { } f && (now - f.At).TotalMinutes < care.ExpiryMinutes
            ? Math.Min(f.Staffed, f.Physical - f.Blocked) - f.Occupied > pool.Claims.Length
            : pool.Claims.IsEmpty;
    }

    private static void CheckWorld(World world, Where where)
    {
        var claims = world.Capacity.Pools
            .SelectMany((p, i) => (p?.Claims ?? []).Select(c => (Pool: i + 1, Claim: c))).ToArray();
        where.Holds(
            claims.DistinctBy(c => c.Claim.Request).Count() == claims.Length,
            "one claim a request");
        foreach (var (pool, claim) in claims.Where(
            c => !world.Access.IsArchived(c.Claim.Request)))
        {
            var request = world.Access[claim.Request];
            where.Holds(
                world.Placement.FindAccepted(claim.Request) is { } accepted
                    && accepted.Unit == claim.Unit
                    && world.Regions.Units[accepted.Unit.Value].Pool.Value == pool
                    && (request.IsOpen || claim.State == ClaimState.Arrived),
                "a claim of somebody");
        }

        var deadlines = world.Clocks.ListAll().Order();
        where.Holds(deadlines.SequenceEqual(world.Deadlines), "deadlines");
    }

    private static IEnumerable<CareRequestId> Touched(List<Recorded> recorded) =>
        recorded.Select(r => r.Happened).OfType<RequestEvent>().Select(e => e.Request).Distinct();

    private static void CheckRequests(World world, IEnumerable<CareRequestId> ids, Where where)
    {
        foreach (var id in ids)
        {
            CheckRequest(world, world.Access[id], where);
        }
    }

    private static void CheckRequest(World world, CareRequest request, Where where)
    {
        var offers = world.Placement.ListOffers(request.Id).ToArray();
        where.Holds(
            offers.Any(o => o.IsPending) == (request.Stage == Stage.Asking),
            "a question is out exactly while asking");
        where.Holds(
            offers.Count(o => o.State == OfferState.Accepted) <= 1, "one accepted question");
        where.Holds(
            request.Stage == Stage.Closed
                || world.Placement.FindAccepted(request.Id) is not null
                    == request.Stage >= Stage.PlaceHeld,
            "a yes exactly from the held place on");
        where.Holds(
            request.Ending is not null == (request.Stage == Stage.Closed), "an ending at the end");
        where.Holds(
            Enum.IsDefined(NextStep.Of(world, request).Act)
                && Responsible.Of(world, request).Organisation.Value > 0,
            "a next step and somebody responsible");
        where.Holds(
            TestRegion.Actors.All(a => Disclosures.Of(world, a, request) > 0), "a disclosure");
    }

    // The history of a request, told a second time from its events alone.
    private static void CheckHistory(Scene scene, string where)
    {
        foreach (var request in scene.World.Access.ListKept())
        {
            var own = scene.Journal
                .Where(r => r.Happened is RequestEvent e && e.Request == request.Id).ToArray();
            Assert.True(request.Trail.SequenceEqual(own.Select(r => r.Number)), $"{where}: trail");
            var (stage, since) = (Stage.Received, own[0].At);
            foreach (var (step, at) in own.Select(r => (((RequestEvent)r.Happened).Takes, r.At)))
            {
                var next = step is { } taken ? RequestLife.Next(stage, taken) : stage;
                (stage, since) = (next, next == stage ? since : at);
            }

            Assert.True((stage, since) == (request.Stage, request.StageSince), $"{where}: stage");
        }
    }

    // A random test that never gets anywhere proves nothing.
    private static void CheckThatThisWasWorthIt(
        HashSet<Type> asked, HashSet<Type> happened, HashSet<Enum> refused)
    {
        var requests = typeof(Request).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Request)) && !t.IsAbstract);
        Assert.Empty(requests.Except(asked));

        // The region is there from the beginning; only its units change.
        var events = EventCodec.All.Select(e => e.Type)
            .Where(t => !t.IsSubclassOf(typeof(Domain.Regions.RegionsEvent)));
        Assert.Empty(events.Except(happened));
        Assert.True(refused.Count > 60, $"{refused.Count} kinds of refusal");
    }

    /// <summary>Where in which play; put into words only when something failed.</summary>
    private readonly record struct Where(int Seed, int Step, Request Request)
    {
        public void Holds(bool isTrue, string what)
        {
            if (!isTrue)
            {
                Assert.Fail($"Seed {Seed}, step {Step}: not {what}, after {Request}.");
            }
        }
    }
}
