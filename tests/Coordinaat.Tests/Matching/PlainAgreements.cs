using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>What agreements say of one unit, worked out a second time, as plainly as possible.
/// </summary>
internal sealed class PlainAgreements
{
    private readonly RandomRegion region;
    private readonly List<(string Code, AgreementVersion Version, int Place)> rules = [];

    public PlainAgreements(RandomRegion region)
    {
        this.region = region;
        var (world, now) = (region.World, region.Now);
        var local = now.InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]);
        var waited = (int)Math.Max(0, (now - region.Circumstances.ReceivedAt).TotalMinutes);
        var patientIn = world.Regions.Subregions[region.Circumstances.Subregion.Value].Code;
        foreach (var agreement in world.Agreements.All.All)
        {
            var begun = agreement.Versions
                .Where(v => BeginOf(v) is { } b && b <= now).OrderBy(v => v.Number).ToArray();
            if (begun.Length == 0 || begun[^1].Terms.Until <= now || begun[^1].EndedAt <= now
                || (begun[^1].Terms.Subregions.Length > 0
                    && !begun[^1].Terms.Subregions.Contains(patientIn)))
            {
                continue;
            }

            for (var i = 0; i < begun[^1].Terms.Rules.Length; i++)
            {
                var when = begun[^1].Terms.Rules[i].When;
                var care = world.Regions.CareTypes[region.Need.CareType.Value].Code;
                if (In(when.CareTypes, care) && In(when.Urgencies, region.Circumstances.Urgency)
                    && In(when.Ages, region.Need.Age)
                    && In(when.Origins, region.Circumstances.Origin)
                    && In(when.Transports, region.Need.Transport)
                    && RankingTests.IsOpen(when.Hours, now))
                {
                    rules.Add((agreement.Code, begun[^1], i));
                }
            }
        }

        rules = [.. rules
            .OrderBy(r => r.Version.Terms.Subregions.Length == 0
                ? 1_000
                : r.Version.Terms.Subregions.Length)
            .ThenByDescending(r => BeginOf(r.Version))
            .ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Place)];
        WaitedMinutes = waited;
    }

    public int WaitedMinutes { get; }

    public FairLoad? FairLoad => Effects().OfType<FairLoad>().FirstOrDefault();

    public bool IsExcluded(UnitId unit) => EffectsOn(unit).OfType<Exclude>().Any();

    public int Nearer(UnitId unit) =>
        EffectsOn(unit).OfType<Prefer>().FirstOrDefault()?.Minutes ?? 0;

    public bool IsBeyondLadder(UnitId unit)
    {
        if (Effects().OfType<Ladder>().FirstOrDefault() is not { } ladder)
        {
            return false;
        }

        var regions = region.World.Regions;
        var now = ladder.Steps.Where(s => s.AfterMinutes <= WaitedMinutes).ToArray();
        var own = regions.Subregions[region.Circumstances.Subregion.Value];
        var serves = regions.Locations[regions.Units[unit.Value].Location.Value].Subregions
            .Select(s => regions.Subregions[s.Value]).ToArray();
        return !now.Any(s => s.Reach is LadderReach.Country or LadderReach.Mediation)
            && !serves.Any(s => s.Code == own.Code)
            && !(now.Any(s => s.Reach == LadderReach.Region)
                && serves.Any(s => s.Region == own.Region))
            && !serves.Any(s => now.Any(n => n.Subregions.Contains(s.Code)));
    }

    private static Instant? BeginOf(AgreementVersion version) =>
        version.SignedAt is { } signed
        && (signed > version.Terms.From ? signed : version.Terms.From) is var begins
        && (version.EndedAt is not { } ended || ended > begins)
            ? begins
            : null;

    private static bool In<T>(IReadOnlyCollection<T> list, T item) =>
        list.Count == 0 || list.Contains(item);

    private IEnumerable<RuleEffect> Effects() =>
        rules.Select(r => r.Version.Terms.Rules[r.Place].Then);

    private IEnumerable<RuleEffect> EffectsOn(UnitId id)
    {
        var (unit, location, organisation, _) = region.World.Regions.Describe(id);
        var labels = region.World.Regions.Abilities.All
            .Where(a => a.UnitCode == unit.Code).SelectMany(a => a.Labels).ToArray();
        var subregions = location.Subregions
            .Select(s => region.World.Regions.Subregions[s.Value].Code).ToArray();
        return rules
            .Where(r => r.Version.Terms.Subregions.Length > 0
                || r.Version.Terms.Parties.Contains(organisation.Code))
            .Select(r => r.Version.Terms.Rules[r.Place])
            .Where(r => In(r.When.Units.Units, unit.Code)
                && In(r.When.Units.Organisations, organisation.Code)
                && (r.When.Units.Subregions.Length == 0
                    || r.When.Units.Subregions.Intersect(subregions).Any())
                && (r.When.Units.Labels.Length == 0
                    || r.When.Units.Labels.Intersect(labels).Any()))
            .Select(r => r.Then);
    }
}
