using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Triage;

/// <summary>
/// What was measured is kept as it was measured, sealed; what cannot be is refused, and what is far
/// from usual is asked again.
/// </summary>
public sealed class VitalSignsTests
{
    private static readonly CareRequestId Judged = Gallery.At(Stage.Judged);

    private static readonly VitalSigns Well = new(
        16, 97, false, 120, 70, Consciousness.Alert, 365, null, null);

    internal static readonly RefusalTable<RecordVitalSigns, VitalSignsRefusal> Measured = new(
        () => new(Gallery.Scene, Of(Well), TestRegion.Triagist),
        (VitalSignsRefusal.RequestUnknown, a => With(a, a.Request with { Request = new(99) })),
        (VitalSignsRefusal.RequestArchived, a => With(
            a, a.Request with { Request = Gallery.Archived })),
        (VitalSignsRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (VitalSignsRefusal.StageForbids, a => With(
            a, a.Request with { Request = Gallery.At(Stage.Closed) })),
        (VitalSignsRefusal.NothingMeasured, a => Signs(a, _ => new VitalSigns(
            null, null, true, null, null, null, null, "dr. Zwart", false))),
        (VitalSignsRefusal.NothingMeasured, a => With(
            a, a.Request with { Values = Gallery.Scene.Note("geen meting") })),
        (VitalSignsRefusal.Impossible, a => Signs(a, s => s with { Saturation = 101 })),
        (VitalSignsRefusal.Impossible, a => Signs(a, s => s with { Respirations = -1 })),
        (VitalSignsRefusal.Impossible, a => Signs(a, s => s with { Systolic = 351 })),
        (VitalSignsRefusal.Impossible, a => Signs(a, s => s with { Pulse = 351 })),
        (VitalSignsRefusal.Impossible, a => Signs(a, s => s with { Temperature = 471 })),
        (VitalSignsRefusal.Impossible, a => Signs(a, s => s with { Temperature = 37 })),
        (VitalSignsRefusal.Unusual, a => Signs(a, s => s with { Saturation = 59 })),
        (VitalSignsRefusal.Unusual, a => Signs(a, s => s with { Pulse = 221 })),
        (VitalSignsRefusal.Unusual, a => Signs(a, s => s with { Systolic = 59 })),
        (VitalSignsRefusal.Unusual, a => Signs(a, s => s with { Respirations = 61 })),
        (VitalSignsRefusal.Unusual, a => Signs(a, s => s with { Temperature = 299 })),
        (VitalSignsRefusal.TimeOutOfRange, a => At(a, Duration.FromMinutes(3))),
        (VitalSignsRefusal.TimeOutOfRange, a => At(
            a, -RecordVitalSigns.PastMax - Duration.FromSeconds(1))),
        (VitalSignsRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, VitalSignsRefusal> Rows => Measured.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_measurement_is_refused_by_the_first_rule_broken(
        int row, VitalSignsRefusal expected) => Measured.Check(row, expected);

    [Fact]
    public void What_is_far_from_usual_is_kept_once_somebody_looked_again()
    {
        var scene = new Scene();
        var id = scene.Register();
        var signs = Of(Well with { Pulse = 221 }) with { Request = id, IsConfirmed = true };
        _ = scene.Do(signs, TestRegion.Triagist);

        var kept = Assert.Single(scene.World.Triage[id].Measurements);
        Assert.Equal((signs.Values.Id, scene.Now), (kept.Values, kept.MeasuredAt));
        Assert.Equal(TestRegion.Triagist.Account, kept.By);
    }

    [Fact]
    public void What_is_written_reads_back_and_says_nothing_of_what_was_not_measured()
    {
        var full = new VitalSigns(
            25, 88, true, 90, 131, Consciousness.NewConfusion, 391, "dr. Zwart", true);
        var bare = full with { Pulse = null, LowTargetBy = null, IsPregnant = null };

        Assert.Equal(full, VitalSigns.Read(full.Write()));
        Assert.Equal(bare, VitalSigns.Read(bare.Write()));
        Assert.DoesNotContain("pulse", bare.Write(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(VitalSigns.Read("""{"pulse":"snel"}"""));
    }

    private static RecordVitalSigns Of(VitalSigns signs) => new(
        Judged, Gallery.Scene.Words(SealedField.VitalSigns, signs.Write()), null, false);

    private static Attempt<RecordVitalSigns> With(
        Attempt<RecordVitalSigns> attempt, RecordVitalSigns request) =>
        attempt with { Request = request };

    private static Attempt<RecordVitalSigns> Signs(
        Attempt<RecordVitalSigns> attempt, Func<VitalSigns, VitalSigns> change) =>
        VitalSigns.Read(attempt.Request.Values.Reveal()) is { } signs
            ? With(attempt, attempt.Request with { Values = Of(change(signs)).Values })
            : attempt;

    private static Attempt<RecordVitalSigns> At(
        Attempt<RecordVitalSigns> attempt, Duration from) => With(
            attempt, attempt.Request with { MeasuredAt = Gallery.Scene.Now + from });
}
