using System.Collections.Immutable;
using System.Data.Common;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>One batch: one time, one transaction, one flush.</summary>
/// <remarks>
/// It opens and then decides; or it decides ahead, on a world that is still being stored, and then
/// opens and sees whether that world is the journal's.
/// </remarks>
internal sealed class Batch(Loop loop, Queue<Submission>[] ready)
{
    private const int ReactionDepthMax = 8;
    private const int ArchivalsMax = 64;
    private static readonly TimeSpan DecidingMax = TimeSpan.FromMilliseconds(5);

    private readonly Journal journal = loop.Journal;
    private readonly Meters.BatchMeter meter = loop.Meters.Begin();
    private readonly Writing writing = new();
    private readonly List<(Submission Asked, Answer Answer)> answers = [];
    private readonly List<(Submission Asked, Exception Fault)> faults = [];
    private readonly Dictionary<Guid, EarlierAnswer> earlier = [];
    private readonly Dictionary<string, PersonId> persons = [];
    private readonly List<Submission> taken = [];
    private ImmutableArray<Recorded> caught = [];
    private Instant now;
    private int level;
    private bool isOpen;
    private bool hasErrands;

    /// <summary>Tells this batch from all others.</summary>
    public Guid Mark => writing.Mark;

    /// <summary>The batch that it builds on.</summary>
    public Head Known { get; private set; } = loop.Standing.Head;

    /// <summary>How much it did: answers given and events stored.</summary>
    public int Count => writing.Entries.Count + answers.Count + faults.Count + caught.Length;

    /// <summary>The world after it.</summary>
    public World World { get; private set; } = loop.Standing.World;

    /// <summary>Counts restores, as the database has it.</summary>
    public int Epoch { get; private set; } = loop.Standing.Epoch;

    /// <summary>What this node did not know before: of others, and its own.</summary>
    public IReadOnlyList<Recorded> News =>
        [.. caught, .. writing.Entries.Select(e => e.Recorded)];

    /// <summary>Takes the lock, and catches up.</summary>
    public void Open()
    {
        var opening = Begin(ready.SelectMany(r => r).Take(Loop.BatchMax));
        foreach (var (id, answer) in opening.Answers)
        {
            earlier[id] = answer;
        }

        foreach (var (hash, person) in opening.Persons)
        {
            persons[hash] = person;
        }

        Known = opening.Tail.Head;
        World = loop.Standing.After(opening.Tail.Events, Known).World;
        caught = [.. opening.Tail.Events];
        (Epoch, level) = (opening.Epoch, loop.WriteLevel);
        now = loop.Clock.Now(World.At);
    }

    /// <summary>Fires what is due, then decides what was asked.</summary>
    public void Decide()
    {
        writing.Probes = loop.UnwritableSince is not null;
        FireDeadlines();
        FireArchivals();
        TakeAll();
        meter.Decided();
    }

    /// <summary>Decides what was asked, without the lock, on what another batch is about to
    /// store. Nobody hears of it before this batch is opened and stored.</summary>
    /// <param name="before">That batch; no clock may be due in its world.</param>
    public void DecideAhead(Batch before)
    {
        (World, Epoch, level) = (before.World, before.Epoch, before.level);
        now = loop.Clock.Now(World.At);
        TakeAll();
        meter.Decided();
    }

    /// <summary>Takes the lock for what was decided ahead.</summary>
    /// <returns>False when the database knows of something that was not known then: decide it
    /// again.</returns>
    public bool TryOpen()
    {
        Known = loop.Standing.Head;
        var opening = Begin(taken);
        var isSame = opening.Tail.Events.Count + opening.Answers.Count + opening.Persons.Count == 0
            && opening.Tail.Head.IsSame(Known) && opening.Epoch == Epoch
            && loop.WriteLevel == level;
        if (isSame)
        {
            TakeErrands();
        }

        return isSame;
    }

    /// <summary>Stores all of it, or nothing.</summary>
    /// <returns>The head after it.</returns>
    public Head Store()
    {
        if (writing.Entries.Count == 0 && !hasErrands && !writing.Probes)
        {
            journal.Rollback();
            return Known;
        }

        try
        {
            loop.Vault.StoreKeys(writing.Items);
        }
        catch (DbException fault)
        {
            throw new UnwritableException(fault);
        }

        return meter.Commit(() => journal.Commit(writing, Known));
    }

