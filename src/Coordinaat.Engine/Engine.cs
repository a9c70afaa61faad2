using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Where an engine keeps its files, and with what.</summary>
/// <param name="Folder">Made when missing. Holds the journal, the keys and the snapshots.</param>
/// <param name="Time">Where the time comes from.</param>
/// <param name="Log">Where it says what it does.</param>
/// <param name="MasterKey">The master key in base64; null for the key file in the folder.</param>
public sealed record EngineOptions(
    string Folder, TimeProvider Time, ILogger Log, string? MasterKey = null);

/// <summary>The journal, the loop and the vault: everything that is true, and how it changes.
/// </summary>
public sealed class Engine : IAsyncDisposable
{
    private const int SnapshotEvery = 50_000;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private static readonly Duration AnswersKept = Duration.FromDays(7);

    private readonly FileStream lockFile;
    private readonly SqliteJournal journal;
    private readonly Snapshots snapshots;
    private readonly Loop loop;
    private readonly Thread thread;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private World world;
    private long snapshotAt;
    private volatile bool stopping;

    private Engine(EngineOptions options, FileStream lockFile)
    {
        (this.lockFile, time, log) = (lockFile, options.Time, options.Log);
        var master = options.MasterKey is { Length: > 0 } configured
            ? MasterKey.Parse(configured)
            : MasterKey.ReadOrMake(Path.Combine(options.Folder, "master.key"));
        journal = new SqliteJournal(Path.Combine(options.Folder, "journal.db"));
        CheckKey(master);
        Vault = new Vault(
            journal.Path,
            new KeyStore(
                Path.Combine(options.Folder, "keys.db"),
                Path.Combine(options.Folder, "erasures.txt"), master),
            master);
        Protection = new ProtectionKeys(this, journal.Path, master.Derive("protection-keys"));
        Drafts = new Drafts(Path.Combine(options.Folder, "drafts.db"), master);
        snapshots = new Snapshots(Path.Combine(options.Folder, "snapshots"), log);
        world = Load();
        snapshotAt = world.Number;
        Changes.Start(world.Number);
        loop = new Loop(journal, Vault, world, Epoch, Changes, time, log, Publish);
        thread = new Thread(RunLoop) { Name = "journal", IsBackground = true };
        thread.Start();
        _ = ForgetAnswersAsync();
    }

    /// <summary>Counts restores of a back-up.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>The world as of the last committed batch. Never waits.</summary>
    public World World => Volatile.Read(ref world);

    /// <summary>What changed lately.</summary>
    public Changes Changes { get; } = new();

    /// <summary>Who the patient is.</summary>
    public Vault Vault { get; }

    /// <summary>Half-filled forms.</summary>
    public Drafts Drafts { get; }

    /// <summary>Where the web server keeps its own keys.</summary>
    public ProtectionKeys Protection { get; }

    /// <summary>Since when nothing can be stored; null while all is well.</summary>
    public Instant? UnwritableSince => loop.UnwritableSince;

    /// <summary>The fault that stopped the loop; null while it runs.</summary>
    public Exception? Stopped { get; private set; }

    /// <summary>The journal's time, as a batch would see it now.</summary>
    public Instant Now => loop.Now(World.At);

