using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Matching;
using NodaTime;

namespace Coordinaat.Tests.Matching;

/// <summary>
/// Inputs of a ranking give that ranking again, bit for bit; and by another agreement the ranking
/// that the world itself would have given, had it been in force.
/// </summary>
public sealed class DryRunTests
{
    private const int Worlds = 3_000;

    [Fact]
    public void Inputs_give_the_ranking_again_and_by_another_agreement_as_it_would_have_been()
    {
        var (agreed, changed) = (0, 0);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var random = new Random(seed);
            var region = new RandomRegion(random);
            var ranking = Rank(region, region.World.Agreements);
            var inputs = RankingInputs.Of(
                region.World, region.Need, region.Origin, region.Now, region.Circumstances,
                ranking);
            var text = InputsText.Write(inputs);
            var read = InputsText.Read(text);

            Assert.NotNull(read);
            Assert.Equal(text, InputsText.Write(read));
            Assert.Equal(
                Shown(ranking),
                read.RankBy(region.World.Regions, InForce(region.World.Agreements, region.Now)));

            // One agreement more, written long ago.
            var terms = RandomAgreements.NextTerms(random, region.World.Regions, region.Now) with
            {
                From = Instant.MinValue, Until = null,
            };
            var longAgo = Instant.FromUnixTimeSeconds(0);
            var with = region.World.Agreements
                .After(new AgreementWritten(
                    new(region.World.Agreements.All.Count + 1), "more", new(1), 1, terms),
                    longAgo, default)
                .After(new AgreementSigned(
                    new(region.World.Agreements.All.Count + 1), 1, new(1), true),
                    longAgo, default);
            var would = Shown(Rank(region, with));
            var report = DryRun.Of(
                region.World, "more", with.Find("more")!.Newest,
                [new KeptRanking(new(1), default, read)]);

            Assert.Equal(1, report.Reproduced);
            Assert.True(
                would.SequenceEqual(
                    read.RankBy(region.World.Regions, InForce(with, region.Now))),
                $"seed {seed}");
            Assert.Equal(
                would.FirstOrDefault().Unit != Shown(ranking).FirstOrDefault().Unit,
                report.Changed.Length == 1);
            agreed += region.World.Agreements.InForce(region.Now).Length;
            changed += report.Changed.Length;
        }

        Assert.True(agreed > Worlds / 3, $"{agreed} agreements in force");
        Assert.True(changed > Worlds / 100, $"{changed} changed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base 64")]
    [InlineData("BA==")]
    [InlineData("Ag==")]
    [InlineData("AgAAAAAAAAAAAP////8P")]
    public void What_is_no_such_text_is_not_read(string text) => Assert.Null(InputsText.Read(text));

    [Fact]
    public void A_text_that_was_cut_off_is_not_read()
    {
        var region = new RandomRegion(new Random(7));
        var ranking = Rank(region, region.World.Agreements);
        var text = InputsText.Write(RankingInputs.Of(
            region.World, region.Need, region.Origin, region.Now, region.Circumstances, ranking));
        for (var length = 0; length < text.Length; length += 4)
        {
            Assert.Null(InputsText.Read(text[..length]));
        }
    }

    private static Ranking Rank(RandomRegion region, AgreementsState agreements) => Ranking.Of(
        region.World with { Agreements = agreements }, region.Need, region.Origin, region.Now,
        circumstances: region.Circumstances);

    private static IEnumerable<RankedUnit> Shown(Ranking ranking) =>
        ranking.Candidates.Select(c => new RankedUnit(c.Unit, c.Cost));

    private static IEnumerable<(string, AgreementVersion)> InForce(
        AgreementsState agreements, Instant at) =>
        agreements.InForce(at).Select(a => (a.Agreement.Code, a.Version));
}
