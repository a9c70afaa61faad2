using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>Agreements of all kinds, drawn from a seed, over the codes of a random region.
/// </summary>
internal static class RandomAgreements
{
    public static AgreementsState Of(Random random, RegionsState regions, Instant now)
    {
        var state = AgreementsState.Empty;
        for (var i = random.Next(4); i > 0; i--)
        {
            for (var version = 1; version <= random.Next(1, 3); version++)
            {
                state = Add(state, random, regions, now, i, version);
            }
        }

        return state;
    }

    public static AgreementTerms NextTerms(Random random, RegionsState regions, Instant now) => new(
        "x", "", Some(random, 2, regions.Subregions.All.Select(s => s.Code)),
        [.. regions.Organisations.All.Select(o => o.Code).Take(random.Next(1, 3))],
        now + Duration.FromSeconds(random.Next(-90_000, 9_000)),
        random.Next(3) == 0 ? now + Duration.FromSeconds(random.Next(-9_000, 90_000)) : null,
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(n => NextRule(random, regions, n))], []);

    private static AgreementsState Add(
        AgreementsState state, Random random, RegionsState regions, Instant now, int number,
        int version)
    {
        var code = $"a{number}";
        var id = new AgreementId(
            state.Find(code) is null ? state.All.Count + 1 : state.All.NumberOf(code));
        var written = now + Duration.FromSeconds(random.Next(-90_000, 0));
        state = state.After(
            new AgreementWritten(id, code, new(1), version, NextTerms(random, regions, now)),
            written, default);
        if (random.Next(5) > 0)
        {
            state = state.After(
                new AgreementSigned(id, version, new(1), IsLast: random.Next(6) > 0),
                written + Duration.FromSeconds(random.Next(9_000)), default);
        }

        return random.Next(6) > 0
            ? state
            : state.After(
                new AgreementEnded(id, version),
                now + Duration.FromSeconds(random.Next(-9_000, 9_000)), default);
    }

    private static AgreementRule NextRule(Random random, RegionsState regions, int number)
    {
        RuleEffect effect = random.Next(8) switch
        {
            0 or 1 => new Exclude(),
            2 or 3 => new Prefer(random.Next(2) == 0
                ? random.Next(1, 121)
                : -random.Next(1, 121)),
            4 => new Ladder(NextSteps(random, regions)),
            5 => new FairLoad((LoadKey)random.Next(1, 4), Shares(random, regions)),
            6 => new Consult("gp"),
            _ => random.Next(3) switch
            {
                0 => new AnswerWithin(random.Next(1, 60)),
                1 => new MustAnswer(),
                _ => new AskPolicy(random.Next(1, 6), random.Next(2) == 0),
            },
        };
        return new AgreementRule($"r{number}", NextCondition(random, regions, effect), effect);
    }

    private static RuleCondition NextCondition(
        Random random, RegionsState regions, RuleEffect effect) => new(
        Some(random, 3, regions.CareTypes.All.Select(c => c.Code)),
        Some(random, 3, ["U2", "U3"]),
        [.. Some(random, 3, Enum.GetNames<AgeBand>()).Select(Enum.Parse<AgeBand>)],
        random.Next(3) == 0
            ? new(new(random.Next(1_440), random.Next(1_441)), DayHours.Always)
            : WeekHours.Always,
        [.. Some(random, 3, Enum.GetNames<RequesterKind>()).Select(Enum.Parse<RequesterKind>)],
        Some(random, 4, regions.Transports.All.Select(t => t.Code)),
        effect is AskPolicy or Ladder or FairLoad
            ? UnitSelection.All
            : new(
                Some(random, 4, regions.Units.All.Select(u => u.Code)),
                Some(random, 2, regions.Organisations.All.Select(o => o.Code)),
                Some(random, 3, regions.Subregions.All.Select(s => s.Code)),
                Some(random, 4, ["a", "b"])));

    private static ImmutableArray<LadderStep> NextSteps(Random random, RegionsState regions)
    {
        var steps = ImmutableArray.CreateBuilder<LadderStep>();
        var after = 0;
        foreach (var reach in Enum.GetValues<LadderReach>().Where(_ => random.Next(3) > 0))
        {
            steps.Add(new(
                reach, after,
                reach == LadderReach.Neighbours
                    ? [regions.Subregions[random.Next(1, 5)].Code]
                    : []));
            after += random.Next(1, 90);
        }

        return steps.Count > 0
            ? steps.ToImmutable()
            : [new(LadderReach.Own, 0, [])];
    }

    private static ImmutableSortedDictionary<string, int> Shares(
        Random random, RegionsState regions) => regions.Organisations.All
        .ToImmutableSortedDictionary(o => o.Code, _ => random.Next(100));

    // Mostly all: an empty list.
    private static ImmutableArray<string> Some(
        Random random, int oneIn, IEnumerable<string> codes) => random.Next(oneIn) > 0
        ? []
        : [.. codes.Where(_ => random.Next(2) == 0)];
}
