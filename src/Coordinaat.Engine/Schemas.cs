using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Coordinaat.Engine;

/// <summary>The numbered SQL files that make and change the tables.</summary>
/// <param name="folder">Which tables: "sqlite", "postgres", "keys" or "feeds".</param>
internal sealed class Schemas(string folder)
{
    public static readonly Schemas Sqlite = new("sqlite");
    public static readonly Schemas Postgres = new("postgres");
    public static readonly Schemas Keys = new("keys");
    public static readonly Schemas Feeds = new("feeds");

    /// <summary>The newest number that this program knows: that of its last file.</summary>
    public int Newest { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Count(n => n.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Brings a database to the newest schema; the caller holds its lock.</summary>
    /// <param name="connection">In no transaction: each file is one of its own.</param>
    /// <param name="known">The number that the database has.</param>
    /// <param name="mark">SQL that makes the database remember a number.</param>
    /// <exception cref="InvalidOperationException">A newer program made the database.
    /// </exception>
    public void Apply(DbConnection connection, int known, Func<int, string> mark)
    {
        if (known > Newest)
        {
            throw new InvalidOperationException(
                $"The database has schema {known}; this program knows {Newest}. "
                + "A newer version made it: start that version.");
        }

        for (var next = known + 1; next <= Newest; next++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Run(Read(next));
            connection.Run(mark(next));
            transaction.Commit();
        }
    }

    private string Read(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:000}.sql");
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Schema {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
