using Coordinaat.Access;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Simulation;
using NodaTime;

namespace Coordinaat.Tests.Simulation;

/// <summary>Patients are made up: nobody's number, an age that fits, a case that is found again.
/// </summary>
public sealed class MadeUpPatientTests
{
    private static readonly LocalDate Today = new(2028, 2, 29);

    [Fact]
    public void Every_made_up_bsn_passes_the_test_lies_in_the_range_for_tests_and_comes_once()
    {
        var made = Enumerable.Range(1, 90_000).Select(n => Patient.BsnOf(n).Reveal()).ToArray();

        Assert.Equal(made.Length, made.Distinct().Count());
        Assert.All(made, digits => Assert.StartsWith("999", digits, StringComparison.Ordinal));
        Assert.All(made, digits => Assert.True(Bsn.Parse(digits).TryGet(out _, out _), digits));
    }

    [Fact]
    public void The_case_is_found_again_in_the_patients_id()
    {
        for (var seed = 1; seed <= 2_000; seed++)
        {
            var dice = new Dice((ulong)seed);
            var made = new Case(
                dice.Next(), dice.Below(Stories.All.Length), dice.Below(4_000),
                (Stage)dice.Below(12), dice.Chance(50));

            Assert.Equal(made, Case.Of(made.Person));
            Assert.Equal(made.Course, Case.Of(made.Person)!.Course);
        }
    }

    [Fact]
    public void No_other_patient_is_taken_for_a_simulated_one()
    {
        var dice = new Dice(99);
        var bytes = new byte[16];
        for (var times = 0; times < 200_000; times++)
        {
            BitConverter.TryWriteBytes(bytes, dice.Next());
            BitConverter.TryWriteBytes(bytes.AsSpan(8), dice.Next());
            Assert.Null(Case.Of(new PersonId(new Guid(bytes))));
        }
    }

    [Fact]
    public void Ages_fit_the_story_the_birth_date_and_the_band_and_lean_to_the_old()
    {
        var old = 0;
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var dice = new Dice((ulong)seed);
            var made = new Case(dice.Next(), WeightedStory(dice), 1, 0, false);
            var patient = Patient.Of(made, Today);
            var years = Period.Between(patient.Birth, Today, PeriodUnits.Years).Years;

            Assert.Equal(patient.Years, years);
            Assert.InRange(years, made.Story.Years.From, made.Story.Years.To);
            Assert.Equal(Cards.BandOf(patient.Birth, Today), patient.Band);
            Assert.True(patient.IsFemale || !made.Story.IsFemale, $"seed {seed}");
            old += patient.Band is AgeBand.Older or AgeBand.Oldest ? 1 : 0;
        }

        Assert.InRange(old, 1_800, 2_700);
    }

    [Fact]
    public void Stories_ask_for_what_the_demo_region_has()
    {
        var regions = new TrafficDay(1).World.Regions;
        foreach (var story in Stories.All)
        {
            Assert.All(story.CareTypes, c => Assert.True(Gives(regions, story, c), story.Text));
            Assert.All(story.Urgencies, u => Assert.True(regions.Urgencies.NumberOf(u) > 0, u));
            Assert.True(
                story.Transport.Length == 0 || regions.Transports.NumberOf(story.Transport) > 0,
                story.Text);
        }

        Assert.InRange(Stories.All.Length, 40, 255);
    }

    // The first kind of care has to fit in full; the others are what is left to try.
    private static bool Gives(RegionsState regions, Story story, string careType) =>
        regions.Units.All.Any(u =>
            u.CareType.Value == regions.CareTypes.NumberOf(careType)
            && (careType != story.CareTypes[0]
                || (u.ComplexityMax >= story.Complexity && u.Features.HasFlag(story.Features))));

    private static int WeightedStory(Dice dice)
    {
        var draw = dice.Below(Stories.All.Sum(s => s.Weight));
        var number = 0;
        while (draw >= Stories.All[number].Weight)
        {
            draw -= Stories.All[number++].Weight;
        }

        return number;
    }
}
