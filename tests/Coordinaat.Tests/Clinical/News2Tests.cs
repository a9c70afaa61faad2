using Coordinaat.Clinical;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Tests.Clinical;

/// <summary>
/// NEWS2 at every boundary of both scales, and against a second one that was written here from the
/// printed chart: lists of points for every value that an instrument shows.
/// </summary>
public sealed class News2Tests
{
    private const int Cases = 1_000_000;

    // Everything at its best: each row changes one part.
    private static readonly VitalSigns Well = new(
        16, 97, false, 120, 70, Consciousness.Alert, 370, null, false);

    // Where a part begins to give other points, from below: (from, points).
    private static readonly Dictionary<News2Part, (int From, int Points)[]> Chart = new()
    {
        [News2Part.Respirations] = [(0, 3), (9, 1), (12, 0), (21, 2), (25, 3)],
        [News2Part.Systolic] = [(0, 3), (91, 2), (101, 1), (111, 0), (220, 3)],
        [News2Part.Pulse] = [(0, 3), (41, 1), (51, 0), (91, 1), (111, 2), (131, 3)],
        [News2Part.Temperature] = [(0, 3), (351, 1), (361, 0), (381, 1), (391, 2)],
    };

    private static readonly (int From, int Points)[] FirstScale =
        [(0, 3), (92, 2), (94, 1), (96, 0)];

    private static readonly (int From, int Points)[] SecondScaleOnAir =
        [(0, 3), (84, 2), (86, 1), (88, 0)];

    private static readonly (int From, int Points)[] SecondScaleOnOxygen =
        [(0, 3), (84, 2), (86, 1), (88, 0), (93, 1), (95, 2), (97, 3)];

