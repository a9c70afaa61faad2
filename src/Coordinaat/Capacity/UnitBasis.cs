using Coordinaat.Components;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Capacity;

/// <summary>All that a unit on the board is drawn from, the language apart.</summary>
/// <param name="Regions">What the unit is, and where.</param>
/// <param name="Pool">What is known of its places.</param>
/// <param name="Sign">What that comes to at the moment of drawing.</param>
/// <param name="Stop">A stop that runs then.</param>
/// <param name="Crowding">The crowding score that counts then.</param>
/// <param name="Duty">Who is on duty then, and who is not.</param>
/// <param name="Freshness">How old it is at that moment.</param>
/// <param name="Phone">Which number is answered then.</param>
/// <param name="Today">Times of another day have their date beside them.</param>
/// <remarks>While it is equal, the unit looks the same: it need not be drawn again.</remarks>
internal sealed record UnitBasis(
    RegionsState Regions, PoolState Pool, UnitSign Sign, Stop? Stop, Crowding? Crowding,
    DutyShown Duty, Freshness Freshness, string Phone, LocalDate Today)
{
    /// <summary>What a unit is drawn from now.</summary>
    public static UnitBasis Of(View view, UnitId id)
    {
        var shown = PoolShown.Of(view, id);
        return new UnitBasis(
            view.Regions, shown.Pool, shown.Sign, shown.Stop, shown.Crowding,
            DutyShown.Of(view, id), shown.Availability.Freshness,
            view.Regions.Describe(id).Location.PhoneAt(LocalMoment.At(view.Now)),
            view.Now.InZone(LocalMoment.Zone).Date);
    }
}
