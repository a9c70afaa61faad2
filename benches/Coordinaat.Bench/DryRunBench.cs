using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Engine;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>Thirty days of kept rankings, opened from the vault of a real engine and ranked anew
/// by an agreement that was changed.</summary>
/// <remarks>The inputs lie in the vault as remarks of their requests: read, opened, decoded and
/// ranked as a dry run does it.</remarks>
internal static class DryRunBench
{
    private const int Seed = 20_261;
    private const int Writers = 64;
    private const int RequestsFull = 30_000;
    private const int RequestsQuick = 2_000;

    /// <summary>Measures, and prints one line.</summary>
    public static void Run(Size size)
    {
        var folder = Measure.MakeFolder("dryrun");
        try
        {
            RunAsync(size == Size.Quick ? RequestsQuick : RequestsFull, folder)
                .GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(int requests, DirectoryInfo folder)
    {
        Measure.Say($"dryrun: making {requests} requests …");
        var country = Country.Make(25_000, regions: 11, Seed);
        var options = Reservations.OptionsOf(folder.FullName, null);
        OfferBook.Write(options, country, isHot: false, requests);
        await using var engine = Engine.Engine.Open(options);
        var bytes = await KeepAsync(engine, requests);
        foreach (var round in new[] { "cold", "warm" })
        {
            var started = Stopwatch.GetTimestamp();
            var world = engine.World;
            var ids = Enumerable.Range(1, requests)
                .Select(n => world.Access[new CareRequestId(n)].Notes[^1]).ToArray();
            var texts = engine.Vault.OpenMany(ids);
            var readMs = Measure.MsSince(started);
            var report = DryRun.Of(
                world, "bench", Changed(engine.Now), ids.Select((id, i) => new KeptRanking(
                    new CareRequestId(i + 1), default, InputsText.Read(texts[id])!)));
            Measure.Print(new
            {
                Bench = "dryrun",
                Round = round,
                Rankings = report.Rankings,
                Reproduced = report.Reproduced,
                Changed = report.Changed.Length,
                Seconds = Math.Round(Measure.MsSince(started) / 1_000, 2),
                ReadSeconds = Math.Round(readMs / 1_000, 2),
                BytesEach = bytes / requests,
            });
        }
    }

    // Every request's ranking, as it was when its unit was asked.
    private static async Task<long> KeepAsync(Engine.Engine engine, int requests)
    {
        var (bytes, next) = (0L, 0);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= requests)
            {
                var text = TextOf(engine.World, new CareRequestId(number), engine.Now);
                Interlocked.Add(ref bytes, text.Length);
                await NoteAsync(engine, new CareRequestId(number), text);
            }
        })));
        return bytes;
    }

    private static string TextOf(World world, CareRequestId id, Instant now)
    {
        var request = world.Access[id];
        var need = world.Triage[id].Need!;
        var (_, origin) = Country.SomewhereNear(new Random(id.Value));
        var circumstances = Circumstances.Of(world, request);
        return InputsText.Write(RankingInputs.Of(
            world, need, origin, now, circumstances,
            Ranking.WithinCare(world, need, origin, now, circumstances: circumstances)));
    }

    private static async Task NoteAsync(Engine.Engine engine, CareRequestId id, string text)
    {
        var request = engine.World.Access[id];
        var outcome = await engine.SubmitAsync(
            new AddNote(id, new Secret(
                new SealedId(Engine.Ids.New()), request.Person, request.Desks[0],
                SealedField.Ranking, text)),
            new Stamp(Engine.Ids.New(), Actor.System));
        if (!outcome.TryGet(out _, out var refusal))
        {
            throw new InvalidOperationException($"A ranking was not kept: {refusal}.");
        }
    }

    // Looks in the region first, and shares by beds.
    private static AgreementVersion Changed(Instant now) => new(
        1,
        new AgreementTerms(
            "bench", "", [], [], Instant.MinValue, null,
            [
                Rule("near", new Ladder(
                [
                    new(LadderReach.Region, 0, []), new(LadderReach.Country, 120, []),
                ])),
                Rule("share", FairLoad.ByBeds),
            ],
            []),
        default, now, null, null, [], now, null);

    private static AgreementRule Rule(string name, RuleEffect then) =>
        new(name, RuleCondition.Always, then);
}
