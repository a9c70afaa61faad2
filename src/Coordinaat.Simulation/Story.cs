using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Simulation;

/// <summary>What can be the matter with a made-up patient, and what that asks for.</summary>
/// <param name="Weight">How often it comes, against the others.</param>
/// <param name="Text">What is told, in plain Dutch, without names.</param>
/// <param name="Years">Age in years, both included.</param>
/// <param name="CareTypes">Codes of the care that fits; the first is looked for first.</param>
/// <param name="Complexity">How complex.</param>
/// <param name="Urgencies">Codes of the urgencies that people give it.</param>
/// <param name="Transport">Code of the usual way to travel; empty for care at home.</param>
/// <param name="By">Who may ask.</param>
internal sealed record Story(
    int Weight, string Text, (int From, int To) Years, ImmutableArray<string> CareTypes,
    Complexity Complexity, ImmutableArray<string> Urgencies, string Transport,
    ImmutableArray<RequesterKind> By)
{
    /// <summary>Before 07:00 and after 20:30 no ward takes somebody in.</summary>
    public static readonly WeekHours Daytime =
        new(new DayHours(420, 1_230), new DayHours(510, 1_140));

    /// <summary>Planned care, with the therapists at work.</summary>
    public static readonly WeekHours Working = new(new DayHours(480, 930), new DayHours(570, 780));

    /// <summary>Evening, night and weekend: when the GP posts are open.</summary>
    public static readonly WeekHours OutOfHours =
        new(new DayHours(1_020, 480), DayHours.Always);

    /// <summary>When evening and night teams are on the road.</summary>
    public static readonly WeekHours Evenings =
        new(new DayHours(900, 420), DayHours.Always);

    /// <summary>When it comes.</summary>
    public WeekHours When { get; init; } = WeekHours.Always;

    /// <summary>Women only.</summary>
    public bool IsFemale { get; init; }

    /// <summary>What the place must have.</summary>
    public Features Features { get; init; }

    /// <summary>Titles for a closed place.</summary>
    public ImmutableArray<LegalTitle> Titles { get; init; } = [];

    /// <summary>Whether return home is expected.</summary>
    public ReturnHome ReturnHome { get; init; } = ReturnHome.Expected;

    /// <summary>The advice with which a part of these requests ends; empty for none.</summary>
    public string Advice { get; init; } = "";
}
