using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Clinical;

/// <summary>A part of the score.</summary>
public enum News2Part
{
    /// <summary>Breaths a minute.</summary>
    Respirations = 1,

    /// <summary>Oxygen saturation, on the first or the second scale.</summary>
    Saturation,

    /// <summary>Air or oxygen.</summary>
    Oxygen,

    /// <summary>Systolic blood pressure.</summary>
    Systolic,

    /// <summary>Beats a minute.</summary>
    Pulse,

    /// <summary>Consciousness.</summary>
    Consciousness,

    /// <summary>Temperature.</summary>
    Temperature,
}

/// <summary>What a score asks for.</summary>
public enum News2Band
{
    /// <summary>0 to 4, and no part of 3.</summary>
    Low = 1,

    /// <summary>0 to 4 with a part of 3: an urgent look.</summary>
    LowMedium,

    /// <summary>5 or 6: an urgent response.</summary>
    Medium,

    /// <summary>7 and over: an emergency response.</summary>
    High,
}

/// <summary>For whom the score was not made.</summary>
public enum News2Limit
{
    /// <summary>Under sixteen: there are other scores for children.</summary>
    UnderSixteen = 1,

    /// <summary>The age is not known.</summary>
    AgeUnknown,

    /// <summary>Pregnant: what is usual is something else then.</summary>
    Pregnant,
}

/// <summary>The National Early Warning Score 2 of one measurement, with its parts.</summary>
/// <remarks>
/// Source: Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017, charts
/// 1 and 2. Free to reproduce with acknowledgement.
/// </remarks>
/// <param name="Parts">Points of 0 to 3 for each part, null where it was not measured; none at all
/// where there is a limit.</param>
/// <param name="Limit">For whom it was not made; null for who it was.</param>
public sealed record News2(ImmutableSortedDictionary<News2Part, int?> Parts, News2Limit? Limit)
{
    private const int Worst = 3;
    private const int MediumFrom = 5;
    private const int HighFrom = 7;

    /// <summary>What the measured parts come to.</summary>
    public int Partial => Parts.Values.Sum(p => p ?? 0);

    /// <summary>The score, 0 to 20; null while a part is missing, or where there is a limit.
    /// </summary>
    public int? Total => Limit is null && Parts.Values.All(p => p is not null) ? Partial : null;

    /// <summary>What the score asks for; null without a score.</summary>
    public News2Band? Band => Total switch
    {
        null => null,
        >= HighFrom => News2Band.High,
        >= MediumFrom => News2Band.Medium,
        _ => Parts.Values.Any(p => p == Worst) ? News2Band.LowMedium : News2Band.Low,
    };

    /// <summary>Works it out.</summary>
    /// <param name="signs">What was measured.</param>
    /// <param name="age">Of whom.</param>
    public static News2 Of(VitalSigns signs, AgeBand age)
    {
        var limit = LimitOf(signs, age);
        return new News2(
            limit is not null
                ? ImmutableSortedDictionary<News2Part, int?>.Empty
                : ImmutableSortedDictionary.CreateRange(
                    Enum.GetValues<News2Part>().Select(p => KeyValuePair.Create(
                        p, PointsOf(p, signs)))),
            limit);
    }

    private static News2Limit? LimitOf(VitalSigns signs, AgeBand age) => age switch
    {
        AgeBand.Unknown => News2Limit.AgeUnknown,
        < AgeBand.Youth => News2Limit.UnderSixteen,
        _ => signs.IsPregnant == true ? News2Limit.Pregnant : null,
    };

    private static int? PointsOf(News2Part part, VitalSigns signs) => part switch
    {
        News2Part.Respirations => signs.Respirations switch
        {
            null => null,
            <= 8 => 3,
            <= 11 => 1,
            <= 20 => 0,
            <= 24 => 2,
            _ => 3,
        },
        News2Part.Saturation => signs.LowTargetBy is null
            ? OnFirstScale(signs.Saturation)
            : OnSecondScale(signs.Saturation, signs.OnOxygen),
        News2Part.Oxygen => signs.OnOxygen switch { null => null, true => 2, false => 0 },
        News2Part.Systolic => signs.Systolic switch
        {
            null => null,
            <= 90 => 3,
            <= 100 => 2,
            <= 110 => 1,
            <= 219 => 0,
            _ => 3,
        },
        News2Part.Pulse => signs.Pulse switch
        {
            null => null,
            <= 40 => 3,
            <= 50 => 1,
            <= 90 => 0,
            <= 110 => 1,
            <= 130 => 2,
            _ => 3,
        },
        News2Part.Consciousness => signs.Consciousness switch
        {
            null => null,
            Consciousness.Alert => 0,
            _ => 3,
        },
        News2Part.Temperature => signs.Temperature switch
        {
            null => null,
            <= 350 => 3,
            <= 360 => 1,
            <= 380 => 0,
            <= 390 => 1,
            _ => 2,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private static int? OnFirstScale(int? saturation) => saturation switch
    {
        null => null,
        <= 91 => 3,
        <= 93 => 2,
        <= 95 => 1,
        _ => 0,
    };

    // From 93 percent it makes a difference whether oxygen was given.
    private static int? OnSecondScale(int? saturation, bool? onOxygen) => saturation switch
    {
        null => null,
        <= 83 => 3,
        <= 85 => 2,
        <= 87 => 1,
        <= 92 => 0,
        <= 94 => AsOxygen(onOxygen, 1),
        <= 96 => AsOxygen(onOxygen, 2),
        _ => AsOxygen(onOxygen, 3),
    };

    private static int? AsOxygen(bool? onOxygen, int points) => onOxygen switch
    {
        null => null,
        true => points,
        false => 0,
    };
}
