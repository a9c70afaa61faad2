using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// The ranking is held against a second one, written here as plainly as possible, over thousands of
/// random regions: the same rules failed by every unit, the same candidates in the same order.
/// </summary>
public sealed class RankingTests
{
    private const int Worlds = 10_000;

    [Fact]
    public void The_ranking_is_that_of_a_plain_second_program()
    {
        var (candidates, shared, failed) = (0, 0, Rules.None);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var random = new Random(seed);
            var region = new RandomRegion(random);
            region = seed % 5 == 0 ? region.Easy() : region;
            var most = random.Next(1, 12);
            var leavesNow = seed % 8 == 0;
            var ranking = Ranking.Of(
                region.World, region.Need, region.Origin, region.Now, most,
                region.Circumstances with { LeavesNow = leavesNow });
            var agreed = new PlainAgreements(region);
            var plain = Enumerable.Range(1, region.World.Regions.Units.Count)
                .Select(n => Plainly(region, agreed, new UnitId(n), leavesNow)).ToArray();
            var isShared = agreed.FairLoad is not null;
            shared += isShared ? 1 : 0;
            var order = plain.Where(p => p.Failed == Rules.None)
                .OrderBy(p => p.IsKnown ? 0 : 1)
                .ThenBy(p => isShared ? (p.Cost + 16_384) / 60 : p.Cost)
                .ThenBy(p => isShared ? Deviation(region, agreed, p.Unit) : 0)
                .ThenBy(p => p.Unit.Value)
                .ToArray();

            Assert.True(
                plain.Select(p => p.Failed).SequenceEqual(ranking.Failed), $"seed {seed}: rules");
            Assert.True(order.Length == ranking.CandidateCount, $"seed {seed}: count");
            Assert.True(
                order.Take(most).Select(p => (p.Unit, p.Cost))
                    .SequenceEqual(ranking.Candidates.Select(c => (c.Unit, c.Cost))),
                $"seed {seed}: order");
            var within = Ranking.WithinCare(
                region.World, region.Need, region.Origin, region.Now, most,
                region.Circumstances with { LeavesNow = leavesNow });
            Assert.True(
                within.CandidateCount == ranking.CandidateCount
                    && within.Candidates.SequenceEqual(ranking.Candidates)
                    && within.Failed.Listed.All(f => f.Failed == plain[f.Unit.Value - 1].Failed)
                    && within.Failed.Listed.Count() == plain.Count(
                        p => !p.Failed.HasFlag(Rules.CareType)),
                $"seed {seed}: within the kind of care");
            candidates += order.Length;
            failed |= plain.Aggregate(Rules.None, (all, p) => all | p.Failed);
        }

