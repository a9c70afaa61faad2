using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Agreements;

/// <summary>A rule of an agreement in force, as a decision names it.</summary>
/// <param name="Agreement">Code of the agreement.</param>
/// <param name="Version">Its version.</param>
/// <param name="Rule">Name of the rule.</param>
public readonly record struct RuleName(string Agreement, int Version, string Rule);

/// <summary>A rule that counts for a case, with the agreement that it is of.</summary>
/// <param name="Code">Code of the agreement.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Place">The place of the rule in the agreement, from 0.</param>
public sealed record AgreedRule(string Code, AgreementVersion Version, int Place)
{
    /// <summary>All rules of a version, in the order in which they stand there.</summary>
    /// <param name="code">Code of the agreement.</param>
    /// <param name="version">The version.</param>
    public static IEnumerable<AgreedRule> Of(string code, AgreementVersion version) =>
        version.Terms.Rules.Select((_, i) => new AgreedRule(code, version, i));

    /// <summary>The rule itself.</summary>
    public AgreementRule Rule => Version.Terms.Rules[Place];

    /// <summary>How a decision names it.</summary>
    public RuleName Name => new(Code, Version.Number, Rule.Name);

    /// <summary>The same rule of the same version.</summary>
    public bool Equals(AgreedRule? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    /// <summary>Whether it is about a unit.</summary>
    public bool Covers(RegionsState regions, UnitId unit) =>
        Array.BinarySearch(UnitSets.Of(regions, Version.Terms, Rule), unit.Value) >= 0;

    /// <summary>The units that it is about, by number, rising.</summary>
    public ReadOnlySpan<int> Units(RegionsState regions) =>
        UnitSets.Of(regions, Version.Terms, Rule);

    /// <summary>Of two rules that clash, the one that sorts first counts: the agreement of fewer
    /// subregions, then the one that began later, then by code; in one agreement the first rule.
    /// </summary>
    public static int ByPrecedence(AgreedRule a, AgreedRule b)
    {
        var (one, two) = (a.Version, b.Version);
        var scope = WidthOf(one).CompareTo(WidthOf(two));
        var begun = (two.Begins ?? two.WrittenAt).CompareTo(one.Begins ?? one.WrittenAt);
        return scope != 0 ? scope
            : begun != 0 ? begun
            : string.CompareOrdinal(a.Code, b.Code) is var code and not 0 ? code
            : a.Place.CompareTo(b.Place);
    }

    private static int WidthOf(AgreementVersion version) =>
        version.Terms.Subregions.IsEmpty ? int.MaxValue : version.Terms.Subregions.Length;
}

/// <summary>What is agreed about one unit for one case.</summary>
/// <param name="ExcludedBy">Why it is not asked; null when it may be.</param>
/// <param name="PreferredBy">Why it counts as nearer or farther; null when it does not.</param>
/// <param name="ConsultedBy">Why somebody is consulted first; null when nobody is.</param>
/// <param name="TimedBy">Why it has its own answer time; null for the norm's.</param>
/// <param name="OwesAnswerBy">Why it owes an answer (R10); null when it does not.</param>
public readonly record struct UnitArrangement(
    AgreedRule? ExcludedBy, AgreedRule? PreferredBy, AgreedRule? ConsultedBy, AgreedRule? TimedBy,
    AgreedRule? OwesAnswerBy)
{
    /// <summary>So many minutes nearer; below zero: farther.</summary>
    public int NearerMinutes => PreferredBy?.Rule.Then is Prefer prefer ? prefer.Minutes : 0;

    /// <summary>Code of the function that is consulted first; empty for nobody.</summary>
    public string Consult => ConsultedBy?.Rule.Then is Consult consult ? consult.Function : "";

    /// <summary>The answer time in minutes; 0 for the norm's.</summary>
    public int AnswerMinutes => TimedBy?.Rule.Then is AnswerWithin within ? within.Minutes : 0;

    /// <summary>The rules, each once.</summary>
    public IEnumerable<AgreedRule> Rules =>
        new[] { ExcludedBy, PreferredBy, ConsultedBy, TimedBy, OwesAnswerBy }
            .OfType<AgreedRule>();
}

/// <summary>All that is agreed for one case at one moment.</summary>
public sealed class Arrangement
{
    /// <summary>Nothing agreed.</summary>
    public static readonly Arrangement None = new(RegionsState.Empty, default, []);

