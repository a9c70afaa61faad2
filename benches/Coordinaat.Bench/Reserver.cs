using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;

namespace Coordinaat.Bench;

/// <summary>Units that say yes, at one node: each answer takes a place.</summary>
/// <remarks>
/// <para>This is the product's own <see cref="AnswerOffer"/>, as the screen of a unit sends it. On
/// the newest world it is decided who may answer, whether the question is still open, and whether
/// the figures leave a place beside all that is promised; then three events are stored (the
/// answer, the place claimed, the arrival expected), chained to the batch before by hash, with the
/// answer itself under the request's id: the same id again gets the same answer.</para>
/// <para>The peers beside it do less: one counter down and one row, no rules, no answer that is
/// kept, no chain, and a second send takes a second place. A yes on screen holds no words, so
/// nothing of it goes into the vault.</para>
/// </remarks>
/// <param name="engine">The node.</param>
/// <param name="first">The offer that is answered first.</param>
/// <param name="step">1 for the next after it, -1 for the one before.</param>
internal sealed class Reserver(Engine.Engine engine, int first, int step)
{
    private const int ReleasersAtOnce = 256;
    private int used;

    /// <summary>How many of its offers were answered.</summary>
    public int Used => used;

    /// <summary>The offer at a place in its row, from 0.</summary>
    public int OfferAt(int place) => first + (step * place);

    /// <summary>Callers who each answer the next offer, and wait, and answer the next.</summary>
    /// <param name="callers">How many at once; 0 does nothing.</param>
    /// <param name="length">Nobody asks any more after this.</param>
    /// <param name="most">How many offers may be answered.</param>
    /// <returns>How long each answer took, in milliseconds.</returns>
    /// <exception cref="InvalidOperationException">A yes was refused.</exception>
    public async Task<double[]> WorkAsync(int callers, TimeSpan length, int most)
    {
        var (limit, started) = (used + most, Stopwatch.GetTimestamp());
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            () => CallAsync(limit, () => Stopwatch.GetElapsedTime(started) > length))));
        used = Math.Min(used, limit);
        return [.. times.SelectMany(t => t)];
    }

    /// <summary>Gives promised places up again.</summary>
    /// <param name="engine">Any node.</param>
    /// <param name="offers">Offers that were answered with yes.</param>
    public static Task ReleaseAsync(Engine.Engine engine, IEnumerable<int> offers) =>
        Parallel.ForEachAsync(
            offers, new ParallelOptions { MaxDegreeOfParallelism = ReleasersAtOnce },
            async (number, _) => await AskAsync(
                engine, new ReleasePlace(new CareRequestId(number), "any", null), number));

    private async Task<List<double>> CallAsync(int limit, Func<bool> isOver)
    {
        var times = new List<double>();
        while (!isOver() && Interlocked.Increment(ref used) is var next && next <= limit)
        {
            var number = OfferAt(next - 1);
            var answer = new AnswerOffer(new OfferId(number), Reply.Yes, "", null, null);
            var started = Stopwatch.GetTimestamp();
            await AskAsync(engine, answer, number);
            times.Add(Measure.MsSince(started));
        }

        return times;
    }

    private static async Task AskAsync<TRefusal>(
        Engine.Engine engine, Request<TRefusal> request, int number)
        where TRefusal : struct, Enum
    {
        // A unit's owner is never a coordination centre in this country.
        var world = engine.World;
        var owner = world.Regions.OwnerOf(world.Placement[new OfferId(number)].Unit);
        var by = new Actor(new AccountId(owner.Value), owner, Roles.ProviderDesk);
        var outcome = await engine.SubmitAsync(request, new Stamp(Ids.New(), by));
        if (!outcome.TryGet(out _, out var refusal))
        {
            throw new InvalidOperationException($"{request.GetType().Name} {number}: {refusal}");
        }
    }
}
