using System.Data.Common;
using System.Globalization;
using System.Reflection;

namespace Coordinaat.Engine;

/// <summary>The numbered SQL files that make and change the tables.</summary>
/// <param name="folder">Which tables: "sqlite", "postgres" or "keys".</param>
/// <param name="newest">The newest number that this program knows.</param>
internal sealed class Schemas(string folder, int newest)
{
    public static readonly Schemas Sqlite = new("sqlite", 2);
    public static readonly Schemas Postgres = new("postgres", 1);
    public static readonly Schemas Keys = new("keys", 1);

    /// <summary>The newest number that this program knows.</summary>
    public int Newest { get; } = newest;

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