    private readonly RegionsState regions;
    private readonly CaseFacts facts;
    private readonly bool[] reached;

    private Arrangement(
        RegionsState regions, in CaseFacts facts, ImmutableArray<AgreedRule> rules)
    {
        (this.regions, this.facts, Rules) = (regions, facts, rules);
        Policy = First<AskPolicy>();
        Ladder = First<Ladder>();
        FairLoad = First<FairLoad>();
        Step = Ladder?.Rule.Then is Ladder ladder
            ? ladder.Steps.Last(s => s.AfterMinutes <= Math.Max(0, this.facts.WaitingMinutes))
            : null;
        reached = Step is null ? [] : FindReached();
    }

    /// <summary>The rules that count for the case, those that win first.</summary>
    public ImmutableArray<AgreedRule> Rules { get; }

    /// <summary>How units are asked; null for the region's norm.</summary>
    public AgreedRule? Policy { get; }

    /// <summary>Where is looked; null for everywhere.</summary>
    public AgreedRule? Ladder { get; }

    /// <summary>By which shares equals are told apart; null for none.</summary>
    public AgreedRule? FairLoad { get; }

    /// <summary>The step of the ladder by now; null without a ladder.</summary>
    public LadderStep? Step { get; }

    /// <summary>The next step and after how many minutes of waiting; null for none.</summary>
    public LadderStep? NextStep => Ladder?.Rule.Then is Ladder ladder
        ? ladder.Steps.FirstOrDefault(s => s.AfterMinutes > Math.Max(0, facts.WaitingMinutes))
        : null;

    /// <summary>Works out what is agreed.</summary>
    /// <param name="agreements">All agreements.</param>
    /// <param name="regions">The regions.</param>
    /// <param name="facts">The case.</param>
    /// <param name="now">When.</param>
    public static Arrangement Of(
        AgreementsState agreements, RegionsState regions, in CaseFacts facts, Instant now) =>
        agreements.All.Count == 0
            ? None
            : Of(
                agreements.InForce(now).Select(a => (a.Agreement.Code, a.Version)), regions,
                facts, now);

    /// <summary>The same, by these versions, in force or not.</summary>
    public static Arrangement Of(
        IEnumerable<(string Code, AgreementVersion Version)> versions, RegionsState regions,
        in CaseFacts facts, Instant now)
    {
        var local = LocalMoment.At(now);
        var rules = ImmutableArray.CreateBuilder<AgreedRule>();
        foreach (var (code, version) in versions)
        {
            var terms = version.Terms;
            if (!terms.Subregions.IsEmpty && !terms.Subregions.Contains(facts.Subregion))
            {
                continue;
            }

            for (var i = 0; i < terms.Rules.Length; i++)
            {
                if (terms.Rules[i].When.Covers(facts, local))
                {
                    rules.Add(new AgreedRule(code, version, i));
                }
            }
        }

        rules.Sort(AgreedRule.ByPrecedence);
        return rules.Count == 0 ? None : new Arrangement(regions, facts, rules.ToImmutable());
    }

    /// <summary>What is agreed about one unit.</summary>
    public UnitArrangement this[UnitId unit]
    {
        get
        {
            if (Rules.IsEmpty)
            {
                return default;
            }

            var about = Rules.Where(r => r.Covers(regions, unit)).ToArray();
            return new UnitArrangement(
                FirstOf<Exclude>(about), FirstOf<Prefer>(about), FirstOf<Consult>(about),
                FirstOf<AnswerWithin>(about), FirstOf<MustAnswer>(about));
        }
    }

    /// <summary>Whether a unit is asked, and by how much it counts as nearer: what decides its
    /// place among others, without the reasons.</summary>
    public (bool IsExcluded, int NearerMinutes) Weigh(UnitId unit)
    {
        int? nearer = null;
        foreach (var rule in Rules)
        {
            var isPrefer = nearer is null && rule.Rule.Then is Prefer;
            if ((isPrefer || rule.Rule.Then is Exclude) && rule.Covers(regions, unit))
            {
                if (!isPrefer)
                {
                    return (true, 0);
                }

                nearer = ((Prefer)rule.Rule.Then).Minutes;
            }
        }

        return (false, nearer ?? 0);
    }

