using System.Data.Common;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Why a past world cannot be given, in the order it is checked.</summary>
public enum PastFault
{
    /// <summary>The moment is still to come.</summary>
    NotYet = 1,

    /// <summary>Others are reading the past: ask again in a moment.</summary>
    Busy,

    /// <summary>Nothing had happened by then.</summary>
    BeforeFirst,

    /// <summary>The events around the moment were moved away from this database.</summary>
    MovedAway,

    /// <summary>More events lie between the moment and the nearest kept world than are read for
    /// one question.</summary>
    TooFar,
}

/// <summary>Worlds of the past: the nearest that was kept, and the events from there.</summary>
/// <remarks>
/// Beside the loop and one at a time: a world in memory is as large as the present one. The last
/// one given is remembered while memory allows, so that stepping on from a moment is quick.
/// </remarks>
internal sealed class Past(Storage storage, Snapshots snapshots) : IDisposable
{
    /// <summary>No more events are folded for one question.</summary>
    public const int EventsMax = 2_000_000;

    private const int PageMax = 5_000;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource stop = new();
    private readonly WeakReference<Standing?> last = new(null);

    /// <summary>The world at a moment.</summary>
    /// <param name="at">An event of this very moment is in it.</param>
    /// <param name="present">Where the node stands.</param>
    /// <param name="now">The journal's time.</param>
    /// <param name="cancel">When nobody waits for it any more.</param>
    public async Task<Outcome<World, PastFault>> ReadAsync(
        Instant at, Standing present, Instant now, CancellationToken cancel)
    {
        if (at > now)
        {
            return PastFault.NotYet;
        }

        if (at >= present.World.At)
        {
            return present.World;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stop.Token);
        if (!await turn.WaitAsync(WaitMax, either.Token))
        {
            return PastFault.Busy;
        }

        try
        {
            return await Task.Run(() => Read(at, present, either.Token), either.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new EngineException(EngineFault.Stopping);
        }
        catch (DbException)
        {
            throw new EngineException(EngineFault.Unreadable);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends what is going on.</summary>
    public void Dispose()
    {
        stop.Cancel();

        // Whoever has the turn gives it back before the files are closed.
        turn.Wait();
    }

    private Outcome<World, PastFault> Read(
        Instant at, Standing present, CancellationToken cancel)
    {
        using var connection = storage.OpenReader();
        var end = Months.FindEnd(
            connection, at + Duration.FromMilliseconds(1), present.World.Number);
        if (end == 0)
        {
            return PastFault.BeforeFirst;
        }

        var standing = FindBase(connection, end, present.Epoch);
        if (standing.World.Number < end || standing.World.At > at)
        {
            var first = Journal.ReadPage(connection, standing.World.Number, 1);
            if (standing.World.At > at || first.Count == 0
                || first[0].Number != standing.World.Number + 1)
            {
                return PastFault.MovedAway;
            }
        }

        if (end - standing.World.Number > EventsMax)
        {
            return PastFault.TooFar;
        }

        standing = Fold(connection, standing, end, cancel);
        last.SetTarget(standing);
        return standing.World;
    }

    // The newest world that is kept up to an event: remembered, a snapshot, or a sealed month.
    private Standing FindBase(DbConnection connection, long end, int epoch)
    {
        var kept = snapshots.Read(epoch, end).FirstOrDefault(s => IsOfThis(connection, s));
        var least = kept?.World.Number ?? 0;
        var seal = Months.Read(connection, epoch, end)
            .TakeWhile(s => s.World.Number > least)
            .FirstOrDefault(s => IsOfThis(connection, s));
        var near = seal ?? kept ?? new Standing(World.Empty, Head.None, epoch);
        return last.TryGetTarget(out var known) && known is not null && known.Epoch == epoch
            && known.World.Number <= end && known.World.Number > near.World.Number
                ? known
                : near;
    }

    // A world of a history that a restore put an end to is no base.
    private static bool IsOfThis(DbConnection connection, Standing kept) => connection.Find(
            "SELECT hash FROM batch WHERE first = @first AND last = @last",
            ("@first", kept.Head.First), ("@last", kept.Head.Last)) is byte[] hash
        && hash.AsSpan().SequenceEqual(kept.Head.Hash.AsSpan());

    private static Standing Fold(
        DbConnection connection, Standing near, long end, CancellationToken cancel)
    {
        var world = near.World;
        while (world.Number < end)
        {
            cancel.ThrowIfCancellationRequested();
            var most = (int)Math.Min(PageMax, end - world.Number);
            var page = Journal.ReadPage(connection, world.Number, most);
            if (page.Count == 0)
            {
                throw new InvalidOperationException(
                    $"The journal has no event {world.Number + 1}.");
            }

            world = page.Aggregate(world, (w, recorded) => w.After(recorded));
        }

        return near with { World = world };
    }
}
