using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Microsoft.AspNetCore.Components;

namespace Coordinaat.Capacity;

/// <summary>A page about a unit that the caller may speak for; of any other it is not found.
/// </summary>
public abstract class OwnUnitPage : DeskPage
{
    [Parameter, EditorRequired]
    public string Code { get; set; } = "";

    protected UnitId? Id { get; private set; }

    protected CareUnit Unit { get; private set; } = null!;

    protected Location Place { get; private set; } = null!;

    protected sealed override void OnInitialized()
    {
        var id = new UnitId(World.Regions.Units.NumberOf(Code));
        if (id.Value == 0 || !Ownership.MaySpeakFor(World.Regions, id, Actor))
        {
            Http!.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Id = id;
        (Unit, Place, _, _) = World.Regions.Describe(id);
        OnFound(id);
    }

    protected abstract void OnFound(UnitId id);
}