    /// <summary>Whether the ladder reaches a place by now.</summary>
    public bool Reaches(Location location)
    {
        if (Step is null || Step.Reach >= LadderReach.Country)
        {
            return true;
        }

        foreach (var subregion in location.Subregions)
        {
            if (reached[subregion.Value])
            {
                return true;
            }
        }

        return false;
    }

    // By number of the subregion.
    private bool[] FindReached()
    {
        var found = new bool[regions.Subregions.Count + 1];
        var own = regions.Subregions.NumberOf(facts.Subregion);
        for (var number = 1; number < found.Length; number++)
        {
            var subregion = regions.Subregions[number];
            found[number] = number == own
                || (Step!.Reach >= LadderReach.Region && own > 0
                    && subregion.Region == regions.Subregions[own].Region)
                || ((Ladder)Ladder!.Rule.Then).Steps.Any(
                    s => s.AfterMinutes <= Step.AfterMinutes
                        && s.Subregions.Contains(subregion.Code));
        }

        return found;
    }

    private AgreedRule? First<TEffect>()
        where TEffect : RuleEffect => FirstOf<TEffect>(Rules);

    private static AgreedRule? FirstOf<TEffect>(IEnumerable<AgreedRule> rules)
        where TEffect : RuleEffect => rules.FirstOrDefault(r => r.Rule.Then is TEffect);
}

/// <summary>The units that rules are about, worked out once for a state of the regions.</summary>
internal static class UnitSets
{
    private static readonly ConditionalWeakTable<AgreementRule, Known> Sets = [];

    public static int[] Of(RegionsState regions, AgreementTerms terms, AgreementRule rule)
    {
        if (Sets.TryGetValue(rule, out var known) && ReferenceEquals(known.Regions, regions)
            && ReferenceEquals(known.Terms, terms))
        {
            return known.Units;
        }

        var units = Find(regions, terms, rule.When.Units);
        Sets.AddOrUpdate(rule, new Known(regions, terms, units));
        return units;
    }

    // An agreement without subregions is the parties' own: about their units alone.
    private static int[] Find(
        RegionsState regions, AgreementTerms terms, UnitSelection selection) =>
    [
        .. Enumerable.Range(1, regions.Units.Count).Where(n =>
        {
            var unit = regions.Units[n];
            var location = regions.Locations[unit.Location.Value];
            var owner = regions.Organisations[location.Organisation.Value].Code;
            return (!terms.Subregions.IsEmpty || terms.Parties.Contains(owner))
                && (selection.Units.IsEmpty || selection.Units.Contains(unit.Code))
                && (selection.Organisations.IsEmpty || selection.Organisations.Contains(owner))
                && (selection.Subregions.IsEmpty || location.Subregions.Any(
                    s => selection.Subregions.Contains(regions.Subregions[s.Value].Code)))
                && (selection.Labels.IsEmpty
                    || regions.AbilityOf(unit).Labels.Any(selection.Labels.Contains));
        }),
    ];

    private sealed record Known(RegionsState Regions, AgreementTerms Terms, int[] Units);
}

/// <summary>How an example of an agreement comes out.</summary>
/// <param name="Example">The example.</param>
/// <param name="Found">What comes out, where the example says something; null otherwise.</param>
public sealed record ExampleResult(AgreementExample Example, ExpectedOutcome Found)
{
    /// <summary>Whether all is as the example says.</summary>
    public bool Passes => Example.Expected == Found;

    /// <summary>Tries an example on a version alone, in force or not.</summary>
    public static ExampleResult Of(
        RegionsState regions, string code, AgreementVersion version, AgreementExample example)
    {
        var arrangement = Arrangement.Of([(code, version)], regions, example.Facts, example.At);
        var unit = arrangement[new UnitId(regions.Units.NumberOf(example.Unit))];
        var asked = example.Expected;
        return new ExampleResult(example, new ExpectedOutcome(
            asked.Excluded is null ? null : unit.ExcludedBy is not null,
            asked.NearerMinutes is null ? null : unit.NearerMinutes,
            asked.Consult is null ? null : unit.Consult,
            asked.AnswerMinutes is null ? null : unit.AnswerMinutes,
            asked.AtOnce is null
                ? null
                : arrangement.Policy?.Rule.Then is AskPolicy policy ? policy.AtOnce : 0,
            asked.Reach is null ? null : arrangement.Step?.Reach));
    }
}