    /// <summary>Tells all who asked what became of it.</summary>
    public void Answer()
    {
        meter.Done(taken, [.. writing.Entries.Select(e => e.Recorded)]);
        foreach (var (asked, answer) in answers)
        {
            asked.Complete(answer.Receipt is { } receipt
                ? answer with { Receipt = receipt with { Number = World.Number } }
                : answer);
        }

        foreach (var (asked, fault) in faults)
        {
            asked.Fail(fault);
        }
    }

    /// <summary>Tells all who asked that there is no answer.</summary>
    public void Fail(EngineFault answer)
    {
        meter.Failed(taken);
        foreach (var (asked, own) in faults)
        {
            asked.Fail(own);
        }

        // All others, the one in hand included, which has no answer yet.
        foreach (var asked in taken)
        {
            asked.Fail(new EngineException(answer));
        }
    }

    /// <summary>Puts what was taken back in front, to be decided again.</summary>
    public void PutBack()
    {
        foreach (var lane in taken.GroupBy(t => t.Lane))
        {
            var queue = ready[(int)lane.Key - 1];
            Submission[] all = [.. lane, .. queue];
            queue.Clear();
            foreach (var submission in all)
            {
                queue.Enqueue(submission);
            }
        }
    }

    private Opening Begin(IEnumerable<Submission> next)
    {
        var questions = next.OfType<Question>().ToList();
        var hashes = questions.Select(q => q.Request.Lookup).OfType<PersonLookup>()
            .Select(loop.Vault.IndexHash).ToList();
        var asked = loop.Clock.Elapsed;
        var opening = loop.Begin(Known, [.. questions.Select(q => q.Stamp.Id)], hashes);
        isOpen = true;
        if (loop.FollowsDatabaseTime && opening.Time is { } time)
        {
            loop.Clock.Follow(time, asked);
        }

        return opening;
    }

    private void TakeAll()
    {
        var started = loop.Time.GetTimestamp();
        while (taken.Count < Loop.BatchMax && loop.NextLane is { } lane
            && (isOpen || lane.Peek() is Question))
        {
            TakeFrom(lane);
            if (loop.Time.GetElapsedTime(started) > DecidingMax)
            {
                break;
            }
        }
    }

    // What needs the transaction itself, and so could not be done ahead.
    private void TakeErrands()
    {
        while (loop.NextLane is { } lane && lane.Peek() is Errand)
        {
            TakeFrom(lane);
        }
    }

    private void TakeFrom(Queue<Submission> lane)
    {
        var submission = lane.Dequeue();
        taken.Add(submission);
        Take(submission);
    }

    private void FireDeadlines()
    {
        for (var fired = 0; fired < Loop.BatchMax; fired++)
        {
            if (loop.NextDeadline(World) is not { } due || due.At > now)
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
            if (loop.NextArchival(World) is not { } due || due.At > now)
            {
                return;
            }

            Fire(due);
        }
    }

    private void Fire(Domain.Deadline due)
    {
        var (before, count) = (World, writing.Entries.Count);
        try
        {
            Record(due.Fire(World, now), new Stamp(Ids.New(), Actor.System), 0, 0);
        }
        catch (Exception fault)
        {
            Undo(before, count);
            loop.CountFailure(due, fault);
        }
    }

    private void Undo(World before, int count)
    {
        World = before;
        writing.Entries.RemoveRange(count, writing.Entries.Count - count);
    }

    private void Take(Submission submission)
    {
        if (submission is Errand errand)
        {
            RunErrand(errand);
            return;
        }

        var question = (Question)submission;
        var (before, count) = (World, writing.Entries.Count);
        try
        {
            Answer(question);
        }
        catch (Exception fault) when (fault is not (UnwritableException or DbException))
        {
            // One fault stays one fault: what this request did is undone, nothing else.
            Undo(before, count);
            faults.Add((question, fault as EngineException ?? Incident(question, fault)));
        }
    }

    private EngineException Incident(Question question, Exception fault)
    {
        var incident = question.Stamp.Id.ToString("N")[^8..];
        loop.Log.LogError(
            Said.DecisionFailed,
            "Incident {Incident}: {Request} failed with {Fault} at {Stack}.", incident,
            question.Request.GetType().Name, fault.GetType().Name, fault.StackTrace);
        return new EngineException(EngineFault.DecisionFailed, incident);
    }

