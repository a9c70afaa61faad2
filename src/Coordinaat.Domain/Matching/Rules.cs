namespace Coordinaat.Domain.Matching;

/// <summary>The hard rules. A unit that fails one is no candidate; a set bit is a failed rule.
/// </summary>
/// <remarks>Two bytes, so that the answer for a whole country stays a small object (under 85 KB).
/// </remarks>
[Flags]
public enum Rules : ushort
{
    /// <summary>All rules passed.</summary>
    None = 0,

    /// <summary>The unit gives this kind of care.</summary>
    CareType = 1 << 0,

    /// <summary>The unit can give care this complex.</summary>
    Complexity = 1 << 1,

    /// <summary>The unit takes this age; an unknown age is taken by units for adults.</summary>
    Age = 1 << 2,

    /// <summary>Isolation room.</summary>
    Isolation = 1 << 3,

    /// <summary>Safe for people who wander.</summary>
    Wandering = 1 << 4,

    /// <summary>Bariatric equipment.</summary>
    Bariatric = 1 << 5,

    /// <summary>One-to-one supervision.</summary>
    OneToOne = 1 << 6,

    /// <summary>A closed place has a basis under its law (R6). Never overridden.</summary>
    Title = 1 << 7,

    /// <summary>The kind of care is for patients who go home again.</summary>
    ReturnHome = 1 << 8,

    /// <summary>The patient did not say "not there" (R5).</summary>
    NotThere = 1 << 9,

    /// <summary>The team goes this far.</summary>
    Reach = 1 << 10,

    /// <summary>Transport can leave at this hour (R18).</summary>
    Transport = 1 << 11,

    /// <summary>The unit takes arrivals at the expected arrival (R18).</summary>
    ArrivalHours = 1 << 12,

    /// <summary>A doctor covers the expected arrival, and who has to be on duty then is (R18).
    /// </summary>
    DoctorCover = 1 << 13,

    /// <summary>The unit is not closed at the expected arrival.</summary>
    Open = 1 << 14,

    /// <summary>A place is left, by figures that count.</summary>
    Place = 1 << 15,

    /// <summary>The rules about what the unit is.</summary>
    Suitable = CareType | Complexity | Age | Isolation | Wandering | Bariatric | OneToOne | Title
        | ReturnHome | NotThere | Reach,

    /// <summary>The rules about when and whether it can be.</summary>
    Available = Transport | ArrivalHours | DoctorCover | Open | Place,
}
