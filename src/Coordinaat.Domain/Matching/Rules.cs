namespace Coordinaat.Domain.Matching;

/// <summary>The hard rules. A unit that fails one is no candidate; a set bit is a failed rule.
/// </summary>
[Flags]
public enum Rules
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

    /// <summary>Oxygen, ventilation or dialysis, as needed.</summary>
    Equipment = 1 << 16,

    /// <summary>A room for men or for women, as needed; who states neither has rooms for one.
    /// </summary>
    Room = 1 << 17,

    /// <summary>The specialism that is needed.</summary>
    Specialism = 1 << 18,

    /// <summary>The neonatal level that is needed, or higher.</summary>
    NeonatalLevel = 1 << 19,

    /// <summary>The trauma level that is needed, or better (FR-T9).</summary>
    TraumaLevel = 1 << 20,

    /// <summary>The agreed ladder reaches so far by now (FR-M7).</summary>
    Ladder = 1 << 21,

    /// <summary>No agreement in force excludes the unit for this need.</summary>
    Agreed = 1 << 22,

    /// <summary>The rules about what the unit is.</summary>
    Suitable = CareType | Complexity | Age | Isolation | Wandering | Bariatric | OneToOne | Title
        | ReturnHome | NotThere | Reach | Equipment | Room | Specialism | NeonatalLevel
        | TraumaLevel,

    /// <summary>The rules that parties agreed.</summary>
    ByAgreement = Ladder | Agreed,

    /// <summary>The rules about when and whether it can be.</summary>
    Available = Transport | ArrivalHours | DoctorCover | Open | Place,
}
