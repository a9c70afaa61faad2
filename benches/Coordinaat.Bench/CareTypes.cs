using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Bench;

/// <summary>The kinds of care of the seeded country, and how often a unit gives each.</summary>
internal static class CareTypes
{
    /// <summary>All of them, with their weights.</summary>
    public static readonly (CareType CareType, int Weight)[] All =
    [
        Of("ed", CareSetting.Visit, 2),
        Of("gp-post", CareSetting.Visit, 3),
        Of("gp-home-visit", CareSetting.AtHome, 3),
        Of("ward", CareSetting.Admission, 6),
        Of("admission-unit", CareSetting.Admission, 3),
        Of("icu", CareSetting.Admission, 2),
        Of("obstetrics", CareSetting.Admission, 3),
        Of("paediatrics", CareSetting.Admission, 3),
        Of("stroke", CareSetting.Admission, 2),
        Of("elv-low", CareSetting.Admission, 12, returnHomeOnly: true),
        Of("elv-high", CareSetting.Admission, 12, returnHomeOnly: true),
        Of("elv-palliative", CareSetting.Admission, 6),
        Of("rehabilitation", CareSetting.Admission, 6),
        Of("crisis-bed", CareSetting.Admission, 6),
        Of("crisis-bed-closed", CareSetting.Admission, 5, ClosedUnder.Wzd),
        Of("hospice", CareSetting.Admission, 4),
        Of("respite", CareSetting.Admission, 4, returnHomeOnly: true),
        Of("district-nursing", CareSetting.AtHome, 14),
        Of("technical-home-team", CareSetting.AtHome, 4),
        Of("night-care-team", CareSetting.AtHome, 4),
        Of("mental-health-assessment", CareSetting.Visit, 3),
        Of("mental-health-open", CareSetting.Admission, 4),
        Of("mental-health-closed", CareSetting.Admission, 3, ClosedUnder.Wvggz),
        Of("detox", CareSetting.Admission, 2),
        Of("disability-crisis", CareSetting.Admission, 3),
        Of("ambulance", CareSetting.ReadOnly, 3),
    ];

    // Homes report by hand and seldom: their figures count longer than those of a hospital.
    private static (CareType, int) Of(
        string code, CareSetting setting, int weight, ClosedUnder closed = ClosedUnder.None,
        bool returnHomeOnly = false)
    {
        var (fresh, expiry) = weight >= 4 ? (240, 1_440) : (30, 120);
        return (
            new CareType(
                code, new Label(code, code), new Label("bed", "bed"), setting, closed,
                returnHomeOnly, fresh, expiry, "specialist"),
            weight);
    }
}