    // Rides in the batch's transaction: all of it is stored, or nothing.
    private void RunErrand(Errand errand)
    {
        try
        {
            errand.Work(journal.Connection);
        }
        catch (DbException fault)
        {
            throw new UnwritableException(fault);
        }

        answers.Add((errand, default));
        hasErrands = true;
    }

    private void Answer(Question question)
    {
        var stamp = question.Stamp;
        if (FindEarlier(question) is { } repeat)
        {
            // After a crash a server shows what its copy may not have. A commit of our own waits
            // for the copy, so that a yes that is repeated is as safe as one that is new.
            writing.Probes = true;
            answers.Add((question, new Answer(repeat, null)));
            return;
        }

        if (!World.Accounts.IsCurrent(stamp.By))
        {
            throw new EngineException(EngineFault.ActorChanged);
        }

        var lookup = question.Request.Lookup;
        var hash = lookup is null ? null : loop.Vault.IndexHash(lookup);
        var isKnown = CheckPerson(lookup, hash);
        var (events, refusal) = question.Request.DecideAny(World, MomentOf(stamp.By));
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

        var first = writing.Entries.Count;
        Record(events, stamp, 0, 0);
        Accept(question, [.. writing.Entries[first..].Select(e => e.Recorded)]);
        if (hash is not null && !isKnown)
        {
            writing.Persons.Add((hash, lookup!.Person, lookup.Holder));
            persons[Convert.ToHexString(hash)] = lookup.Person;
        }
    }

    private void Accept(Question question, ImmutableArray<Recorded> own)
    {
        var (id, print) = (question.Stamp.Id, question.Fingerprint);
        writing.Answers.Add((id, print, own[0].Number, own[^1].Number, now));
        earlier[id] = new EarlierAnswer(print, own[0].Number, own[^1].Number);
        writing.Items.AddRange(question.Items);
        answers.Add((question, new Answer(new Receipt(0, own, IsRepeat: false), null)));
    }

    private Moment MomentOf(Actor by) => new(now, by, level);

    // The same person is one person, also when two requests bring them in the same batch.
    private bool CheckPerson(PersonLookup? lookup, byte[]? hash)
    {
        if (lookup is null || !persons.TryGetValue(Convert.ToHexString(hash!), out var person))
        {
            return false;
        }

        return person == lookup.Person
            ? true
            : throw new EngineException(EngineFault.PersonKnown, person: person);
    }

    private Receipt? FindEarlier(Question question)
    {
        if (!earlier.TryGetValue(question.Stamp.Id, out var answer))
        {
            return null;
        }

        if (!answer.Fingerprint.AsSpan().SequenceEqual(question.Fingerprint))
        {
            throw new EngineException(EngineFault.IdReused);
        }

        var inBatch = writing.Entries.Select(e => e.Recorded)
            .Where(r => r.Number >= answer.First && r.Number <= answer.Last)
            .ToImmutableArray();
        return new Receipt(0, inBatch.IsEmpty ? ReadEvents(answer) : inBatch, IsRepeat: true);
    }

    private ImmutableArray<Recorded> ReadEvents(EarlierAnswer answer)
    {
        try
        {
            var most = (int)(answer.Last - answer.First + 1);
            return [.. Journal.ReadPage(journal.Connection, answer.First - 1, most)];
        }
        catch (DbException fault)
        {
            throw new UnwritableException(fault);
        }
    }

    private void Record(ImmutableArray<Event> events, Stamp stamp, long cause, int depth)
    {
        foreach (var happened in events)
        {
            var body = EventCodec.Encode(happened);
            var (kind, shape) = EventCodec.NameOf(happened);
            var recorded = new Recorded(
                World.Number + 1, Epoch, default, now, stamp.By, stamp.Id, cause,
                EventCodec.Decode(kind, shape, body));
            World = World.After(recorded);
            recorded = recorded with { Region = World.RegionOf(happened.Stream) };
            writing.Entries.Add(new Entry(recorded, body));
            React(recorded, stamp, depth);
        }
    }

    private void React(Recorded recorded, Stamp stamp, int depth)
    {
        foreach (var request in Domain.Placement.Reactions.To(World, recorded.Happened))
        {
            if (depth >= ReactionDepthMax)
            {
                throw new InvalidOperationException(
                    $"Reactions to reactions, deeper than {ReactionDepthMax}.");
            }

            var (events, _) = request.DecideAny(World, MomentOf(Actor.System));
            Record(events, stamp with { By = Actor.System }, recorded.Number, depth + 1);
        }
    }
}
