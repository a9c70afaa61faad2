using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Capacity;

/// <summary>
/// What a unit says on the telephone is recorded by the coordination centre of its subregion, and
/// shown as told by telephone (R2): a location without an account takes part fully.
/// </summary>
public sealed class SpokenFiguresTests
{
    private static ReportCapacity Report(string unit) =>
        new(TestRegion.Unit(unit), 10, 0, 8, 7, null, FigureSource.Manual);

    [Fact]
    public void The_desk_of_the_own_subregion_records_it_and_the_source_says_so()
    {
        var scene = new Scene();
        _ = scene.Do(Report("house-high"), TestRegion.Desk);

        var pool = scene.World.Regions.Units[TestRegion.Unit("house-high").Value].Pool;
        Assert.Equal(FigureSource.Spoken, scene.World.Capacity[pool].Figures!.Source);
    }

    [Fact]
    public void A_desk_elsewhere_or_of_another_sector_does_not()
    {
        var scene = new Scene();

        Assert.Equal(
            ReportCapacityRefusal.NotAllowed,
            scene.Try(Report("house-high"), TestRegion.SouthDesk));
        Assert.Equal(
            ReportCapacityRefusal.NotAllowed,
            scene.Try(
                Report("house-high"), TestRegion.Referrer with { Roles = Roles.Triagist }));
    }
}
