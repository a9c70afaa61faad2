using System.Diagnostics;
using System.Threading.Channels;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>The one loop that decides, and the only one that writes.</summary>
/// <remarks>
/// <para>Several nodes may each have a loop on one database: the journal's lock lets one at a time
/// store, each on the newest world. There is no leader.</para>
/// <para>While a batch is being stored the next one is decided ahead, on the world as it will be.
/// It only counts when it is opened and the database knows of nothing else; nobody hears of it
/// before it is stored itself. If not, what was asked is decided again.</para>
/// </remarks>
internal sealed class Loop : IDisposable
{
    /// <summary>At most so many are decided in one batch.</summary>
    public const int BatchMax = 1_024;

    private const int LaneMax = 4_096;

    // Where another node wrote in between, so many batches are not decided ahead.
    private const int RestAhead = 16;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // As long as callers wait for an answer.
    private static readonly TimeSpan CommitMax = TimeSpan.FromSeconds(2);

    // A timer takes 49 days at most; a patient may be expected later than that.
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    private readonly int reads;
    private readonly Func<Standing> load;
    private readonly Action<Standing, IReadOnlyList<Recorded>> publish;
    private readonly Channel<Submission>[] lanes;
    private readonly Queue<Submission>[] ready = [new(), new(), new()];
    private readonly ManualResetEventSlim work = new();
    private readonly Dictionary<Domain.Deadline, int> failures = [];
    private readonly ITimer timer;
    private readonly Worker helper = new("coordinaat-ahead");
    private Batch? ahead;
    private Batch? unsettled;
    private int restsAhead;
    private bool mustLoad;
    private int hasNews;
    private long fencedAt = -1;
    private long unwritableSinceMs;
    private volatile Committing? committing;
    private volatile bool stopping;

