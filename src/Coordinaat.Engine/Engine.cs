using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Postgres;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Where an engine keeps its files, and with what.</summary>
/// <param name="Folder">
/// Made when missing. Holds the snapshots and, without PostgreSQL, the journal and the keys.
/// </param>
/// <param name="Time">Where the time comes from.</param>
/// <param name="Log">Where it says what it does.</param>
/// <param name="MasterKey">The master key in base64; null for the key file in the folder.</param>
public sealed record EngineOptions(
    string Folder, TimeProvider Time, ILogger Log, string? MasterKey = null)
{
    /// <summary>PostgreSQL for the journal; null for SQLite in the folder.</summary>
    public string? Journal { get; init; }

    /// <summary>PostgreSQL for the keys of persons' records; null for the journal's.</summary>
    public string? Keys { get; init; }

    /// <summary>How many machines should hold the journal; with 2 or more it is watched that they
    /// do.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The newest write level that it reads; tests play an older release.</summary>
    public int Reads { get; init; } = WriteLevels.Newest;

    /// <summary>Whether PostgreSQL's clock counts, as it should; tests move their own.</summary>
    public bool FollowsDatabaseTime { get; init; } = true;
}

/// <summary>The journal, the loop and the vault: everything that is true, and how it changes.
/// </summary>
public sealed class Engine : IAsyncDisposable
{
    private const int SnapshotEvery = 50_000;

    // Writing snapshots takes at most a twentieth of the time, however fast events come.
    private const int SnapshotRest = 19;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private static readonly Duration AnswersKept = Duration.FromDays(7);

    private readonly FileStream lockFile;
    private readonly Storage storage;
    private readonly Journal journal;
    private readonly Snapshots snapshots;
    private readonly Months months;
    private readonly Past past;
    private readonly Loop loop;
    private readonly Thread thread;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Presence? presence;
    private readonly IDisposable? listener;
    private readonly IDisposable? copies;
    private readonly int copiesWanted;
    private volatile bool hasOneCopy;
    private Standing standing;
    private long snapshotAt;
    private Instant forgetAt;
    private Task snapshot = Task.CompletedTask;
    private long snapshotRestsUntil;
    private volatile bool stopping;

    private Engine(EngineOptions options, FileStream lockFile)
    {
        (this.lockFile, time, log) = (lockFile, options.Time, options.Log);
        var master = options.MasterKey is { Length: > 0 } configured
            ? MasterKey.Parse(configured)
            : MasterKey.ReadOrMake(Path.Combine(options.Folder, "master.key"));
        storage = Storage.Of(options);
        journal = storage.OpenJournal();
        copiesWanted = options.Copies;
        CheckKey(master, options.Reads);
        Vault = new Vault(
            storage,
            new KeyStore(storage, Path.Combine(options.Folder, "erasures.txt"), master), master);
        Protection = new ProtectionKeys(this, storage, master.Derive("protection-keys"));
        Drafts = new Drafts(storage, master);
        Outbox = new Outbox(storage, this);
        Maps = new MapFiles(storage);
        Feeds = new Feeds.FeedStore(storage, master);
        snapshots = new Snapshots(Path.Combine(options.Folder, "snapshots"), log);
        months = new Months(storage, FindBase, log);
        past = new Past(storage, snapshots);
        presence = storage.MakePresence(Node.Self(options.Reads), Meters.SetNodesAlive);
        standing = LoadAsNode(options.Reads);
        snapshotAt = standing.World.Number;
        Changes.Start(standing.World.Number);
        loop = new Loop(journal, Vault, standing, options, Load, Publish, Meters);
        Meters.Start(this, loop.Waiting);
        Meters.Follow("snapshots", () => Volatile.Read(ref snapshotAt));
        listener = storage.Listen(loop.Hear);
        copies = options.Copies > 1
            ? storage.WatchCopies(SetCopies, log)
            : null;
        thread = new Thread(RunLoop) { Name = "journal", IsBackground = true };
        thread.Start();
        months.Look(standing, standing);
        ForgetAnswers();
    }

    /// <summary>Counts restores of a back-up.</summary>
    public int Epoch => Volatile.Read(ref standing).Epoch;

    /// <summary>The world as of the last committed batch. Never waits.</summary>
    public World World => Volatile.Read(ref standing).World;

    /// <summary>What changed lately.</summary>
    public Changes Changes { get; } = new();

    /// <summary>How it does, in figures.</summary>
    public Meters Meters { get; } = new();

    /// <summary>Who the patient is.</summary>
    public Vault Vault { get; }

    /// <summary>Half-filled forms.</summary>
    public Drafts Drafts { get; }

