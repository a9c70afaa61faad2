using Coordinaat.Domain;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using NodaTime;

namespace Coordinaat.Agreements;

/// <summary>A dry run with what it could not look at.</summary>
/// <param name="From">The first moment that it looked at.</param>
/// <param name="Report">What would have been different.</param>
/// <param name="Without">Questions of which the inputs were not kept, or were destroyed.</param>
internal sealed record TriedAgreement(Instant From, DryRunReport Report, int Without)
{
    /// <summary>What is kept of it beside the agreement.</summary>
    public DryRunSummary Summary => new(
        From, Report.Rankings, Without, Report.Changed.Length, Report.TravelSeconds / 60);
}

/// <summary>The rankings of the last days, opened for a dry run.</summary>
internal static class KeptRankings
{
    private static readonly Duration Back = Duration.FromDays(30);

    /// <summary>Tries a version on the questions of the last 30 days that are in the world.
    /// </summary>
    /// <param name="engine">For the vault.</param>
    /// <param name="code">Code of the agreement.</param>
    /// <param name="version">The version.</param>
    /// <param name="only">One request alone; null for all.</param>
    public static TriedAgreement Try(
        Engine.Engine engine, string code, AgreementVersion version, CareRequestId? only = null)
    {
        var world = engine.World;
        var from = engine.Now - Back;
        var offers = world.Placement.Offers.OfType<Offer>()
            .Where(o => o.At >= from && (only is null || o.Request == only)
                && IsAbout(world, version, o))
            .ToArray();
        var without = 0;
        var report = DryRun.Of(world, code, version, Read());
        return new TriedAgreement(from, report, without);

        IEnumerable<KeptRanking> Read()
        {
            var texts = engine.Vault.OpenMany([.. offers.Select(o => o.Inputs).OfType<SealedId>()]);
            foreach (var offer in offers)
            {
                if (offer.Inputs is { } inputs && texts.GetValueOrDefault(inputs) is { } text
                    && InputsText.Read(text) is { } read)
                {
                    yield return new KeptRanking(offer.Request, offer.Unit, read);
                }
                else
                {
                    without++;
                }
            }
        }
    }

    // Whoever lies elsewhere is not concerned.
    private static bool IsAbout(World world, AgreementVersion version, Offer offer) =>
        version.Terms.Subregions.IsEmpty
        || (world.Access.Find(offer.Request) is { } request
            && version.Terms.Subregions.Contains(
                world.Regions.Subregions[request.Subregion.Value].Code));
}