    // Both sides of every boundary of the printed chart, one row each.
    public static TheoryData<News2Part, int, bool, bool, int> Boundaries
    {
        get
        {
            var rows = new TheoryData<News2Part, int, bool, bool, int>();
            foreach (var (part, steps) in Chart)
            {
                Add(part, steps, false, false);
            }

            Add(News2Part.Saturation, FirstScale, false, false);
            Add(News2Part.Saturation, FirstScale, true, false);
            Add(News2Part.Saturation, SecondScaleOnAir, false, true);
            Add(News2Part.Saturation, SecondScaleOnOxygen, true, true);
            return rows;

            void Add(News2Part part, (int From, int Points)[] steps, bool oxygen, bool second)
            {
                for (var i = 1; i < steps.Length; i++)
                {
                    rows.Add(part, steps[i].From - 1, oxygen, second, steps[i - 1].Points);
                    rows.Add(part, steps[i].From, oxygen, second, steps[i].Points);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void Both_sides_of_every_boundary_are_as_printed(
        News2Part part, int value, bool onOxygen, bool secondScale, int points)
    {
        var signs = With(Well, part, value) with
        {
            OnOxygen = onOxygen, LowTargetBy = secondScale ? "dr. Zwart" : null,
        };
        var score = News2.Of(signs, AgeBand.Older);

        Assert.Equal(points, score.Parts[part]);
        Assert.Equal(points + (onOxygen ? 2 : 0), score.Total);
    }

    [Theory]
    [InlineData(Consciousness.Alert, 0)]
    [InlineData(Consciousness.NewConfusion, 3)]
    [InlineData(Consciousness.Voice, 3)]
    [InlineData(Consciousness.Pain, 3)]
    [InlineData(Consciousness.Unresponsive, 3)]
    public void Only_who_is_alert_gives_no_points(Consciousness state, int points) => Assert.Equal(
        points, News2.Of(Well with { Consciousness = state }, AgeBand.Adult).Total);

    [Theory]
    [InlineData(16, 100, News2Band.Low)]
    [InlineData(25, 120, News2Band.LowMedium)]
    [InlineData(25, 100, News2Band.Medium)]
    [InlineData(25, 90, News2Band.Medium)]
    public void The_band_follows_the_total_and_a_part_of_three(
        int respirations, int systolic, News2Band band) => Assert.Equal(
        band,
        News2.Of(
            Well with { Respirations = respirations, Systolic = systolic }, AgeBand.Adult).Band);

    [Fact]
    public void Seven_is_high_and_twenty_is_the_most()
    {
        var seven = Well with { Respirations = 25, Systolic = 90, Pulse = 91 };
        var worst = new VitalSigns(8, 80, true, 80, 140, Consciousness.Pain, 340, null, false);

        Assert.Equal((7, News2Band.High), (News2.Of(seven, AgeBand.Adult).Total,
            News2.Of(seven, AgeBand.Adult).Band));
        Assert.Equal(20, News2.Of(worst, AgeBand.Adult).Total);
    }

    [Theory]
    [InlineData(AgeBand.Unknown, News2Limit.AgeUnknown)]
    [InlineData(AgeBand.Infant, News2Limit.UnderSixteen)]
    [InlineData(AgeBand.Child, News2Limit.UnderSixteen)]
    [InlineData(AgeBand.Teen, News2Limit.UnderSixteen)]
    [InlineData(AgeBand.Youth, null)]
    [InlineData(AgeBand.Oldest, null)]
    public void There_is_no_score_of_an_adult_for_a_child(AgeBand age, News2Limit? limit)
    {
        var score = News2.Of(Well, age);

        Assert.Equal(limit, score.Limit);
        Assert.Equal(limit is null ? 0 : null, score.Total);
        Assert.Equal(limit is null ? 7 : 0, score.Parts.Count);
    }

    [Fact]
    public void There_is_none_in_pregnancy() => Assert.Equal(
        News2Limit.Pregnant, News2.Of(Well with { IsPregnant = true }, AgeBand.Adult).Limit);

    [Fact]
    public void What_was_not_measured_leaves_no_total_and_no_band()
    {
        var score = News2.Of(Well with { Pulse = null, Respirations = 25 }, AgeBand.Adult);

        Assert.Equal((null, null, 3), (score.Total, score.Band, score.Partial));
        Assert.Null(score.Parts[News2Part.Pulse]);

        // On the second scale 93 percent says nothing while nobody wrote down air or oxygen.
        Assert.Null(News2.Of(
            Well with { LowTargetBy = "dr. Zwart", OnOxygen = null, Saturation = 93 },
            AgeBand.Adult).Parts[News2Part.Saturation]);
    }

    [Fact]
    public void A_million_drawn_measurements_score_as_the_printed_chart()
    {
        var points = Chart.ToDictionary(c => c.Key, c => Listed(c.Value));
        int[][] saturation =
            [Listed(FirstScale), Listed(SecondScaleOnAir), Listed(SecondScaleOnOxygen)];
        const int Seed = 20_261;
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            var signs = new VitalSigns(
                Draw(60), Draw(101), random.Next(20) == 0 ? null : random.Next(2) == 0, Draw(300),
                Draw(250), random.Next(20) == 0 ? null : (Consciousness)random.Next(1, 6),
                random.Next(20) == 0 ? null : random.Next(300, 430),
                random.Next(2) == 0 ? null : "x", null);
            var scale = signs.LowTargetBy is null ? 0 : signs.OnOxygen == true ? 2 : 1;
            int?[] plain =
            [
                At(points[News2Part.Respirations], signs.Respirations),
                scale > 0 && signs.OnOxygen is null && signs.Saturation >= 93
                    ? null
                    : At(saturation[scale], signs.Saturation),
                signs.OnOxygen is { } oxygen ? (oxygen ? 2 : 0) : null,
                At(points[News2Part.Systolic], signs.Systolic),
                At(points[News2Part.Pulse], signs.Pulse),
                signs.Consciousness is { } state ? (state == Consciousness.Alert ? 0 : 3) : null,
                At(points[News2Part.Temperature], signs.Temperature),
            ];
            var score = News2.Of(signs, AgeBand.Adult);
            int? total = plain.Contains(null) ? null : plain.Sum();
            var band = total is null ? 0
                : total >= 7 ? 4
                : total >= 5 ? 3
                : plain.Contains(3) ? 2 : 1;

            Assert.True(
                score.Total == total && (int)(score.Band ?? 0) == band
                    && score.Parts.Values.SequenceEqual(plain),
                $"seed {Seed}, case {i}: {signs}");
        }

        int? Draw(int end) => random.Next(20) == 0 ? null : random.Next(end);
    }

    private static int? At(int[] listed, int? value) => value is { } v ? listed[v] : null;

    // Points for every whole value that an instrument shows.
    private static int[] Listed((int From, int Points)[] steps) =>
        [.. Enumerable.Range(0, 500).Select(v => steps.Last(s => s.From <= v).Points)];

    private static VitalSigns With(VitalSigns signs, News2Part part, int value) => part switch
    {
        News2Part.Respirations => signs with { Respirations = value },
        News2Part.Saturation => signs with { Saturation = value },
        News2Part.Systolic => signs with { Systolic = value },
        News2Part.Pulse => signs with { Pulse = value },
        _ => signs with { Temperature = value },
    };
}
