using System.Collections.Immutable;
using System.Threading.Channels;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>The one loop that decides. Its thread is the only one that writes.</summary>
internal sealed class Loop : IDisposable
{
    private const int LaneMax = 4_096;
    private const int BatchMax = 1_024;
    private static readonly TimeSpan DecidingMax = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // A timer takes 49 days at most; a patient may be expected later than that.
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    private readonly SqliteJournal journal;
    private readonly Vault vault;
    private readonly Changes changes;
    private readonly LoopClock clock;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly int epoch;
    private readonly Action<World> publish;
    private readonly Channel<Submission>[] lanes;
    private readonly ManualResetEventSlim work = new();
    private readonly HashSet<Domain.Placement.Deadline> parked = [];
    private readonly Dictionary<Domain.Placement.Deadline, int> failures = [];
    private readonly ITimer timer;
    private World world;
    private volatile bool stopping;

    public Loop(
        SqliteJournal journal, Vault vault, World world, int epoch, Changes changes,
        TimeProvider time, ILogger log, Action<World> publish)
    {
        (this.journal, this.vault, this.world, this.epoch) = (journal, vault, world, epoch);
        (this.changes, this.time, this.log, this.publish) = (changes, time, log, publish);
        clock = new LoopClock(time);
        lanes = [.. Enumerable.Range(0, 3).Select(_ => Channel.CreateBounded<Submission>(
            new BoundedChannelOptions(LaneMax) { SingleReader = true }))];
        timer = time.CreateTimer(
            _ => work.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>At which level events are written.</summary>
    public int WriteLevel { get; init; } = WriteLevels.Newest;

    private long unwritableSinceMs;

    /// <summary>Since when nothing can be stored; null while all is well.</summary>
    public Instant? UnwritableSince => Volatile.Read(ref unwritableSinceMs) is var ms and not 0
        ? Instant.FromUnixTimeMilliseconds(ms)
        : null;

    /// <summary>Puts a submission in its lane.</summary>
    /// <returns>False when the lane is full.</returns>
    public bool TryPut(Submission submission, Lane lane)
    {
        var put = lanes[(int)lane - 1].Writer.TryWrite(submission);
        work.Set();
        return put;
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
        work.Dispose();
    }

    /// <summary>Runs until stopped.</summary>
    public void Run()
    {
        while (true)
        {
            work.Reset();
            var isIdle = RunBatch() == 0;
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

    /// <summary>The time of a batch that would begin now.</summary>
    public Instant Now(Instant last) => clock.Now(last);

    // The next clock, or a while in which to try the file again.
    private void SetTimer()
    {
        if (UnwritableSince is not null)
        {
            timer.Change(RetryAfter, Timeout.InfiniteTimeSpan);
            return;
        }

        if (NextClock() is not { } next)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = next - clock.Now(world.At);
        timer.Change(
            wait < Duration.Zero ? TimeSpan.Zero
                : wait > Duration.FromTimeSpan(WaitMax) ? WaitMax
                : wait.ToTimeSpan() + TimeSpan.FromMilliseconds(1),
            Timeout.InfiniteTimeSpan);
    }

    // The clocks of open requests, and that of the closed one that is archived next.
    private Instant? NextClock()
    {
        var next = world.Deadlines.FirstOrDefault(d => !parked.Contains(d));
        var archival = NextArchival(world);
        return next.Request.Value == 0 || archival?.At < next.At ? archival?.At : next.At;
    }

    private Domain.Placement.Deadline? NextArchival(World now) =>
        WriteLevel >= EventCodec.LevelOf<Domain.Access.CareRequestArchived>()
            && now.NextArchival is { } next && !parked.Contains(next)
            ? next
            : null;

    private bool TryTake(out Submission submission)
    {
        foreach (var lane in lanes)
        {
            if (lane.Reader.TryRead(out submission!))
            {
                return true;
            }
        }

        submission = null!;
        return false;
    }

    // Returns how much was done: submissions taken and events stored.
    private int RunBatch()
    {
        var hasWork = lanes.Any(l => l.Reader.Count > 0)
            || NextClock() <= clock.Now(world.At)
            || UnwritableSince is not null;
        if (!hasWork)
        {
            return 0;
        }

        var batch = new Batch(this, world);
        try
        {
            journal.Begin();
        }
        catch (SqliteException fault)
        {
            batch.GiveUp(fault, EngineFault.Unwritable);
            return 0;
        }

        try
        {
            batch.Decide();
            batch.Store();
        }
        catch (SqliteException fault)
        {
            batch.GiveUp(fault, EngineFault.Unwritable);
            return 0;
        }
        catch (UnknownOutcomeException fault)
        {
            batch.GiveUp(fault, EngineFault.OutcomeUnknown);
            return 0;
        }

        if (UnwritableSince is not null)
        {
            log.LogWarning("The journal can be written again.");
            Volatile.Write(ref unwritableSinceMs, 0);
        }

        batch.Publish();
        return batch.Count;
    }

    private List<Submission> TakeWaiting()
    {
        var waiting = new List<Submission>();
        while (TryTake(out var submission))
        {
            waiting.Add(submission);
        }

        return waiting;
    }

    private void MarkUnwritable(Exception fault)
    {
        if (UnwritableSince is null)
        {
            Volatile.Write(
                ref unwritableSinceMs, clock.Now(world.At).ToUnixTimeMilliseconds());
            log.LogError("The journal cannot be written: {Fault}.", fault.Message);
        }
    }

    /// <summary>The commit failed, and the file could not be asked whether it was stored.
    /// </summary>
    private sealed class UnknownOutcomeException(Exception inner)
        : Exception("Nobody knows whether the batch was stored.", inner);

    /// <summary>One batch: one time, one transaction, one fsync.</summary>
    private sealed class Batch(Loop loop, World start)
    {
        private const int ReactionDepthMax = 8;
        private const int DeadlineFailuresMax = 3;
        private const int ArchivalsMax = 64;
        private readonly SqliteJournal journal = loop.journal;
        private readonly Guid mark = Ids.New();
        private readonly List<Entry> entries = [];
        private readonly List<(Submission Asked, Answer Answer)> answers = [];
        private readonly List<(Submission Asked, Exception Fault)> faults = [];
        private readonly Dictionary<Guid, Question> accepted = [];
        private readonly List<Submission> taken = [];
        private World world = start;
        private Instant now;
        private bool hasErrands;

        public int Count => entries.Count + answers.Count + faults.Count;

        public void Decide()
        {
            CatchUp();
            if (loop.UnwritableSince is not null)
            {
                journal.Probe();
                hasErrands = true;
            }

            now = loop.clock.Now(world.At);
            FireDeadlines();
            FireArchivals();
            var started = loop.time.GetTimestamp();
            while (taken.Count < BatchMax && loop.TryTake(out var submission))
            {
                taken.Add(submission);
                Take(submission);
                if (loop.time.GetElapsedTime(started) > DecidingMax)
                {
                    break;
                }
            }
        }

        public void Store()
        {
            if (entries.Count == 0 && !hasErrands)
            {
                journal.Rollback();
                return;
            }

            loop.vault.StoreKeys(accepted.Values.SelectMany(q => q.Items));
            foreach (var item in accepted.Values.SelectMany(q => q.Items))
            {
                journal.StoreItem(item);
            }

            if (entries.Count > 0)
            {
                journal.Append(entries, mark);
            }

            Commit();
        }

        public void Publish()
        {
            if (entries.Count > 0)
            {
                loop.world = world;
                loop.publish(world);
                loop.changes.Publish([.. entries.Select(e => e.Recorded)]);
            }
            else
            {
                loop.world = world;
            }

            foreach (var (asked, answer) in answers)
            {
                asked.Complete(answer.Receipt is { } receipt
                    ? answer with { Receipt = receipt with { Number = world.Number } }
                    : answer);
            }

            foreach (var (asked, fault) in faults)
            {
                asked.Fail(fault);
            }
        }

        public void GiveUp(Exception fault, EngineFault answer)
        {
            loop.MarkUnwritable(fault);
            try
            {
                journal.Rollback();
            }
            catch (SqliteException second)
            {
                loop.log.LogError("The rollback failed too: {Fault}.", second.Message);
            }

            // Who waits behind them hears it now too, and not after the next try.
            var waiting = loop.TakeWaiting();
            foreach (var (asked, own) in faults)
            {
                asked.Fail(own);
            }

            // All others, the one in hand included, which has no answer yet.
            foreach (var asked in taken)
            {
                asked.Fail(new EngineException(answer));
            }

            foreach (var asked in waiting)
            {
                asked.Fail(new EngineException(EngineFault.Unwritable));
            }
        }

        // An exception at commit leaves the outcome unknown: only the file can tell.
        private void Commit()
        {
            try
            {
                journal.Commit();
            }
            catch (SqliteException fault)
            {
                if (!IsStored(fault))
                {
                    throw;
                }
            }
        }

        private bool IsStored(SqliteException fault)
        {
            try
            {
                journal.Rollback();
                return journal.IsLast(mark);
            }
            catch (SqliteException)
            {
                throw new UnknownOutcomeException(fault);
            }
        }

        private void CatchUp()
        {
            var known = world.Number;
            foreach (var recorded in journal.ReadAfter(known))
            {
                world = world.After(recorded);
            }

            if (world.Number > known)
            {
                journal.ReadHead();
            }
        }

        private void FireDeadlines()
        {
            for (var fired = 0; fired < BatchMax; fired++)
            {
                var due = world.Deadlines.FirstOrDefault(d => !loop.parked.Contains(d));
                if (due.Request.Value == 0 || due.At > now)
                {
                    return;
                }

                Fire(due);
            }
        }

        // A few a batch: however many closed long ago, nobody waits for them.
        private void FireArchivals()
        {
            for (var fired = 0; fired < ArchivalsMax; fired++)
            {
                if (loop.NextArchival(world) is not { } due || due.At > now)
                {
                    return;
                }

                Fire(due);
            }
        }

        private void Fire(Domain.Placement.Deadline due)
        {
            var before = world;
            var count = entries.Count;
            try
            {
                Record(due.Fire(world, now), new Stamp(Ids.New(), Actor.System), 0, 0);
            }
            catch (Exception fault) when (fault is not SqliteException)
            {
                world = before;
                entries.RemoveRange(count, entries.Count - count);
                Park(due, fault);
            }
        }

        private void Park(Domain.Placement.Deadline due, Exception fault)
        {
            var times = loop.failures[due] = loop.failures.GetValueOrDefault(due) + 1;
            if (times >= DeadlineFailuresMax)
            {
                loop.parked.Add(due);
            }

            loop.log.LogCritical(
                fault, "The clock of request {Request} failed ({Times} times).",
                due.Request.Value, times);
        }

        private void Take(Submission submission)
        {
            if (submission is Errand errand)
            {
                RunErrand(errand);
                return;
            }

            var question = (Question)submission;
            var before = world;
            var count = entries.Count;
            try
            {
                Answer(question);
            }
            catch (Exception fault) when (fault is not SqliteException)
            {
                // One fault stays one fault: what this request did is undone, nothing else.
                world = before;
                entries.RemoveRange(count, entries.Count - count);
                faults.Add((question, fault as EngineException ?? Incident(question, fault)));
            }
        }

        private EngineException Incident(Question question, Exception fault)
        {
            var incident = question.Stamp.Id.ToString("N")[^8..];
            loop.log.LogError(
                "Incident {Incident}: {Request} failed with {Fault} at {Stack}.", incident,
                question.Request.GetType().Name, fault.GetType().Name, fault.StackTrace);
            return new EngineException(EngineFault.DecisionFailed, incident);
        }

        // Rides in the batch's transaction: all of it is stored, or nothing.
        private void RunErrand(Errand errand)
        {
            journal.Execute(errand.Work);
            answers.Add((errand, default));
            hasErrands = true;
        }

        private void Answer(Question question)
        {
            var stamp = question.Stamp;
            if (FindEarlier(question) is { } earlier)
            {
                answers.Add((question, new Answer(earlier, null)));
                return;
            }

            if (!world.Accounts.IsCurrent(stamp.By))
            {
                throw new EngineException(EngineFault.ActorChanged);
            }

            CheckPerson(question.Request.Lookup, out var hash);
            var (events, refusal) = question.Request.DecideAny(world, MomentOf(stamp.By));
            if (refusal is not null)
            {
                answers.Add((question, new Answer(null, refusal)));
                return;
            }

            if (events.IsEmpty)
            {
                answers.Add((question, new Answer(new Receipt(0, [], IsRepeat: false), null)));
                return;
            }

            var first = entries.Count;
            Record(events, stamp, 0, 0);
            var own = entries[first..].Select(e => e.Recorded).ToImmutableArray();
            journal.StoreAnswer(stamp.Id, question.Fingerprint, own[0].Number, own[^1].Number, now);
            if (hash is not null && question.Request.Lookup is { } lookup)
            {
                journal.StorePerson(hash, lookup.Person, lookup.Holder);
            }

            accepted[stamp.Id] = question;
            answers.Add((question, new Answer(new Receipt(0, own, IsRepeat: false), null)));
        }

        private Moment MomentOf(Actor by) => new(now, by, loop.WriteLevel);

        // The same person is one person, also when two requests bring them in the same batch.
        private void CheckPerson(PersonLookup? lookup, out byte[]? fresh)
        {
            fresh = null;
            if (lookup is null)
            {
                return;
            }

            var hash = loop.vault.IndexHash(lookup);
            var known = journal.FindPerson(hash);
            if (known is { } person && person != lookup.Person)
            {
                throw new EngineException(EngineFault.PersonKnown, person: person);
            }

            fresh = known is null ? hash : null;
        }

        private Receipt? FindEarlier(Question question)
        {
            if (journal.FindAnswer(question.Stamp.Id) is not { } earlier)
            {
                return null;
            }

            if (!earlier.Fingerprint.AsSpan().SequenceEqual(question.Fingerprint))
            {
                throw new EngineException(EngineFault.IdReused);
            }

            var inBatch = entries.Select(e => e.Recorded)
                .Where(r => r.Number >= earlier.First && r.Number <= earlier.Last)
                .ToImmutableArray();
            var events = inBatch.IsEmpty
                ? [.. journal.ReadPage(
                    earlier.First - 1, (int)(earlier.Last - earlier.First + 1))]
                : inBatch;
            return new Receipt(0, events, IsRepeat: true);
        }

        private void Record(ImmutableArray<Event> events, Stamp stamp, long cause, int depth)
        {
            foreach (var happened in events)
            {
                var body = EventCodec.Encode(happened);
                var (kind, shape) = EventCodec.NameOf(happened);
                var recorded = new Recorded(
                    world.Number + 1, loop.epoch, default, now, stamp.By, stamp.Id, cause,
                    EventCodec.Decode(kind, shape, body));
                world = world.After(recorded);
                recorded = recorded with { Region = world.RegionOf(happened) };
                entries.Add(new Entry(recorded, body));
                React(recorded, stamp, depth);
            }
        }

        private void React(Recorded recorded, Stamp stamp, int depth)
        {
            foreach (var request in Domain.Placement.Reactions.To(world, recorded.Happened))
            {
                if (depth >= ReactionDepthMax)
                {
                    throw new InvalidOperationException(
                        $"Reactions to reactions, deeper than {ReactionDepthMax}.");
                }

                var (events, _) = request.DecideAny(world, MomentOf(Actor.System));
                Record(events, stamp with { By = Actor.System }, recorded.Number, depth + 1);
            }
        }
    }
}
