using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Agreements;

/// <summary>Why one of two rules that clash counts.</summary>
public enum Precedence
{
    /// <summary>Who is excluded is not asked, however near.</summary>
    ExcludesFirst = 1,

    /// <summary>Its agreement is of fewer subregions.</summary>
    NarrowerScope,

    /// <summary>Its agreement began later.</summary>
    LaterBegin,

    /// <summary>It stands first: in the agreement, or by the agreements' codes.</summary>
    StandsFirst,
}

/// <summary>Two rules that say different things about the same case.</summary>
/// <param name="Wins">The rule that counts.</param>
/// <param name="Loses">The other one.</param>
/// <param name="Why">Why.</param>
public sealed record RuleConflict(AgreedRule Wins, AgreedRule Loses, Precedence Why);

/// <summary>A rule after which no unit is left.</summary>
/// <param name="Rule">Name of the rule.</param>
/// <param name="CareType">For this kind of care.</param>
/// <param name="Subregion">For patients here.</param>
public readonly record struct NothingLeft(string Rule, CareTypeId CareType, SubregionId Subregion);

/// <summary>What the parties should know of a version before they sign it.</summary>
/// <param name="Conflicts">Where rules clash, in the version and with others in force.</param>
/// <param name="Nothing">Rules after which no unit is left.</param>
/// <param name="Examples">How the examples come out.</param>
public sealed record AgreementReview(
    ImmutableArray<RuleConflict> Conflicts, ImmutableArray<NothingLeft> Nothing,
    ImmutableArray<ExampleResult> Examples)
{
    /// <summary>Reads a version with these eyes.</summary>
    public static AgreementReview Of(
        World world, Agreement agreement, AgreementVersion version, Instant now)
    {
        // As it would be once signed.
        var signed = version.SignedAt is null ? version with { SignedAt = now } : version;
        var own = AgreedRule.Of(agreement.Code, signed).ToArray();
        var others = world.Agreements.All.All
            .Where(a => a.Code != agreement.Code)
            .SelectMany(a => a.Versions.Where(v => v.Begins is not null
                && a.StatusOf(v, now) is AgreementStatus.InForce or AgreementStatus.Signed
                && Overlap(v.Terms, version.Terms))
                .SelectMany(v => AgreedRule.Of(a.Code, v)))
            .ToArray();
        var conflicts = own.SelectMany((rule, i) => own.Skip(i + 1).Concat(others)
            .Select(other => ConflictOf(world.Regions, rule, other))).OfType<RuleConflict>();
        return new AgreementReview(
            [.. conflicts], [.. NothingLeftBy(world.Regions, signed, own)],
            [
                .. version.Terms.Examples.Select(
                    e => ExampleResult.Of(world.Regions, agreement.Code, version, e)),
            ]);
    }

    private static bool Overlap(AgreementTerms a, AgreementTerms b) =>
        (a.Subregions.IsEmpty || b.Subregions.IsEmpty || a.Subregions.Intersect(b.Subregions).Any())
        && (a.Until is not { } end || b.From < end)
        && (b.Until is not { } other || a.From < other);

    private static RuleConflict? ConflictOf(RegionsState regions, AgreedRule a, AgreedRule b)
    {
        if (!Clash(a.Rule.Then, b.Rule.Then) || !Meet(a.Rule.When, b.Rule.When)
            || !a.Units(regions).ToArray().Intersect(b.Units(regions).ToArray()).Any())
        {
            return null;
        }

        var (first, second) = AgreedRule.ByPrecedence(a, b) <= 0 ? (a, b) : (b, a);
        return a.Rule.Then.GetType() != b.Rule.Then.GetType()
            ? new RuleConflict(
                a.Rule.Then is Exclude ? a : b, a.Rule.Then is Exclude ? b : a,
                Precedence.ExcludesFirst)
            : new RuleConflict(first, second, WhyFirst(first.Version, second.Version));
    }

    private static Precedence WhyFirst(AgreementVersion first, AgreementVersion second) =>
        ReferenceEquals(first, second) ? Precedence.StandsFirst
        : first.Terms.Subregions.Length != second.Terms.Subregions.Length
            ? Precedence.NarrowerScope
        : first.Begins != second.Begins ? Precedence.LaterBegin
        : Precedence.StandsFirst;

    // Two that say the same, and two that both count, are no conflict.
    private static bool Clash(RuleEffect a, RuleEffect b) => (a, b) switch
    {
        (Exclude, Prefer) or (Prefer, Exclude) => true,
        (Exclude, Exclude) or (MustAnswer, MustAnswer) or (Instead, Instead) => false,
        (StopPolicy x, StopPolicy y) => x.Stop == y.Stop && x != y,
        _ => a.GetType() == b.GetType() && a != b,
    };

    private static bool Meet(RuleCondition a, RuleCondition b) =>
        Share(a.CareTypes, b.CareTypes) && Share(a.Urgencies, b.Urgencies)
        && Share(a.Ages, b.Ages) && Share(a.Origins, b.Origins)
        && Share(a.Transports, b.Transports)
        && Enumerable.Range(0, 2 * 1_440).Select(m => new LocalMoment(m % 1_440, m >= 1_440))
            .Any(m => a.Hours.Contains(m) && b.Hours.Contains(m));

    private static bool Share<T>(ImmutableArray<T> a, ImmutableArray<T> b) =>
        a.IsEmpty || b.IsEmpty || a.Intersect(b).Any();

    private static IEnumerable<NothingLeft> NothingLeftBy(
        RegionsState regions, AgreementVersion version, AgreedRule[] rules)
    {
        var scope = version.Terms.Subregions.IsEmpty
            ? regions.Subregions.All.Select(s => s.Code)
            : version.Terms.Subregions;
        foreach (var rule in rules.Where(r => r.Rule.Then is Exclude))
        {
            var excluded = rule.Units(regions).ToArray().ToHashSet();
            var careTypes = rule.Rule.When.CareTypes.IsEmpty
                ? regions.CareTypes.All.Select(c => c.Code)
                : rule.Rule.When.CareTypes;
            foreach (var (subregion, careType) in scope.SelectMany(s => careTypes.Select(
                c => (
                    new SubregionId(regions.Subregions.NumberOf(s)),
                    new CareTypeId(regions.CareTypes.NumberOf(c))))))
            {
                var units = regions.UnitsIn(regions.RegionOf(subregion), careType)
                    .Where(u => regions.Locations[regions.Units[u.Value].Location.Value]
                        .Subregions.Contains(subregion))
                    .ToArray();
                if (units.Length > 0 && units.All(u => excluded.Contains(u.Value)))
                {
                    yield return new NothingLeft(rule.Rule.Name, careType, subregion);
                }
            }
        }
    }
}
