using System.Collections.Concurrent;
using System.Data.Common;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging;

namespace Coordinaat.Tests.Support;

/// <summary>An engine on real files in a folder of its own, with time that a test moves.</summary>
internal sealed class House : IAsyncDisposable
{
    private int asked;
    private bool isGuest;
    private EngineItself? engine;

    private readonly Cluster? cluster;
    private readonly string database;

    private House(
        string folder, DateTimeOffset start, Cluster? cluster = null, string? database = null)
    {
        (Folder, Time, this.cluster) = (folder, new ManualTime(start), cluster);
        this.database = database ?? cluster?.CreateDatabase() ?? "";
    }

    public string Folder { get; }

    public ManualTime Time { get; private set; }

    public Listener Said { get; } = new();

    /// <summary>Makes words for requests.</summary>
    public Scene Scene { get; private init; } = new();

    public EngineItself Engine => engine ?? throw new InvalidOperationException("Closed.");

    public World World => Engine.World;

    public string Hash => Snapshots.HashOf(World);

    public string JournalPath => Path.Combine(Folder, "journal.db");

    /// <summary>An empty folder with an engine, and the test region in it.</summary>
    public static async Task<House> OpenAsync(Store store = Store.Sqlite)
    {
        var house = Empty(store);
        house.Open();
        await house.FillAsync();
        return house;
    }

    /// <summary>Puts the test region in.</summary>
    /// <param name="level">What an older release cannot write is left out.</param>
    public async Task FillAsync(int level = WriteLevels.Newest)
    {
        await AllAsync(TestRegion.Rows.Select(
            r => DoAsync(new Domain.Regions.Define(r), Actor.System)));
        await AllAsync(TestRegion.Accounts
            .Where(a => level > WriteLevels.First || (a.Roles & Roles.Reporter) == 0)
            .Select(a => DoAsync(a, Actor.System)));
    }

    public static House Empty(Store store = Store.Sqlite) => new(
        Directory.CreateTempSubdirectory("coordinaat-test-").FullName,
        TestRegion.Start.ToDateTimeOffset(),
        store == Store.Postgres ? Cluster.Shared : null);

    /// <summary>On a server of the test's own.</summary>
    public static House On(Cluster cluster) => new(
        Directory.CreateTempSubdirectory("coordinaat-test-").FullName,
        TestRegion.Start.ToDateTimeOffset(), cluster);

    /// <summary>Another node on the same database, on the same clock.</summary>
    /// <param name="reads">The newest write level that it reads.</param>
    public House Beside(int reads = WriteLevels.Newest)
    {
        var beside = new House(
            Directory.CreateTempSubdirectory("coordinaat-test-").FullName, Time.GetUtcNow(),
            cluster, database)
        {
            Time = Time, asked = asked + 1_000_000, Scene = Scene, isGuest = true,
        };
        File.Copy(Path.Combine(Folder, "master.key"), Path.Combine(beside.Folder, "master.key"));
        beside.Open(reads: reads);
        return beside;
    }

    /// <summary>Where this house keeps what it keeps.</summary>
    public EngineOptions Place => new(Folder, Time, Said)
    {
        Journal = cluster?.StringOf(database),
    };

    /// <summary>An empty place elsewhere, with the same master key and on the same clock.
    /// </summary>
    public House Elsewhere(Store store)
    {
        var elsewhere = new House(
            Directory.CreateTempSubdirectory("coordinaat-test-").FullName, Time.GetUtcNow(),
            store == Store.Postgres ? Cluster.Shared : null)
        {
            Time = Time, asked = asked + 1_000_000, Scene = Scene,
        };
        File.Copy(
            Path.Combine(Folder, "master.key"), Path.Combine(elsewhere.Folder, "master.key"));
        return elsewhere;
    }

