using System.Globalization;
using Coordinaat.Engine;
using Npgsql;

namespace Coordinaat.Bench;

/// <summary>A PostgreSQL server of the bench's own, that flushes every commit.</summary>
/// <remarks>On the disk of the checkout, on a free port; stopped and removed after.</remarks>
internal sealed class PostgresServer : IDisposable
{
    private const int ConnectionsMax = 1_200;
    private readonly string folder;
    private readonly string programs;
    private int databases;

    private PostgresServer(string folder, string programs) =>
        (this.folder, this.programs, Port) = (folder, programs, Tool.FreePort());

    /// <summary>Where it listens, on this machine only.</summary>
    public int Port { get; }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Starts a server; null, and said, when PostgreSQL is missing.</summary>
    /// <param name="parent">Its files go into a folder of this one.</param>
    public static PostgresServer? TryStart(DirectoryInfo parent)
    {
        if (FindPrograms() is not { } programs)
        {
            Measure.Say("append: PostgreSQL is missing and is not measured "
                + "(apt-get install postgresql).");
            return null;
        }

        var server = new PostgresServer(
            parent.CreateSubdirectory("postgres").FullName, programs);
        server.Start();
        return server;
    }

    /// <summary>Where a program of it is.</summary>
    public string PathTo(string program) => Path.Combine(programs, program);

    /// <summary>The connection string of a database.</summary>
    public string StringOf(string database) => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Database={database};Username=postgres");

    /// <summary>Makes a database.</summary>
    /// <param name="template">Of which it is a copy; nobody may be connected to that.</param>
    /// <returns>Its name.</returns>
    public string CreateDatabase(string template = "template1")
    {
        var name = $"bench{++databases}";
        NpgsqlConnection.ClearAllPools();
        Run("postgres", $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        return name;
    }

    /// <summary>Drops a database, whoever is connected.</summary>
    public void DropDatabase(string name)
    {
        NpgsqlConnection.ClearAllPools();
        Run("postgres", $"DROP DATABASE {name} WITH (FORCE)");
    }

    /// <summary>Runs SQL without rows.</summary>
    public void Run(string database, string sql)
    {
        using var connection = new NpgsqlConnection(
            StringOf(database) + ";Pooling=false;Command Timeout=300");
        connection.Open();
        connection.Run(sql);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        NpgsqlConnection.ClearAllPools();
        Program("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static string? FindPrograms() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(d => Path.Combine(d, "bin"))
            .LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")));

    private void Start()
    {
        if (IsRoot)
        {
            _ = Tool.Run("chown", "postgres", folder);
        }

        var data = Path.Combine(folder, "data");
        Program(
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync");
        File.AppendAllLines(
            Path.Combine(data, "postgresql.conf"),
            [
                "listen_addresses = '127.0.0.1'", $"port = {Port}",
                $"unix_socket_directories = '{folder}'", $"max_connections = {ConnectionsMax}",
                "fsync = on", "synchronous_commit = on", "max_wal_size = 4GB",
            ]);
        Program("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "start");
        AppDomain.CurrentDomain.ProcessExit += Stop;
    }

    // Also when the bench is cut off.
    private void Stop(object? sender, EventArgs e) => Dispose();

    // The server refuses to run as root.
    private void Program(string name, params string[] words) => _ = IsRoot
        ? Tool.Run("runuser", ["-u", "postgres", "--", PathTo(name), .. words])
        : Tool.Run(PathTo(name), words);
}
