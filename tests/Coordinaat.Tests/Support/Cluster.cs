using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Coordinaat.Tests.Support;

/// <summary>Which database an engine works on.</summary>
public enum Store
{
    /// <summary>Files in a folder.</summary>
    Sqlite = 1,

    /// <summary>A database of the test run's own server.</summary>
    Postgres,
}

/// <summary>A real PostgreSQL server of the test's own, on a free port; thrown away after.
/// </summary>
/// <remarks>It does not flush to disk: killing it loses nothing, only a power cut would.</remarks>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly Lazy<Cluster> Common = new(() => Start());
    private static int databases;
    private readonly string folder;

    private Cluster(string folder, int port) => (this.folder, Port) = (folder, port);

    /// <summary>The one that tests share; it lives as long as the run.</summary>
    public static Cluster Shared => Common.Value;

    public int Port { get; }

    /// <summary>Where the programs of the server are.</summary>
    public static string Programs { get; } = FindPrograms();

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Lines for its configuration.</param>
    public static Cluster Start(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("coordinaat-postgres-").FullName;
        var cluster = new Cluster(folder, FreePort());
        if (IsRoot)
        {
            Do("chown", "postgres", folder);
        }

        var data = Path.Combine(folder, "data");
        cluster.Program(
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync", "--data-checksums");
        string[] all =
        [
            "listen_addresses = '127.0.0.1'", $"port = {cluster.Port}",
            $"unix_socket_directories = '{folder}'", "fsync = off", "max_connections = 600",
            "shared_buffers = 64MB", "log_min_messages = fatal", "autovacuum = off", .. settings,
        ];
        File.AppendAllLines(Path.Combine(data, "postgresql.conf"), all);
        cluster.Run("start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Remove();
        return cluster;
    }

    /// <summary>Starts a copy of this server, that follows it.</summary>
    /// <param name="name">By what this server knows it.</param>
    public Cluster StartCopy(string name)
    {
        var copy = new Cluster(
            Directory.CreateTempSubdirectory("coordinaat-postgres-").FullName, FreePort());
        if (IsRoot)
        {
            Do("chown", "postgres", copy.folder);
        }

        var data = Path.Combine(copy.folder, "data");
        var source = string.Create(
            CultureInfo.InvariantCulture,
            $"host=127.0.0.1 port={Port} user=postgres application_name={name}");
        copy.Program(
            "pg_basebackup", "-D", data, "-d", source, "-R", "-X", "stream", "-c", "fast",
            "--no-sync");
        File.AppendAllLines(
            Path.Combine(data, "postgresql.conf"),
            [
                $"port = {copy.Port}", $"unix_socket_directories = '{copy.folder}'",
                $"primary_conninfo = '{source}'", "wal_retrieve_retry_interval = '200ms'",
            ]);
        copy.Run("start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => copy.Remove();
        return copy;
    }

    /// <summary>From here on a commit waits for this copy; for none when empty.</summary>
    public void WaitForCopy(string name)
    {
        Execute("postgres", $"ALTER SYSTEM SET synchronous_standby_names = '{name}'");
        Execute("postgres", "SELECT pg_reload_conf()");
    }

    /// <summary>Starts it again, or stops it: "start", "stop", "restart".</summary>
    /// <param name="what">The command.</param>
    /// <param name="mode">"fast", or "immediate" for a crash.</param>
    public void Run(string what, string mode = "fast")
    {
        var data = Path.Combine(folder, "data");
        string[] words = what == "start"
            ? ["-D", data, "-w", "-l", Path.Combine(folder, "log"), what]
            : ["-D", data, "-w", "-l", Path.Combine(folder, "log"), "-m", mode, what];
        Program("pg_ctl", words);
    }

    /// <summary>Lets no file grow beyond a size by those who work in a database now, nor by any who
    /// connect later, as on a full disk. The log of the server is 16 MiB a file, and has to fit.
    /// </summary>
    /// <param name="database">Which.</param>
    /// <param name="bytes">The size; null for as large as they like.</param>
    public void LimitFiles(string database, long? bytes)
    {
        // Who is started later gets the limit of the process that starts it.
        var main = int.Parse(
            File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First(),
            CultureInfo.InvariantCulture);
        LimitFilesOf(main, bytes);
        using var connection = Connect("postgres");
        using var command = new NpgsqlCommand(
            $"SELECT pid FROM pg_stat_activity WHERE datname = '{database}' "
            + "AND backend_type = 'client backend'", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            LimitFilesOf(reader.GetInt32(0), bytes);
        }
    }

    /// <summary>The connection string of a database. Two busy cores may hold up a connection for
    /// longer than the quarter of a minute that is usual.</summary>
    public string StringOf(string database, int? port = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port ?? Port};Database={database};Username=postgres;Pooling=true;"
        + $"Connection Idle Lifetime=20;Connection Pruning Interval=5;Timeout=60");

    /// <summary>Makes a database.</summary>
    /// <returns>Its name.</returns>
    public string CreateDatabase()
    {
        var name = $"d{Interlocked.Increment(ref databases)}";
        Execute("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    public void DropDatabase(string name)
    {
        NpgsqlConnection.ClearAllPools();
        Execute("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>The folder of a database's own files.</summary>
    public string FolderOf(string database)
    {
        Execute(database, "CHECKPOINT");
        using var connection = Connect("postgres");
        using var command = new NpgsqlCommand(
            $"SELECT oid::text FROM pg_database WHERE datname = '{database}'", connection);
        return Path.Combine(folder, "data", "base", (string)command.ExecuteScalar()!);
    }

    public NpgsqlConnection Connect(string database)
    {
        var connection = new NpgsqlConnection(
            StringOf(database) + ";Pooling=false;Command Timeout=60");
        connection.Open();
        return connection;
    }

    public void Execute(string database, string sql)
    {
        using var connection = Connect(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(d => Path.Combine(d, "bin")).Last(d => File.Exists(Path.Combine(d, "initdb")))
        : throw new InvalidOperationException("PostgreSQL is missing: ./test installs it.");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Do(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/",
        };
        start.Environment.Remove("LC_ALL");
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', words)}: {process.ExitCode}");
        }
    }

    private void LimitFilesOf(int process, long? bytes)
    {
        var limit = bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        try
        {
            Program("/usr/bin/prlimit", $"--pid={process}", $"--fsize={limit}:");
        }
        catch (InvalidOperationException) when (!Directory.Exists($"/proc/{process}"))
        {
            // An idle connection may end at any moment: who is gone writes nothing.
        }
    }

    // The server refuses to run as root.
    private void Program(string name, params string[] words)
    {
        var program = Path.Combine(Programs, name);
        if (IsRoot)
        {
            Do("runuser", ["-u", "postgres", "--", program, .. words]);
        }
        else
        {
            Do(program, words);
        }
    }

    private void Remove()
    {
        if (Directory.Exists(folder))
        {
            try
            {
                Run("stop", "immediate");
            }
            catch (InvalidOperationException)
            {
                // It was stopped before.
            }

            Directory.Delete(folder, recursive: true);
        }
    }
}
