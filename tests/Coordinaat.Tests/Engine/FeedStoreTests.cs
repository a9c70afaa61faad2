using System.Text;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine.Feeds;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Engine;

/// <summary>
/// What was answered is stored: a restart, a second node and a message that comes again change
/// nothing; and no file holds a number or a name of a patient.
/// </summary>
public abstract class FeedStoreTests(Store store) : EngineTests(store)
{
    private static readonly Instant Now = TestRegion.Start;
    private static readonly byte[] Raw = Encoding.UTF8.GetBytes("MSH|^~\\&|Proefpersoon");

    [Fact]
    public async Task A_visit_stands_after_a_restart_and_a_message_twice_is_told_apart()
    {
        await using var house = Empty();
        house.Open();
        Assert.Equal(MessageOutcome.Taken, house.Engine.Feeds.Take(Admitted("A1^2", 1)));
        Assert.Equal(MessageOutcome.Doubled, house.Engine.Feeds.Take(Admitted("A1^2", 1)));
        Assert.Equal(
            MessageOutcome.Unconcerned,
            house.Engine.Feeds.Take(Admitted("", 9) with { Movement = null }));
        await house.ReopenAsync();

        var count = Assert.Single(house.Engine.Feeds.ReadCounts());
        Assert.Equal([KeyValuePair.Create(new WardPlace("A1", "2"), 1)], count.Patients);
        Assert.Equal((At(9), At(9)), (count.Heard, count.Spoken));
        Assert.Null(count.Begun);
        house.Engine.Feeds.Begin("epd", At(10));
        house.Engine.Feeds.Begin("epd", At(11));
        Assert.Equal(At(10), house.Engine.Feeds.ReadCounts()[0].Begun);
    }