        // The worlds are worth something: there were candidates, and every rule was failed.
        Assert.True(candidates > Worlds * 2, $"{candidates} candidates");
        Assert.True(shared > Worlds / 20, $"{shared} with a fair share");
        Assert.Equal(Rules.Suitable | Rules.Available | Rules.ByAgreement, failed);
    }

    [Fact]
    public void The_check_in_the_loop_and_the_reasons_agree_with_the_ranking()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var region = new RandomRegion(new Random(seed));
            var ranking = Ranking.Of(
                region.World, region.Need, region.Origin, region.Now,
                circumstances: region.Circumstances);
            for (var number = 1; number <= ranking.Failed.Count; number++)
            {
                var unit = new UnitId(number);
                var assessment = Ranking.Assess(
                    region.World, region.Need, unit, region.Origin, region.Now,
                    region.Circumstances);
                var failed = Ranking.Check(
                    region.World, region.Need, unit, region.Now, assessment.TravelSeconds,
                    region.Circumstances);

                Assert.Equal(ranking.Failed[number - 1], assessment.Failed);
                Assert.Equal(assessment.Failed & ~Rules.Reach, failed);
                Assert.Equal(assessment.Failed == Rules.None, assessment.IsCandidate);
            }

            Assert.All(ranking.Candidates, c => Assert.Equal(
                c, Ranking.Assess(
                    region.World, region.Need, c.Unit, region.Origin, region.Now,
                    region.Circumstances)));
        }
    }

    [Fact]
    public void The_same_question_has_the_same_answer_also_for_a_world_that_was_folded_anew()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var region = new RandomRegion(new Random(seed));
            var again = WorldTests.Decoded(region.World);
            var one = Ranking.Of(
                region.World, region.Need, region.Origin, region.Now,
                circumstances: region.Circumstances);
            var two = Ranking.Of(
                again, region.Need, region.Origin, region.Now,
                circumstances: region.Circumstances);

            Assert.Equal(one.Candidates.AsEnumerable(), two.Candidates.AsEnumerable());
            Assert.Equal(one.Failed, two.Failed);
        }
    }

    private static (UnitId Unit, Rules Failed, bool IsKnown, int Cost) Plainly(
        RandomRegion region, PlainAgreements agreed, UnitId id, bool leavesNow)
    {
        var (world, need, now) = (region.World, region.Need, region.Now);
        var (unit, location, _, care) = world.Regions.Describe(id);
        var pool = world.Capacity[unit.Pool];
        var metres = MetresTo(region, location);
        var (departure, travel) = Journey(region, unit, metres, leavesNow);
        var transport = world.Regions.Transports.All.FirstOrDefault(t => t.Code == need.Transport);
        var beyond = region.Circumstances.Requirements;
        var ability = world.Regions.Abilities.All.FirstOrDefault(a => a.UnitCode == unit.Code);
        var arrival = departure + Duration.FromSeconds(travel);
        var stop = world.Capacity.Stops.FirstOrDefault(s => s.Unit == id)?.Stop;
        var known = pool.Figures is { } f && now - f.At < Duration.FromMinutes(care.ExpiryMinutes);
        var places = pool.Figures is { } g
            ? Math.Min(g.Staffed, g.Physical - g.Blocked) - g.Occupied - pool.Claims.Length
            : 0;

        var broken = new Dictionary<Rules, bool>
        {
            [Rules.CareType] = unit.CareType != need.CareType,
            [Rules.Complexity] = unit.ComplexityMax < need.Complexity,
            [Rules.Age] = !unit.Ages.Contains(
                need.Age == AgeBand.Unknown && !unit.Ages.Contains(AgeBand.Unknown)
                    ? AgeBand.Adult
                    : need.Age),
            [Rules.Isolation] = Lacks(Features.Isolation),
            [Rules.Wandering] = Lacks(Features.Wandering),
            [Rules.Bariatric] = Lacks(Features.Bariatric),
            [Rules.OneToOne] = Lacks(Features.OneToOne),
            [Rules.Title] = !need.Title.Opens(care.Closed),
            [Rules.ReturnHome] =
                care.ReturnHomeOnly && need.ReturnHome == ReturnHome.NotExpected,
            [Rules.NotThere] = need.NotTo.Contains(location.Organisation),
            [Rules.Reach] = unit.ReachMetres > 0 && metres > unit.ReachMetres,
            [Rules.Transport] = care.Setting != CareSetting.AtHome && transport is not null
                && !IsOpen(transport.Hours, departure),
            [Rules.ArrivalHours] = !IsOpen(unit.Admission, arrival),
            [Rules.DoctorCover] = !IsOpen(unit.DoctorCover, arrival)
                || (world.Regions.DutyRules.All.Any(r => r.UnitCode == unit.Code
                        && r.Function.Length > 0)
                    && !world.Capacity.Duties.Any(d => d.Unit == id && d.Duty.Function == "nurse"
                        && d.Duty.From <= arrival && arrival < d.Duty.Until)),
            [Rules.Open] = !IsException(region)
                && stop is { Level: StopLevel.Active } && stop.Specialisms.IsEmpty
                && stop.Inflow.HasFlag(transport?.IsAmbulance == true
                    ? Inflow.Ambulance
                    : Inflow.Referral)
                && stop.Until > arrival,
            [Rules.Place] = known && places <= 0,
            [Rules.Equipment] = Lacks(Features.Oxygen) || Lacks(Features.Ventilation)
                || Lacks(Features.Dialysis),
            [Rules.Room] = IsOtherRoom(need.Features, unit.Features),
            [Rules.Ladder] = agreed.IsBeyondLadder(id),
            [Rules.Agreed] = agreed.IsExcluded(id),
        };
        return (
            id,
            broken.Where(b => b.Value)
                .Aggregate(BeyondCare(beyond, ability), (all, b) => all | b.Key),
            known,
            travel + AgeCost(pool, known, now) + LoadCost(pool)
                + TrustCost(world.Capacity.TrustOf(id)) - (60 * agreed.Nearer(id))
                + WaitCost(region, id, unit)
                - (beyond.Preferred.Contains(location.Organisation) ? 900 : 0)
                - (beyond.KnownAt.Contains(location.Organisation) ? 600 : 0));

        bool Lacks(Features feature) =>
            need.Features.HasFlag(feature) && !unit.Features.HasFlag(feature);
    }

    // Nobody in danger of life, and no level-1 trauma, is turned away where that was agreed.
    private static bool IsException(RandomRegion region)
    {
        var agreed = region.World.Regions.Codes.All
            .Where(c => c.List == CodeList.StopException).Select(c => c.Value).ToArray();
        return (region.Circumstances.IsLifeThreat && agreed.Contains("life-threat"))
            || (region.Circumstances.Requirements.TraumaLevel == 1
                && agreed.Contains("level-1-trauma"));
    }

    private static bool IsOtherRoom(Features needed, Features has)
    {
        var (men, women) = (has.HasFlag(Features.MenRoom), has.HasFlag(Features.WomenRoom));
        var (man, woman) = (
            needed.HasFlag(Features.MenRoom), needed.HasFlag(Features.WomenRoom));
        return (men || women) && (man || woman) && !(men && man) && !(women && woman);
    }

    private static Rules BeyondCare(Requirements beyond, UnitAbility? ability)
    {
        var lacks = beyond.Specialism != ""
            && ability?.Specialisms.Contains(beyond.Specialism) != true
                ? Rules.Specialism
                : Rules.None;
        lacks |= (ability?.NeonatalLevel ?? 0) < beyond.NeonatalLevel
            ? Rules.NeonatalLevel
            : Rules.None;
        var trauma = ability?.TraumaLevel ?? 0;
        return beyond.TraumaLevel > 0 && (trauma == 0 || trauma > beyond.TraumaLevel)
            ? lacks | Rules.TraumaLevel
            : lacks;
    }

    private static int MetresTo(RandomRegion region, Location location) =>
        (int)Math.Floor(Math.Sqrt(
            Math.Pow(region.Origin.X - location.At.X, 2)
            + Math.Pow(region.Origin.Y - location.At.Y, 2)));

    private static (Instant Departure, int Travel) Journey(
        RandomRegion region, CareUnit unit, int metres, bool leavesNow)
    {
        var (need, now) = (region.Need, region.Now);
        var transport = region.World.Regions.Transports.All
            .FirstOrDefault(t => t.Code == need.Transport);
        var departure = Instant.Max(now, need.EarliestAt ?? now)
            + Duration.FromMinutes(leavesNow ? 0 : transport?.LeadMinutes ?? 0);
        var leaves = departure.InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]);
        var hour = leaves.Hour + (leaves.Minute / 60.0);
        var isSlow = transport?.IsAmbulance != true && leaves.DayOfWeek < IsoDayOfWeek.Saturday
            && ((hour >= 7 && hour < 9) || (hour >= 16 && hour < 18.5));
        var measured = region.Circumstances.Travel;
        return (
            departure,
            unit.Location.Value <= measured.Length && measured[unit.Location.Value - 1] >= 0
                ? measured[unit.Location.Value - 1]
                : Travel.Seconds(metres, isSlow));
    }

    // By the number of yeses in four weeks, among organisations of the region with such care.
    private static int Deviation(RandomRegion region, PlainAgreements agreed, UnitId id)
    {
        var world = region.World;
        var own = world.Regions.Subregions[region.Circumstances.Subregion.Value].Region;
        var units = Enumerable.Range(1, world.Regions.Units.Count).Select(n => new UnitId(n))
            .Where(u => world.Regions.Units[u.Value].CareType == region.Need.CareType
                && world.Regions.Describe(u).Organisation.Region == own)
            .ToLookup(u => world.Regions.Describe(u).Organisation.Code);
        var name = world.Regions.Describe(id).Organisation.Code;
        if (!units.Contains(name))
        {
            return 0;
        }

        var week = (int)(region.Now.ToUnixTimeSeconds() / 604_800);
        var taken = units.ToDictionary(u => u.Key, u => u.Sum(x =>
            world.Capacity.Loads[x.Value - 1] is { } load
                ? load.Taken.Where((_, i) => week - (load.Week - i) < 4).Sum()
                : 0));
        var weight = units.ToDictionary(u => u.Key, u => agreed.FairLoad!.Key switch
        {
            LoadKey.Equal => 1L,
            LoadKey.Shares => agreed.FairLoad.Shares[u.Key],
            _ => u.Select(x => world.Regions.Units[x.Value].Pool).Distinct()
                .Sum(p => world.Capacity[p].Figures?.Staffed ?? 0),
        });
        return taken.Values.Sum() == 0 || weight.Values.Sum() == 0
            ? 0
            : (int)((taken[name] * 1_000L / taken.Values.Sum())
                - (weight[name] * 1_000L / weight.Values.Sum()));
    }

    // An hour for every patient who waits at each treatment place, two hours at most.
    private static int WaitCost(RandomRegion region, UnitId id, CareUnit unit) =>
        region.World.Capacity.Crowdings.Find(id.Value - 1) is { } crowding
            && region.Now - crowding.At < Duration.FromHours(2)
            && region.World.Regions.CrowdingRules.All.FirstOrDefault(r => r.Unit == unit.Code)
                is { } rule
            ? (int)Math.Min(7_200, Math.Floor(3_600.0 * crowding.Counts.Waiting
                / rule.TreatmentPlaces))
            : 0;

    // One second for each permille under nine in ten, small numbers drawn to that.
    private static int TrustCost(Trust trust)
    {
        var permille = (((trust.SaidFree - trust.Lacked) * 1_000) + 9_000) / (trust.SaidFree + 10);
        return Math.Max(0, 900 - permille);
    }

    private static int AgeCost(PoolState pool, bool known, Instant now) => !known
        ? 300
        : (int)Math.Min(300, Math.Max(0, (now - pool.Figures!.At).TotalMinutes) * 10);

    private static int LoadCost(PoolState pool)
    {
        if (pool.Figures is not { } figures)
        {
            return 600;
        }

        var usable = Math.Min(figures.Staffed, figures.Physical - figures.Blocked);
        var permille = usable <= 0
            ? 1_000
            : Math.Min(1_000, (figures.Occupied + pool.Claims.Length) * 1_000 / usable);
        return permille * 600 / 1_000;
    }

    internal static bool IsOpen(WeekHours hours, Instant at)
    {
        var local = at.InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"]);
        var day = local.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday
            ? hours.Weekend
            : hours.Weekday;
        var minute = (local.Hour * 60) + local.Minute;
        return day.FromMinute <= day.UntilMinute
            ? day.FromMinute <= minute && minute < day.UntilMinute
            : minute < day.UntilMinute || minute >= day.FromMinute;
    }
}