    /// <summary>Another house on a copy of this one's files, as they lie now.</summary>
    public House Copy()
    {
        Assert.Null(cluster);
        var copy = new House(
            Directory.CreateTempSubdirectory("coordinaat-test-").FullName, Time.GetUtcNow())
        {
            asked = asked + 1_000_000, Scene = Scene,
        };
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Folder, file);
            if (name != "lock")
            {
                Directory.CreateDirectory(
                    Path.GetDirectoryName(Path.Combine(copy.Folder, name))!);
                File.Copy(file, Path.Combine(copy.Folder, name));
            }
        }

        return copy;
    }

    /// <summary>Starts the engine.</summary>
    /// <param name="masterKey">Another than the folder's.</param>
    /// <param name="followsDatabaseTime">Whether the server's clock counts.</param>
    /// <param name="port">A line to the server, instead of its own port.</param>
    /// <param name="reads">The newest write level that it reads: a lower one is an older release.
    /// </param>
    public void Open(
        string? masterKey = null, bool followsDatabaseTime = false, int? port = null,
        int reads = WriteLevels.Newest) =>
        engine = EngineItself.Open(new EngineOptions(Folder, Time, Said, masterKey)
        {
            Journal = cluster?.StringOf(database, port), FollowsDatabaseTime = followsDatabaseTime,
            Reads = reads,
        });

    public async Task CloseAsync()
    {
        await Engine.DisposeAsync();
        engine = null;
    }

    /// <summary>Stops and starts again, on another clock if one is given.</summary>
    public async Task ReopenAsync(DateTimeOffset? start = null)
    {
        await CloseAsync();
        Time = start is { } at ? new ManualTime(at) : Time;
        Open();
    }

    public Guid NextId() => new(Interlocked.Increment(ref asked), 5, 5, new byte[8]);

    /// <summary>Asks for something that must be granted.</summary>
    public async Task<Receipt> DoAsync<TRefusal>(
        Request<TRefusal> request, Actor by, Guid? id = null)
        where TRefusal : struct, Enum
    {
        var outcome = await Engine.SubmitAsync(request, new Stamp(id ?? NextId(), by));
        return outcome.TryGet(out var receipt, out var refusal)
            ? receipt
            : throw new InvalidOperationException($"{request.GetType().Name}: {refusal}");
    }

    /// <summary>Asks for something that must be refused.</summary>
    public async Task<TRefusal> RefusedAsync<TRefusal>(
        Request<TRefusal> request, Actor by, Guid? id = null)
        where TRefusal : struct, Enum
    {
        var outcome = await Engine.SubmitAsync(request, new Stamp(id ?? NextId(), by));
        Assert.False(outcome.TryGet(out _, out var refusal));
        return refusal;
    }

    /// <summary>Asks for something to which the engine itself gives no answer.</summary>
    public async Task<EngineException> FaultAsync<TRefusal>(
        Request<TRefusal> request, Actor by, Guid? id = null)
        where TRefusal : struct, Enum =>
        await Assert.ThrowsAsync<EngineException>(
            () => Within(Engine.SubmitAsync(request, new Stamp(id ?? NextId(), by))));

    public async Task<Receipt[]> AllAsync(IEnumerable<Task<Receipt>> tasks) =>
        await Within(Task.WhenAll(tasks));

    /// <summary>Stops the loop in the middle of a batch, until the answer is set.</summary>
    public async Task<TaskCompletionSource> HoldLoopAsync()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _ = Engine.ExecuteAsync(_ =>
        {
            entered.TrySetResult();
            release.Task.Wait();
        });
        await Within(entered.Task);
        return release;
    }

    /// <summary>Asks, and stops the loop when it has decided and not yet stored.</summary>
    public async Task<(Task<T> Asked, TaskCompletionSource Release)> BeforeCommitAsync<T>(
        Func<Task<T>> ask)
    {
        var first = await HoldLoopAsync();
        var asked = ask();
        var second = HoldLoopAsync();
        first.SetResult();
        return (asked, await Within(second));
    }

    /// <summary>Takes a request in and brings it to the question to a unit.</summary>
    public async Task<OfferId> AskAsync(string unit = "house-high", Actor? by = null)
    {
        var id = await SeekAsync(by);
        var made = await DoAsync(Scene.Offer(id, unit), TestRegion.Desk);
        return made.Get<OfferMade>().Offer;
    }

    public async Task<CareRequestId> SeekAsync(Actor? by = null)
    {
        var taken = await DoAsync(Scene.Registration(), by ?? TestRegion.Desk);
        var id = taken.Get<CareRequestRegistered>().Request;
        await DoAsync(Scene.Triage(id), TestRegion.Desk);
        await DoAsync(Scene.Need(id), TestRegion.Desk);
        return id;
    }

    public Task ReportAsync(string unit, int places) => DoAsync(
        new Domain.Capacity.ReportCapacity(
            TestRegion.Unit(unit), places, 0, places, 0, null,
            Domain.Capacity.FigureSource.Manual),
        Actor.System);

    /// <summary>Events as text, by what they say: the collections in them included.</summary>
    public static IEnumerable<string> Text(IEnumerable<Recorded> events) => events.Select(
        e => $"{e with { Happened = null! }} {EventCodec.NameOf(e.Happened)} "
            + System.Text.Encoding.UTF8.GetString(EventCodec.Encode(e.Happened)));

    /// <summary>Reads one value from a file of the engine.</summary>
    public T Scalar<T>(string sql, string file = "journal.db")
    {
        using var connection = OpenFile(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Changes a file behind the engine's back.</summary>
    public void Execute(string sql, string file = "journal.db")
    {
        using var connection = OpenFile(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public DbConnection OpenFile(string file = "journal.db")
    {
        if (cluster is not null)
        {
            return cluster.Connect(database);
        }

        var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(Folder, file)};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Whether some file of the folder holds these bytes.</summary>
    public bool Holds(string pattern, ReadOnlySpan<byte> searched)
    {
        IEnumerable<string> files = Directory.GetFiles(
            Folder, cluster is null ? pattern : "*", SearchOption.AllDirectories);
        if (cluster is not null)
        {
            files = [.. files, .. Directory.GetFiles(cluster.FolderOf(database))];
        }

        foreach (var file in files)
        {
            if (Path.GetFileName(file) == "lock")
            {
                continue;
            }

            using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (bytes.AsSpan().IndexOf(searched) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        if (cluster is not null && !isGuest)
        {
            cluster.DropDatabase(database);
        }

        Directory.Delete(Folder, recursive: true);
    }

    // The engine's own limits run on the test's clock, which stands still; this one does not.
    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    public static Task Within(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Keeps what was said.</summary>
    public sealed class Listener : ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