    [Fact]
    public async Task A_sender_whose_clock_is_ahead_makes_nothing_younger()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Admitted("A1", 1) with { Sent = At(60) });
        house.Engine.Feeds.Take(Admitted("A1", 0) with { Visit = "V2" });

        Assert.Equal(At(1), house.Engine.Feeds.ReadCounts()[0].Spoken);
    }

    [Fact]
    public async Task A_late_admission_takes_the_finding_away()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Message("V1", MovementKind.Left, "", 5));
        Assert.Equal(
            CensusFinding.NeverAdmitted,
            Assert.Single(house.Engine.Feeds.ReadFindings(9)).Finding);
        house.Engine.Feeds.Take(Admitted("A1", 1));

        Assert.Empty(house.Engine.Feeds.ReadFindings(9));
        Assert.Empty(house.Engine.Feeds.ReadCounts()[0].Patients);
    }

    [Fact]
    public async Task Two_numbers_that_are_one_patient_become_one_visit()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Admitted("A1", 1) with { Visit = "P1" });
        house.Engine.Feeds.Take(Admitted("A1", 2) with { Visit = "P2" });
        house.Engine.Feeds.Take(
            Admitted("", 3) with { Visit = "P2", MergedVisit = "P1", Movement = null });

        Assert.Equal(1, Assert.Single(house.Engine.Feeds.ReadCounts()).Patients.Values.Sum());
        house.Engine.Feeds.Take(Message("P2", MovementKind.Left, "", 4));
        Assert.Empty(house.Engine.Feeds.ReadCounts()[0].Patients);
    }

    [Fact]
    public async Task Who_came_where_stands_after_a_restart_and_goes_with_the_visit()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Admitted("A1", 1));
        house.Engine.Feeds.Take(Message("V1", MovementKind.Moved, "B2", 90));
        house.Engine.Feeds.Take(Admitted("A1", 2) with { Visit = "V2" });
        house.Engine.Feeds.Take(Message("V2", MovementKind.AdmissionCancelled, "", 3));
        house.Engine.Feeds.Take(Admitted("C3", 4) with { Visit = "V3" });
        house.Engine.Feeds.Begin("epd", At(5));
        await house.ReopenAsync();

        Assert.Equal(["A1 1, B2 90", "C3 4"], Came(house, At(0)));

        // Who came before is told with who comes now: a unit counts a visit once.
        Assert.Equal(["A1 1, B2 90"], Came(house, At(60)));
        Assert.Empty(Came(house, At(91)));
        house.Engine.Feeds.Take(
            Admitted("", 6) with { Visit = "V1", MergedVisit = "V3", Movement = null });
        Assert.Equal(["A1 1, B2 90, C3 4"], Came(house, At(0)));
        var told = house.Engine.Feeds.ReadArrivals(At(0))[0];
        Assert.Equal(At(5), told.Begun);
        Assert.Equal([At(1), At(2), At(3), At(4), At(6), At(90)], told.Spoken);
        house.Engine.Feeds.Take(Message("V1", MovementKind.Left, "", 95));
        house.Engine.Feeds.Forget(At(96) + FeedStore.LeftKept);
        Assert.Empty(Came(house, At(0)));
        Assert.Equal(0, house.Scalar<long>("SELECT count(*) FROM feed_arrival", "feeds.db"));
        Assert.Equal(7, house.Scalar<long>("SELECT count(*) FROM feed_minute", "feeds.db"));
        house.Engine.Feeds.Forget(At(96) + FeedStore.LeftKept + Duration.FromDays(2));
        Assert.Equal(0, house.Scalar<long>("SELECT count(*) FROM feed_minute", "feeds.db"));
    }

    [Fact]
    public async Task An_unusable_message_is_kept_sealed_once_and_comes_back_whole()
    {
        await using var house = Empty();
        house.Open();
        var listed = new ListedMessage(default, "epd", MessageFault.PlaceUnknown, "B2", Now);
        Assert.True(house.Engine.Feeds.Keep(listed, Raw));
        Assert.True(house.Engine.Feeds.Keep(listed, Raw));
        await house.ReopenAsync();

        var found = Assert.Single(house.Engine.Feeds.ReadListed(9));
        Assert.Equal(listed with { Id = found.Id }, found);
        Assert.Equal(Raw, house.Engine.Feeds.Open(found.Id)!.Value.Raw);
        Assert.Empty(house.Engine.Feeds.ReadListed(9, "other"));
        Assert.False(house.Holds("*", Encoding.UTF8.GetBytes("Proefpersoon")));
        house.Engine.Feeds.Remove(found.Id);
        Assert.Null(house.Engine.Feeds.Open(found.Id));
    }

    [Fact]
    public async Task No_file_holds_the_number_of_a_visit()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Admitted("Zaalnoord", 1) with { Visit = "V94012345" });

        Assert.False(house.Holds("*", Encoding.UTF8.GetBytes("94012345")));
        Assert.True(house.Holds("feeds.db*", Encoding.UTF8.GetBytes("Zaalnoord")));
    }

    [Fact]
    public async Task Who_left_is_forgotten_after_a_week_and_who_is_in_stays()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Admitted("A1", 1));
        house.Engine.Feeds.Take(Admitted("A1", 1) with { Visit = "V2" });
        house.Engine.Feeds.Take(Message("V2", MovementKind.Left, "", 2));
        house.Engine.Feeds.Keep(
            new ListedMessage(default, "epd", MessageFault.NotHl7, "", Now), Raw);
        house.Engine.Feeds.Forget(At(2) + FeedStore.LeftKept);
        Assert.Equal(3, house.Scalar<long>("SELECT count(*) FROM feed_movement", "feeds.db"));
        house.Engine.Feeds.Forget(At(3) + FeedStore.LeftKept);
        Assert.Equal(1, house.Scalar<long>("SELECT count(*) FROM feed_movement", "feeds.db"));
        Assert.Single(house.Engine.Feeds.ReadListed(9));
        house.Engine.Feeds.Forget(At(1) + FeedStore.ListedKept);

        Assert.Empty(house.Engine.Feeds.ReadListed(9));
        Assert.Equal(1, house.Engine.Feeds.ReadCounts()[0].Patients.Values.Sum());
    }

    [Fact]
    public async Task Messages_are_counted_by_what_became_of_them()
    {
        await using var house = Empty();
        house.Open();
        house.Engine.Feeds.Take(Admitted("A1", 1));
        house.Engine.Feeds.Take(Admitted("A1", 1));
        house.Engine.Feeds.Take(Admitted("A1", 2) with { Received = At(70) });
        house.Engine.Feeds.Reject("epd", At(70));

        Assert.Equal(
            [
                (MessageOutcome.Taken, 2), (MessageOutcome.Doubled, 1),
                (MessageOutcome.Rejected, 1),
            ],
            house.Engine.Feeds.ReadOutcomes(At(0) - Duration.FromMinutes(1))
                .Select(o => (o.Key.Outcome, o.Value)).Order());
        Assert.Equal(2, house.Engine.Feeds.ReadOutcomes(At(10)).Values.Sum());
    }

    [Fact]
    public async Task Many_connections_at_once_lose_nothing()
    {
        await using var house = Empty();
        house.Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                house.Engine.Feeds.Take(Admitted("A1", 1) with { Visit = $"V{(n * 25) + i}" });
            }
        })));

        Assert.Equal(200, house.Engine.Feeds.ReadCounts()[0].Patients.Values.Sum());
    }

    private static IEnumerable<string> Came(House house, Instant from) =>
        house.Engine.Feeds.ReadArrivals(from).SelectMany(f => f.Visits)
            .Select(v => string.Join(", ", v.Select(
                c => $"{c.Place} {(c.At - Now).TotalMinutes}").Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);

    private static FeedMessage Admitted(string place, int minute) =>
        Message("V1", MovementKind.Admitted, place, minute);

    private static FeedMessage Message(
        string visit, MovementKind kind, string place, int minute) => new(
            "epd", At(minute), At(minute), visit, "",
            new Movement(kind, At(minute), At(minute), $"{minute}", WardPlace.Of(place), null));

    private static Instant At(int minute) => Now + Duration.FromMinutes(minute);
}

/// <inheritdoc/>
public sealed class FeedStoreTestsOnSqlite() : FeedStoreTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class FeedStoreTestsOnPostgres() : FeedStoreTests(Store.Postgres)
{
    [Fact]
    public async Task Two_nodes_that_hear_one_visit_agree()
    {
        await using var house = Empty();
        house.Open();
        await using var beside = house.Beside();
        var at = TestRegion.Start;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() =>
            (n % 2 == 0 ? house : beside).Engine.Feeds.Take(new FeedMessage(
                "epd", at, at, "V1", "", new Movement(
                    n == 39 ? MovementKind.Moved : MovementKind.Updated,
                    at + Duration.FromSeconds(n), at, $"{n}", new WardPlace($"W{n}", ""),
                    null))))));

        Assert.Equal(
            [KeyValuePair.Create(new WardPlace("W39", ""), 1)],
            beside.Engine.Feeds.ReadCounts()[0].Patients);
    }
}
