using System.Collections.Immutable;
using System.Numerics;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>One alternative for a complaint, and whether it exists now (FR-T5).</summary>
/// <param name="By">The rule that offers it.</param>
/// <param name="IsInHours">Whether the rule holds at this hour.</param>
/// <param name="Units">Who could come or take the patient, the best first; empty for nobody, and
/// where no place is needed.</param>
/// <param name="Lacking">Where nobody can: the unit that comes nearest, with the rules that it
/// fails; null when nobody gives this care at all.</param>
public sealed record Alternative(
    AgreedRule By, bool IsInHours, ImmutableArray<Assessment> Units, Assessment? Lacking)
{
    /// <summary>What is agreed.</summary>
    public Instead Then => (Instead)By.Rule.Then;

    /// <summary>Whether it can be chosen now: at this hour, and with somebody where it takes
    /// somebody.</summary>
    public bool IsAvailable => IsInHours && (Then.CareType.Length == 0 || !Units.IsEmpty);
}

/// <summary>What may do instead of the usual: by agreement, and by what is free now.</summary>
/// <remarks>
/// No clinical advice: it lists what parties agreed for a complaint that somebody named. Little is
/// known of the need yet, so it is taken to be simple; the need itself is described afterwards, and
/// ranked anew.
/// </remarks>
public static class Alternatives
{
    private const int UnitsMax = 3;

    /// <summary>Those for a complaint, those that exist now first.</summary>
    /// <param name="world">All that is known.</param>
    /// <param name="request">Which request; judged.</param>
    /// <param name="complaint">Code of the complaint.</param>
    /// <param name="origin">Where the patient is.</param>
    /// <param name="now">When.</param>
    /// <param name="travel">As <see cref="Circumstances"/> has it.</param>
    public static ImmutableArray<Alternative> For(
        World world, CareRequest request, string complaint, Position origin, Instant now,
        ImmutableArray<int> travel = default) =>
    [
        .. RulesFor(world, request, now).Where(r => IsFor(r, complaint))
            .Select(rule => Of(world, request, rule, origin, now, travel))
            .OrderByDescending(a => a.IsAvailable)
            .ThenBy(a => a.By, Comparer<AgreedRule>.Create(AgreedRule.ByPrecedence)),
    ];

    /// <summary>The rule by which an alternative may be chosen now; null when there is none.
    /// </summary>
    public static AgreedRule? Find(
        World world, CareRequest request, string complaint, string alternative, Instant now) =>
        RulesFor(world, request, now)
            .Where(r => IsFor(r, complaint)
                && ((Instead)r.Rule.Then).Alternative == alternative
                && r.Rule.When.Hours.Contains(LocalMoment.At(now)))
            .Order(Comparer<AgreedRule>.Create(AgreedRule.ByPrecedence)).FirstOrDefault();

    /// <summary>Whether something that may do instead draws on a kind of care, whatever the
    /// complaint: figures of that care decide what can be chosen.</summary>
    public static bool DrawOn(
        World world, CareRequest request, CareTypeId careType, Instant now) =>
        world.Regions.CareTypes[careType.Value].Code is var code
        && RulesFor(world, request, now).Any(r => ((Instead)r.Rule.Then).CareType == code);

    /// <summary>What a nurse does by the rule that was chosen, while that is the care that the
    /// patient needs; empty where the rule says nothing of it.</summary>
    public static ImmutableArray<string> TasksOf(World world, CareRequestId request) =>
        world.Triage[request] is { Alternative: { } chosen, Need: { } need }
        && world.Regions.CareTypes[need.CareType.Value].Code == chosen.CareType
        && world.Agreements.Find(chosen.Agreement) is { } agreement
        && agreement.Versions[chosen.Version - 1].Terms.Rules
            .FirstOrDefault(r => r.Name == chosen.Rule)?.Then is Instead { Tasks: { } tasks }
            ? tasks
            : [];

    private static bool IsFor(AgreedRule rule, string complaint) =>
        ((Instead)rule.Rule.Then).IsFor(complaint);

    // Whatever the hour: one that is over for today is shown with its hours.
    private static IEnumerable<AgreedRule> RulesFor(
        World world, CareRequest request, Instant now)
    {
        var subregion = world.Regions.Subregions[request.Subregion.Value].Code;
        var local = LocalMoment.At(now);
        return world.Agreements.InForce(now)
            .Where(a => a.Version.Terms.Subregions.IsEmpty
                || a.Version.Terms.Subregions.Contains(subregion))
            .SelectMany(a => AgreedRule.Of(a.Agreement.Code, a.Version))
            .Where(r => r.Rule.Then is Instead then
                && (r.Rule.When with { Hours = WeekHours.Always }).Covers(
                    new CaseFacts(
                        then.CareType, world.Triage[request.Id].Urgency, request.Age,
                        request.Requester, "", subregion, 0),
                    local));
    }

    private static Alternative Of(
        World world, CareRequest request, AgreedRule rule, Position origin, Instant now,
        ImmutableArray<int> travel)
    {
        var isInHours = rule.Rule.When.Hours.Contains(LocalMoment.At(now));
        var careType = world.Regions.CareTypes.NumberOf(((Instead)rule.Rule.Then).CareType);
        if (careType == 0)
        {
            return new Alternative(rule, isInHours, [], null);
        }

        var need = NeedOf(world.Regions, new CareTypeId(careType), request.Age);
        var circumstances = Circumstances.Of(world, request, travel);
        var ranking = Ranking.WithinCare(world, need, origin, now, UnitsMax, circumstances);
        return new Alternative(
            rule, isInHours, ranking.Candidates,
            ranking.Candidates.IsEmpty
                ? ranking.Failed.Listed
                    .Where(u => !u.Failed.HasFlag(Rules.CareType))
                    .OrderBy(u => BitOperations.PopCount((uint)(u.Failed & Rules.Suitable)))
                    .ThenBy(u => BitOperations.PopCount((uint)u.Failed))
                    .Select(u => Ranking.Assess(world, need, u.Unit, origin, now, circumstances))
                    .FirstOrDefault()
                : null);
    }

    private static Need NeedOf(RegionsState regions, CareTypeId careType, AgeBand age) => new(
        careType, Complexity.Low, age, Features.None, LegalTitle.None, ReturnHome.Unknown,
        regions.CareTypes[careType.Value].Setting == CareSetting.AtHome
            ? ""
            : regions.Transports.All.FirstOrDefault(t => !t.IsAmbulance)?.Code ?? "",
        null, [], null);
}