    /// <summary>Opens the journal and starts the loop.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another process has the folder, or a newer program or another master key made it.
    /// </exception>
    /// <exception cref="UnknownEventException">A newer program wrote an event.</exception>
    public static Engine Open(EngineOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        FileStream lockFile;
        try
        {
            lockFile = new FileStream(
                Path.Combine(options.Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException fault)
        {
            throw new InvalidOperationException(
                $"Another process works in {options.Folder}. Stop it, or use its address.",
                fault);
        }

        try
        {
            return new Engine(options, lockFile);
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
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
    public IReadOnlyList<Recorded> Read(IEnumerable<long> numbers) =>
        SqliteJournal.ReadSome(journal.Path, numbers);

    /// <summary>Reads what follows an event, for who reads behind the loop: on any thread.
    /// </summary>
    /// <param name="after">The number of the last event known.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Recorded> ReadAfter(long after, int most) =>
        SqliteJournal.ReadPage(journal.Path, after, most);

    /// <summary>
    /// Destroys one holder's record of one person: the key goes for good, and a patient who comes
    /// back is a new person.
    /// </summary>
    public async Task EraseAsync(PersonId person, OrganisationId holder)
    {
        // The index first: once the key is gone nobody should be found under this id again.
        await ExecuteAsync(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM person_index WHERE person = $p AND holder = $h";
            command.Parameters.AddWithValue("$p", person.Value.ToByteArray(bigEndian: true));
            command.Parameters.AddWithValue("$h", holder.Value);
            command.ExecuteNonQuery();
        });
        Vault.Erase(person, holder);
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
            loop.Dispose();
            if (World.Number > snapshotAt)
            {
                snapshots.Write(World, Epoch);
            }

            journal.Dispose();
            Vault.Dispose();
            Drafts.Dispose();
            SqliteConnection.ClearAllPools();
            await lockFile.DisposeAsync();
        }
    }

    internal async Task ExecuteAsync(Action<SqliteConnection> work) =>
        await PutAsync(new Errand(work), Lane.Desk);

    private async Task<Answer> AnswerAsync(Request request, Stamp stamp)
    {
        var items = request.Secrets.Select(Vault.Seal);
        var fingerprint = Vault.Fingerprint(Fingerprint.BytesOf(request, stamp.By.Account));
        var question = new Question(request, stamp, fingerprint, [.. items]);
        return await PutAsync(question, request.Lane);
    }

    private async Task<Answer> PutAsync(Submission submission, Lane lane)
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

        if (!loop.TryPut(submission, lane))
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

    private async Task ForgetAnswersAsync()
    {
        var before = (Now - AnswersKept).ToUnixTimeMilliseconds();
        try
        {
            await ExecuteAsync(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "DELETE FROM answered WHERE at < $before";
                command.Parameters.AddWithValue("$before", before);
                command.ExecuteNonQuery();
            });
        }
        catch (EngineException fault)
        {
            log.LogWarning("Old answers were not removed: {Fault}.", fault.Fault);
        }
    }

    private World Load()
    {
        var last = journal.LastNumber();
        var loaded = snapshots.ReadNewest(last, Epoch) ?? World.Empty;
        var from = loaded.Number;
        foreach (var recorded in journal.ReadAfter(from))
        {
            loaded = loaded.After(recorded);
        }

        log.LogInformation(
            "The journal holds {Count} events; {Folded} of them came after the snapshot.",
            loaded.Number, loaded.Number - from);
        return loaded;
    }

    private void Publish(World next)
    {
        Volatile.Write(ref world, next);
        if (next.Number - snapshotAt >= SnapshotEvery)
        {
            snapshotAt = next.Number;
            _ = Task.Run(() => WriteSnapshot(next));
        }
    }

    private void WriteSnapshot(World taken)
    {
        try
        {
            snapshots.Write(taken, Epoch);
        }
        catch (IOException fault)
        {
            log.LogWarning("A snapshot could not be written: {Fault}.", fault.Message);
        }
    }

    private void RunLoop()
    {
        try
        {
            loop.Run();
        }
        catch (Exception fault)
        {
            // A fault while reading the journal: nobody may work on with half a world.
            Stopped = fault;
            log.LogCritical(fault, "The loop stopped. Nothing is decided any more.");
        }
    }

    // A journal with another key would open no sealed item: better said at once.
    private void CheckKey(MasterKey master)
    {
        var check = Convert.ToHexString(master.Derive("check"));
        var known = journal.ReadMeta("key-check");
        if (known is null)
        {
            journal.WriteMeta("key-check", check);
            journal.WriteMeta("epoch", "1");
        }
        else if (known != check)
        {
            throw new InvalidOperationException(
                "The master key is not the one that this journal was made with.");
        }

        Epoch = int.Parse(journal.ReadMeta("epoch") ?? "1", CultureInfo.InvariantCulture);
    }
}