    public Loop(
        Journal journal, Vault vault, Standing standing, EngineOptions options,
        Func<Standing> load, Action<Standing, IReadOnlyList<Recorded>> publish, Meters meters)
    {
        (Journal, Vault, Standing, Meters) = (journal, vault, standing, meters);
        (Time, Log, reads) = (options.Time, options.Log, options.Reads);
        FollowsDatabaseTime = options.FollowsDatabaseTime;
        (this.load, this.publish) = (load, publish);
        Clock = new LoopClock(Time);
        lanes = [.. Enumerable.Range(0, 3).Select(_ => Channel.CreateBounded<Submission>(
            new BoundedChannelOptions(LaneMax) { SingleReader = true }))];
        timer = Time.CreateTimer(
            _ => work.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the next batch builds on.</summary>
    public Standing Standing { get; private set; }

    public Journal Journal { get; }

    public Vault Vault { get; }

    public LoopClock Clock { get; }

    public Meters Meters { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public bool FollowsDatabaseTime { get; }

    /// <summary>At which level events are written, as the database said last.</summary>
    public int WriteLevel { get; private set; } = WriteLevels.First;

    /// <summary>Clocks that failed too often: an alarm was given, and they stand still.</summary>
    public HashSet<Domain.Deadline> Parked { get; } = [];

    /// <summary>The lane whose turn it is; null when nobody waits.</summary>
    public Queue<Submission>? NextLane => Array.Find(ready, lane => lane.Count > 0);

    /// <summary>Since when nothing can be stored; null while all is well.</summary>
    /// <remarks>Also while a commit waits for a copy that does not answer: it is never cancelled,
    /// and until it ends nobody is answered.</remarks>
    public Instant? UnwritableSince => Volatile.Read(ref unwritableSinceMs) is var ms and not 0
        ? Instant.FromUnixTimeMilliseconds(ms)
        : committing is { } since && Stopwatch.GetElapsedTime(since.At) is var wait
            && wait > CommitMax
            ? Clock.Now(Standing.World.At) - Duration.FromTimeSpan(wait)
            : null;

    /// <summary>Takes the journal's lock; never where this program cannot read what others
    /// write.</summary>
    /// <exception cref="LevelUnreadException">The loop stops: the level never goes back.
    /// </exception>
    public Opening Begin(
        Head known, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<byte[]> hashes)
    {
        var opening = Journal.Begin(known, ids, hashes);
        LevelUnreadException.ThrowIfOver(opening.WriteLevel, reads);
        WriteLevel = opening.WriteLevel;
        return opening;
    }

    /// <summary>The clock that is due next.</summary>
    public Domain.Deadline? NextDeadline(World world)
    {
        Domain.Deadline? next = null;
        foreach (var deadline in world.Deadlines)
        {
            if (!Parked.Contains(deadline))
            {
                next = deadline;
                break;
            }
        }

        return WriteLevel >= EventCodec.LevelOf<Domain.Capacity.StopEnded>()
            && world.NextStopEnd is { } stop && !Parked.Contains(stop)
            && (next is null || stop.At < next.Value.At)
            ? stop
            : next;
    }

    /// <summary>The closed request that leaves the world next.</summary>
    public Domain.Deadline? NextArchival(World world) =>
        WriteLevel >= EventCodec.LevelOf<Domain.Access.CareRequestArchived>()
            && world.NextArchival is { } next && !Parked.Contains(next)
            ? next
            : null;

    /// <summary>Puts a submission in its lane.</summary>
    /// <returns>False when the lane is full.</returns>
    public bool TryPut(Submission submission)
    {
        var put = lanes[(int)submission.Lane - 1].Writer.TryWrite(submission);
        work.Set();
        return put;
    }

    /// <summary>How many wait in a lane.</summary>
    public int Waiting(Lane lane) => lanes[(int)lane - 1].Reader.Count;

    /// <summary>Somebody else may have written: look.</summary>
    public void Hear()
    {
        Volatile.Write(ref hasNews, 1);
        work.Set();
    }

    /// <summary>Decides what was put, and returns.</summary>
    public void Stop()
    {
        stopping = true;
        work.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        helper.Dispose();
        work.Dispose();
    }

    /// <summary>Runs until stopped.</summary>
    public void Run()
    {
        while (true)
        {
            work.Reset();
            var isIdle = !Advance();
            if (isIdle && stopping)
            {
                break;
            }

            if (isIdle)
            {
                SetTimer();
                work.Wait();
            }
        }
    }

    /// <summary>Counts a fault of a clock; after three it stands still.</summary>
    public void CountFailure(Domain.Deadline due, Exception fault)
    {
        const int failuresMax = 3;
        var times = failures[due] = failures.GetValueOrDefault(due) + 1;
        if (times >= failuresMax)
        {
            Parked.Add(due);
            Meters.ClockParked();
        }

        Log.LogCritical(
            Said.ClockFailed, fault, "The clock of request {Request} failed ({Times} times).",
            due.Request.Value, times);
    }

    // What waits, those in front first, up to a batch of each lane.
    private void Ready()
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            while (ready[lane].Count < BatchMax
                && lanes[lane].Reader.TryRead(out var submission))
            {
                ready[lane].Enqueue(submission);
            }
        }
    }

    // The next clock, or a while in which to try the database again.
    private void SetTimer()
    {
        if (UnwritableSince is not null)
        {
            timer.Change(RetryAfter, Timeout.InfiniteTimeSpan);
            return;
        }

        if (NextClock(Standing.World) is not { } next)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = next - Clock.Now(Standing.World.At);
        timer.Change(
            wait < Duration.Zero ? TimeSpan.Zero
                : wait > Duration.FromTimeSpan(WaitMax) ? WaitMax
                : wait.ToTimeSpan() + TimeSpan.FromMilliseconds(1),
            Timeout.InfiniteTimeSpan);
    }

    // The clocks of open requests and stops, and that of the closed one that is archived next.
    private Instant? NextClock(World world)
    {
        var (next, archival) = (NextDeadline(world), NextArchival(world));
        return next is null || archival?.At < next.Value.At ? archival?.At : next.Value.At;
    }

    // Returns whether anything was done: if not, there is nothing to do until somebody calls.
    private bool Advance()
    {
        var heard = Interlocked.Exchange(ref hasNews, 0) != 0;
        Ready();
        try
        {
            return Resume() | (HasWork() ? RunBatch() : heard && Follow());
        }
        catch (Exception fault) when (fault is UnwritableException or ClockJumpException)
        {
            Journal.Rollback();
            GiveUp(fault);
            return false;
        }
        catch (HeadLostException fault)
        {
            Journal.Rollback();
            GiveUp(fault);
            mustLoad = true;
            return true;
        }
    }

    private bool HasWork() => ahead is not null || NextLane is not null
        || IsClockDue(Standing.World)
        || UnwritableSince is not null;

    private bool IsClockDue(World world) => NextClock(world) <= Clock.Now(world.At);

    // What has to be settled before anything new.
    private bool Resume()
    {
        if (unsettled is { } batch)
        {
            var head = Journal.Settle(batch.Mark, batch.Known);
            unsettled = null;
            Settle(batch, head);
            return true;
        }

        if (mustLoad)
        {
            LoadAgain();
            return true;
        }

        return false;
    }

    private bool RunBatch()
    {
        var batch = ahead ?? new Batch(this, ready);
        try
        {
            if (batch != ahead)
            {
                batch.Open();
                batch.Decide();
            }
            else if (!batch.TryOpen())
            {
                restsAhead = RestAhead;
                Journal.Rollback();
                PutBackAhead();
                return true;
            }

            ahead = null;
            Publish(batch, Store(batch));
        }
        catch (FenceException fault)
        {
            // Somebody wrote without the lock: read it, and decide again.
            Journal.Rollback();
            batch.PutBack();
            if (fencedAt == batch.Known.Last)
            {
                throw new InvalidOperationException(
                    $"The journal has events after {fencedAt} that belong to no batch.",
                    fault);
            }

            fencedAt = batch.Known.Last;
            Log.LogWarning(
                Said.Fenced, "The journal had these numbers already: the batch is decided again.");
            return true;
        }
        catch (UnknownOutcomeException fault)
        {
            // Those who asked wait: two seconds, or until it is settled.
            unsettled = batch;
            MarkUnwritable(fault);
            return Resume();
        }
        catch (Exception fault) when (
            fault is UnwritableException or ClockJumpException or HeadLostException)
        {
            Journal.Rollback();
            MarkUnwritable(fault);
            ahead = null;
            batch.Fail(EngineFault.Unwritable);
            throw;
        }

        return batch.Count > 0 || ahead is not null;
    }

    private Head Store(Batch batch)
    {
        committing = new Committing(Stopwatch.GetTimestamp());
        try
        {
            Ready();
            return MayDecideAhead(batch) ? StoreAndDecideAhead(batch) : batch.Store();
        }
        catch
        {
            PutBackAhead();
            throw;
        }
        finally
        {
            committing = null;
        }
    }

    private bool MayDecideAhead(Batch batch)
    {
        restsAhead = Math.Max(0, restsAhead - 1);
        return restsAhead == 0 && NextLane?.Peek() is Question && UnwritableSince is null
            && !IsClockDue(batch.World);
    }

    // The thread that stores waits for the disk, and the other has its processor meanwhile. Until
    // it is joined, what waits is the helper's.
    private Head StoreAndDecideAhead(Batch batch)
    {
        var next = ahead = new Batch(this, ready);
        helper.Begin(() => next.DecideAhead(batch));
        try
        {
            return batch.Store();
        }
        finally
        {
            helper.Join();
        }
    }

    // To be decided again, before all that came later.
    private void PutBackAhead()
    {
        ahead?.PutBack();
        ahead = null;
    }

    private void Settle(Batch batch, Head? head)
    {
        Log.LogWarning(
            Said.Settled, "An unknown commit is settled: it is {Stored}.",
            head is null ? "not there" : "stored");
        if (head is null)
        {
            batch.Fail(EngineFault.Unwritable);
            return;
        }

        Publish(batch, head);
    }

    private bool Follow()
    {
        var head = Journal.FindHead(Standing.Head);
        var tail = Journal.ReadBetween(Standing.Head, head).ToList();
        if (tail.Count > 0)
        {
            Standing = Standing.After(tail, head);
            publish(Standing, tail);
        }

        return tail.Count > 0;
    }

    private void Publish(Batch batch, Head head)
    {
        MarkWritable();
        var isNew = head.Last != Standing.Head.Last || batch.Epoch != Standing.Epoch;
        Standing = new Standing(batch.World, head, batch.Epoch);
        if (isNew)
        {
            publish(Standing, batch.News);
        }

        batch.Answer();
    }

    // Another history: an older back-up, or a copy that took over without the last batches. A
    // new epoch makes every screen load again.
    private void LoadAgain()
    {
        var loaded = load();
        var opening = Begin(loaded.Head, [], []);
        var epoch = Math.Max(opening.Epoch, Standing.Epoch);
        if (epoch == Standing.Epoch)
        {
            Journal.Connection.Run(
                "UPDATE meta SET value = @epoch WHERE name = 'epoch'",
                ("@epoch", $"{++epoch}"));
        }

        Journal.Commit(new Writing { Probes = true }, loaded.Head);
        MarkWritable();
        Standing = new Standing(loaded.World, loaded.Head, epoch);
        mustLoad = false;
        publish(Standing, []);
        Log.LogCritical(
            Said.HistoryExchanged,
            "The journal has another history than this node knew: loaded again up to event "
            + "{Number}, as epoch {Epoch}.", loaded.Head.Last, epoch);
    }

    // Who waits hears it now, and not after the next try. Errands are our own, and wait.
    private void GiveUp(Exception fault)
    {
        MarkUnwritable(fault);
        Ready();
        foreach (var waiting in ready)
        {
            for (var left = waiting.Count; left > 0; left--)
            {
                var submission = waiting.Dequeue();
                if (submission is Errand)
                {
                    waiting.Enqueue(submission);
                    continue;
                }

                submission.Fail(new EngineException(EngineFault.Unwritable));
            }
        }
    }

    private void MarkUnwritable(Exception fault)
    {
        if (UnwritableSince is null)
        {
            Volatile.Write(
                ref unwritableSinceMs, Clock.Now(Standing.World.At).ToUnixTimeMilliseconds());
            Log.LogError(
                Said.JournalUnwritable, "The journal cannot be written: {Fault}.", fault.Message);
        }
    }

    private void MarkWritable()
    {
        if (UnwritableSince is not null)
        {
            Log.LogWarning(Said.JournalWritable, "The journal can be written again.");
            Volatile.Write(ref unwritableSinceMs, 0);
        }
    }

    private sealed record Committing(long At);
}
