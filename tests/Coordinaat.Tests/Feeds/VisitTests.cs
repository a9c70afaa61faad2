using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// Where a visit is follows from what happened when, and from nothing else: not from the order in
/// which messages come, nor from how often.
/// </summary>
public sealed class VisitTests
{
    private const int Seeds = 2_000;
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void Messages_twice_and_in_any_order_lead_to_the_same_visit()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var movements = Enumerable.Range(0, random.Next(1, 8)).Select(n => new Movement(
                Enum.GetValues<MovementKind>()[random.Next(8)],
                Start + Duration.FromMinutes(random.Next(4)),
                Start + Duration.FromMinutes(random.Next(4)), $"{random.Next(4)}",
                random.Next(4) == 0 ? null : Ward(random),
                random.Next(2) == 0 ? null : Ward(random)))
                .DistinctBy(m => (m.At, m.Sent, m.Control)).ToArray();
            var expected = Visit.Of(movements);
            var shuffled = movements.Concat(movements.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(shuffled);
            var found = Visit.Of(shuffled);

            Assert.True(
                (expected.Place, expected.At) == (found.Place, found.At)
                    && expected.Findings.SequenceEqual(found.Findings)
                    && expected.Came.SequenceEqual(found.Came), $"seed {seed}");
        }
    }

    public static TheoryData<string, string, string> Stories => new()
    {
        // what happened, minute by minute; where the patient is; what does not fit
        { "01:A", "A", "" },
        { "01:A 02:B<A", "B", "" },
        { "01:A 02:B<A 03:", "", "" },
        { "01:A 02:B<A 12:A", "A", "" },
        { "01:A 02:B<A 12:", "A", "" },
        { "01:A 02:B<A 02:C<B 12:", "B", "" },
        { "01:A 03: 13:A", "A", "" },
        { "01:A 02:B<A 03: 13:", "B", "" },
        { "01:A 11:", "", "" },
        { "01:A 08:B", "B", "" },
        { "08:A", "A", "" },
        { "01:A 03: 08:A", "", "" },
        { "01:A 08:", "A", "" },
        { "01:A 03: 01:B", "B", "" },
        { "03:", "", "03:NeverAdmitted" },
        { "02:B<A", "B", "02:NeverAdmitted" },
        { "13:A", "A", "13:NeverAdmitted" },
        { "12:A", "A", "12:NeverAdmitted" },
        { "11:", "", "11:NeverAdmitted" },
        { "01:A 02:B<C", "B", "02:PriorDisagrees" },
        { "01:A 02:B<C 02:D<B", "D", "02:PriorDisagrees" },
        { "01:A 08:B 02:B<A", "B", "" },
        { "01:A 03: 02:B<A", "B", "02:MovedAfterLeaving" },
        { "04: 03:", "", "" },
        { "01:A 04:", "", "" },
        { "04: 01:A", "A", "" },
        { "01:A^1 02:B<A", "B", "" },
        { "01:A^1 02:B<A^2", "B", "02:PriorDisagrees" },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_visit_follows_the_newest_statement_and_says_what_does_not_fit(
        string story, string place, string findings)
    {
        var visit = Visit.Of(story.Split(' ').Select((text, minute) => Read(text, minute)));

        Assert.Equal(place, $"{visit.Place}");
        Assert.Equal(
            findings,
            string.Join(' ', visit.Findings.Where(f => f.Finding != CensusFinding.None)
                .Select(f => $"{Number(f.Movement.Kind)}:{f.Finding}")));
    }

    public static TheoryData<string, string> Comings => new()
    {
        // what happened, minute by minute; where the visit was first when, ? for already
        { "01:A", "A0" },
        { "01:A 01:A 08:A", "A0" },
        { "01:A 02:B<A 02:A<B", "A0 B1" },
        { "01:A 08:B 02:B<A", "A0 B1" },
        { "01:A 03: 13:A", "A0" },
        { "01:A 03: 13:B", "A0 B2?" },
        { "01:A 02:B<A 12:A", "A0" },
        { "01:A 02:B<A 12:A 02:B<A", "A0 B3" },
        { "01:A 02:B<A 12:A 12:A", "A0" },
        { "01:A 11:", "" },
        { "01:A 01:A 11:", "" },
        { "01:A 02:B<A 11:", "" },
        { "01:A 02:B<A 11: 12:", "A3?" },
        { "01:A 11: 01:A", "A2" },
        { "01:A 01:B 11:", "A0" },
        { "04: 01:A", "A1" },
        { "08:A", "A0?" },
        { "08:A 02:B<A", "A0? B1" },
        { "02:B<A", "A0? B0" },
        { "02:B 12:A", "A1?" },
        { "13:A", "A0?" },
        { "03: 08:A", "" },
    };

    [Theory]
    [MemberData(nameof(Comings))]
    public void Who_is_admitted_or_moved_comes_and_what_is_taken_back_never_was(
        string story, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Visit.Of(story.Split(' ').Select((text, minute) => Read(text, minute)))
            .Came.Select(c =>
                $"{c.Place}{(c.At - Start).TotalMinutes}{(c.IsArrival ? "" : "?")}")));

    [Fact]
    public void What_happened_at_one_moment_goes_by_when_it_was_said_and_then_by_number()
    {
        Movement[] movements =
        [
            new(MovementKind.Admitted, Start, Start, "9", Place("A"), null),
            new(MovementKind.Moved, Start, Start, "10", Place("B"), Place("A")),
            new(
                MovementKind.Updated, Start, Start - Duration.FromMinutes(1), "11", Place("C"),
                null),
        ];

        Assert.Equal("B", $"{Visit.Of(movements).Place}");
    }

    private static Movement Read(string text, int minute)
    {
        var (kind, places) = (text[..2], text[3..].Split('<'));
        var at = Start + Duration.FromMinutes(minute);
        return new Movement(
            Kinds.Single(k => k.Number == kind).Kind, at, at, $"{minute}", WardPlace.Of(places[0]),
            places.Length > 1 ? WardPlace.Of(places[1]) : null);
    }

    private static readonly (string Number, MovementKind Kind)[] Kinds =
    [
        ("01", MovementKind.Admitted), ("02", MovementKind.Moved), ("03", MovementKind.Left),
        ("08", MovementKind.Updated), ("11", MovementKind.AdmissionCancelled),
        ("12", MovementKind.MoveCancelled), ("13", MovementKind.LeaveCancelled),
        ("04", MovementKind.WithoutBed),
    ];

    private static string Number(MovementKind kind) => Kinds.Single(k => k.Kind == kind).Number;

    private static WardPlace Ward(Random random) => Place($"{(char)('A' + random.Next(3))}");

    private static WardPlace Place(string ward) => new(ward, "");
}