    /// <summary>Boundaries for the map.</summary>
    public MapFiles Maps { get; }

    /// <summary>Whose turn it is to send what leaves the house.</summary>
    public Outbox Outbox { get; }

    /// <summary>What feeds said.</summary>
    public Feeds.FeedStore Feeds { get; }

    /// <summary>Where the web server keeps its own keys.</summary>
    public ProtectionKeys Protection { get; }

    /// <summary>Since when nothing can be stored; null while all is well.</summary>
    public Instant? UnwritableSince => loop.UnwritableSince;

    /// <summary>Whether the journal is on one machine only, where there should be more.</summary>
    public bool HasOneCopy => hasOneCopy;

    /// <summary>The fault that stopped the loop; null while it runs.</summary>
    public Exception? Stopped { get; private set; }

    /// <summary>The journal's time, as a batch would see it now.</summary>
    public Instant Now => loop.Clock.Now(World.At);

    /// <summary>Opens the journal and starts the loop.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another process has the folder, a newer program or another master key made it, or its write
    /// level is higher than this program reads.
    /// </exception>
    /// <exception cref="UnknownEventException">A newer program wrote an event.</exception>
    public static Engine Open(EngineOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        FileStream lockFile;
        try
        {
            lockFile = LockFolder(options.Folder);
        }
        catch (IOException fault)
        {
            throw new InvalidOperationException(
                $"Another process works in {options.Folder}. Stop it, or use its address.",
                fault);
        }

        try
        {
            Proof.Restore.CheckFinished(options.Folder);
            return new Engine(options, lockFile);
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>By what the worlds of two nodes are compared. It reads the whole world.</summary>
    public WorldPrint Print()
    {
        var now = Volatile.Read(ref standing);
        return new WorldPrint(now.Epoch, now.World.Number, Snapshots.HashOf(now.World));
    }

    /// <summary>Asks for something, and waits until it is decided and stored.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="stamp">Who asks, under which id.</param>
    /// <returns>What was stored, or the refusal. A yes is durable.</returns>
    /// <exception cref="EngineException">The engine gave no answer.</exception>
    public async Task<Outcome<Receipt, TRefusal>> SubmitAsync<TRefusal>(
        Request<TRefusal> request, Stamp stamp)
        where TRefusal : struct, Enum
    {
        var answer = await AnswerAsync(request, stamp);
        return answer.Receipt is { } receipt
            ? receipt
            : (TRefusal)answer.Refusal!;
    }

    /// <summary>The same for a request of any kind, where only the refusal matters.</summary>
    /// <returns>The refusal; null for a yes.</returns>
    /// <exception cref="EngineException">The engine gave no answer.</exception>
    public async Task<Enum?> SubmitAnyAsync(Request request, Stamp stamp) =>
        (await AnswerAsync(request, stamp)).Refusal;

    /// <summary>Reads single events: the time line of a request.</summary>
    /// <param name="numbers">Which events.</param>
    /// <returns>Those that exist, in the order asked.</returns>
    /// <exception cref="EngineException">The database cannot be reached.</exception>
    public IReadOnlyList<Recorded> Read(IEnumerable<long> numbers)
    {
        try
        {
            using var connection = storage.OpenReader();
            return Journal.ReadSome(connection, numbers);
        }
        catch (DbException)
        {
            throw new EngineException(EngineFault.Unreadable);
        }
    }

    /// <summary>Reads what follows an event, for who reads behind the loop: on any thread.
    /// </summary>
    /// <param name="after">The number of the last event known.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Recorded> ReadAfter(long after, int most)
    {
        using var connection = storage.OpenReader();
        return Journal.ReadPage(connection, after, most);
    }

    /// <summary>The world as it was known at a moment: read beside the loop, one at a time.
    /// </summary>
    /// <param name="at">An event of this very moment is in it.</param>
    /// <param name="cancel">When nobody waits for it any more.</param>
    /// <returns>The world, or why it cannot be had.</returns>
    /// <exception cref="EngineException">The database cannot be read.</exception>
    public Task<Outcome<World, PastFault>> WorldAtAsync(
        Instant at, CancellationToken cancel = default) =>
        past.ReadAsync(at, Volatile.Read(ref standing), Now, cancel);

    /// <summary>
    /// Destroys one holder's record of one person: the key goes for good, and a patient who comes
    /// back is a new person.
    /// </summary>
    public async Task EraseAsync(PersonId person, OrganisationId holder)
    {
        // The index first: once the key is gone nobody should be found under this id again.
        await ExecuteAsync(connection => connection.Run(
            "DELETE FROM person_index WHERE person = @person AND holder = @holder",
            ("@person", person.Value.Bytes()), ("@holder", holder.Value)));
        Vault.Erase(person, holder);
    }

    /// <summary>Destroys every holder's record of one person.</summary>
    public async Task EraseAsync(PersonId person)
    {
        foreach (var holder in Vault.HoldersOf(person))
        {
            await EraseAsync(person, holder);
        }
    }

    /// <summary>Waits until this node has seen an event.</summary>
    /// <param name="number">The event's number.</param>
    /// <param name="wait">How long at most.</param>
    /// <returns>False when it has not, by then.</returns>
    public async Task<bool> WaitForAsync(long number, TimeSpan wait)
    {
        using var over = new CancellationTokenSource(wait, time);
        while (World.Number < number)
        {
            var moved = Changes.Moved;
            if (World.Number >= number)
            {
                break;
            }

            try
            {
                await moved.WaitAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finishes what was accepted, writes a snapshot and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!stopping)
        {
            stopping = true;
            loop.Stop();
            await Task.Run(thread.Join);
            listener?.Dispose();
            copies?.Dispose();
            months.Dispose();
            past.Dispose();
            await snapshot;
            loop.Dispose();
            presence?.Dispose();
            if (World.Number > snapshotAt)
            {
                snapshots.Write(standing);
            }

            Meters.Dispose();
            journal.Dispose();
            storage.Dispose();
            await lockFile.DisposeAsync();
        }
    }

    /// <summary>Keeps other programs out of a folder, as long as it is open.</summary>
    /// <exception cref="IOException">Another program has it.</exception>
    internal static FileStream LockFolder(string folder) => new(
        Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
        FileShare.None);

    internal async Task ExecuteAsync(Action<DbConnection> work) =>
        await PutAsync(new Errand(work));

    private async Task<Answer> AnswerAsync(Request request, Stamp stamp)
    {
        using var asked = Meters.Ask(request);
        return await asked.HearAsync(AskAsync(request, stamp));
    }

    private async Task<Answer> AskAsync(Request request, Stamp stamp)
    {
        var fingerprint = Vault.Fingerprint(Fingerprint.BytesOf(request, stamp.By.Account));
        return await PutAsync(new Question(request, stamp, fingerprint, Seal(request)));
    }

    private ImmutableArray<SealedItem> Seal(Request request)
    {
        try
        {
            return [.. request.Secrets.Select(Vault.Seal)];
        }
        catch (DbException fault)
        {
            log.LogWarning(
                Said.KeysUnread, "The keys cannot be read: {Fault}.", fault.GetType().Name);
            throw new EngineException(EngineFault.Unwritable);
        }
    }

    private async Task<Answer> PutAsync(Submission submission)
    {
        if (stopping || Stopped is not null)
        {
            throw new EngineException(EngineFault.Stopping);
        }

        // Said at once, rather than after waiting for a file that may be locked; the loop tries the
        // file by itself until it can be written again. Errands are the engine's own and wait.
        if (submission is Question && UnwritableSince is not null)
        {
            throw new EngineException(EngineFault.Unwritable);
        }

        if (!loop.TryPut(submission))
        {
            throw new EngineException(EngineFault.Busy);
        }

        try
        {
            return await submission.Answered.WaitAsync(AnswerMax, time);
        }
        catch (TimeoutException)
        {
            throw new EngineException(EngineFault.OutcomeUnknown);
        }
    }

    // At the start, and with the first batch of every day after.
    private void ForgetAnswers()
    {
        var before = (Now - AnswersKept).ToUnixTimeMilliseconds();
        forgetAt = World.At + Duration.FromDays(1);
        _ = ForgetAnswersAsync(before);
    }

    private async Task ForgetAnswersAsync(long before)
    {
        try
        {
            await ExecuteAsync(connection => connection.Run(
                "DELETE FROM answered WHERE at < @before", ("@before", before)));
        }
        catch (EngineException fault)
        {
            log.LogWarning(
                Said.AnswersKept, "Old answers were not removed: {Fault}.", fault.Fault);
        }
    }

    // First the row, then the level. Whoever raises the level locks the rows before looking at
    // them: they see this one, or it waits for them and then reads the new level. An older program
    // cannot slip in between.
    private Standing LoadAsNode(int reads)
    {
        try
        {
            presence?.Enter();
            LevelUnreadException.ThrowIfOver(ReadMeta("write-level"), reads);
            return Load();
        }
        catch
        {
            presence?.Dispose();
            throw;
        }
    }

    // From the newest snapshot or seal that is of this history, else from the start.
    private Standing Load()
    {
        var epoch = ReadMeta("epoch");
        foreach (var taken in ReadWorlds(epoch))
        {
            try
            {
                return LoadFrom(taken, journal.FindHead(taken.Head));
            }
            catch (HeadLostException)
            {
                log.LogWarning(
                    Said.SnapshotUnused,
                    "A snapshot of event {Number} is not used: it is of another history.",
                    taken.World.Number);
            }
        }

        return LoadFrom(
            new Standing(World.Empty, Head.None, epoch), journal.FindHead(Head.None));
    }

    // Snapshots, the newest first, and the newest seal: each is read when it is asked for.
    private IEnumerable<Standing> ReadWorlds(int epoch)
    {
        foreach (var taken in snapshots.Read(epoch))
        {
            yield return taken;
        }

        using var connection = storage.OpenReader();
        foreach (var taken in Months.Read(connection, epoch).Take(1))
        {
            yield return taken;
        }
    }

    // The newest world that is known up to an event.
    private Standing FindBase(long end)
    {
        var epoch = Epoch;
        return ReadWorlds(epoch).Where(s => s.World.Number <= end).MaxBy(s => s.World.Number)
            ?? new Standing(World.Empty, Head.None, epoch);
    }

    private Standing LoadFrom(Standing taken, Head head)
    {
        var loaded = taken.After(journal.ReadBetween(taken.Head, head), head);
        log.LogInformation(
            Said.JournalLoaded,
            "The journal holds {Count} events; {Folded} of them came after the snapshot.",
            loaded.World.Number, loaded.World.Number - taken.World.Number);
        return loaded;
    }

    private void SetCopies(int found)
    {
        hasOneCopy = found == 0;
        Meters.SetReplicas(found + 1, copiesWanted);
    }

    private void Publish(Standing next, IReadOnlyList<Recorded> news)
    {
        var before = standing;
        var isAnother = next.Epoch != before.Epoch;
        Volatile.Write(ref standing, next);
        months.Look(before, next);
        if (next.World.At >= forgetAt)
        {
            ForgetAnswers();
        }

        if (isAnother)
        {
            Changes.Start(next.World.Number);
        }
        else if (news.Count > 0)
        {
            Changes.Publish(news);
        }

        if (next.World.Number - snapshotAt >= SnapshotEvery && snapshot.IsCompleted
            && Stopwatch.GetTimestamp() >= Volatile.Read(ref snapshotRestsUntil))
        {
            snapshotAt = next.World.Number;
            snapshot = Task.Run(() => WriteSnapshot(next));
        }
    }

    private void WriteSnapshot(Standing taken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            snapshots.Write(taken);
        }
        catch (IOException fault)
        {
            log.LogWarning(
                Said.SnapshotUnwritten, "A snapshot could not be written: {Fault}.", fault.Message);
        }

        var ended = Stopwatch.GetTimestamp();
        Volatile.Write(ref snapshotRestsUntil, ended + ((ended - started) * SnapshotRest));
    }

    private void RunLoop()
    {
        try
        {
            loop.Run();
        }
        catch (Exception fault)
        {
            // A fault while reading the journal: nobody may work on with half a world. The other
            // nodes do not wait for its lock.
            Stopped = fault;
            journal.Rollback();
            if (fault is LevelUnreadException)
            {
                log.LogCritical(
                    Said.LevelUnread, "Nothing is written any more: {Fault}", fault.Message);
            }

            log.LogCritical(
                Said.LoopStopped, fault, "The loop stopped. Nothing is decided any more.");
        }
    }

    // A journal with another key would open no sealed item: better said at once.
    private void CheckKey(MasterKey master, int level)
    {
        var check = Convert.ToHexString(master.Derive("check"));
        using var connection = storage.OpenWriter();
        var isNew = connection.Run(
            """
            INSERT INTO meta (name, value) VALUES ('key-check', @check)
            ON CONFLICT (name) DO NOTHING
            """,
            ("@check", check)) == 1;
        if (isNew)
        {
            connection.Run(
                "INSERT INTO meta (name, value) VALUES ('epoch', '1'), ('write-level', @level)",
                ("@level", $"{level}"));
        }
        else if (connection.Find("SELECT value FROM meta WHERE name = 'key-check'") as string
            != check)
        {
            throw new InvalidOperationException(
                "The master key is not the one that this journal was made with.");
        }
    }

    private int ReadMeta(string name)
    {
        using var connection = storage.OpenReader();
        return connection.Find("SELECT value FROM meta WHERE name = @name", ("@name", name))
            is string value
                ? int.Parse(value, CultureInfo.InvariantCulture)
                : 1;
    }
}
