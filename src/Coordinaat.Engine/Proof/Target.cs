using System.Data.Common;
using System.Globalization;

namespace Coordinaat.Engine.Proof;

/// <summary>The place that a back-up is restored into: nothing of it is seen before the end.
/// </summary>
internal abstract class Target : IDisposable
{
    /// <summary>Opens a place; makes what is missing.</summary>
    public static Target Of(EngineOptions place) => place.Journal is { Length: > 0 } connection
        ? new PostgresTarget(connection, place.Keys)
        : new SqliteTarget(place.Folder, place.Time);

    /// <summary>Whether no event was ever stored here.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>The epoch of what is here now; 0 for none.</summary>
    public abstract int Epoch { get; }

    /// <summary>The place's own store of keys: they stay, and others come beside them.</summary>
    public abstract Storage Keys { get; }

    /// <summary>Begins, with empty tables.</summary>
    /// <returns>The connection to fill them by.</returns>
    public abstract DbConnection Begin();

    /// <summary>Puts the rows of one table in.</summary>
    public abstract TableLoader Load(BackupTable table);

    /// <summary>Makes all of it the place's journal.</summary>
    /// <returns>The folder where the old one is kept; null without.</returns>
    public abstract string? Commit();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The epoch in a database.</summary>
    protected static int ReadEpoch(DbConnection connection) =>
        connection.Find("SELECT value FROM meta WHERE name = 'epoch'") is string epoch
            ? int.Parse(epoch, CultureInfo.InvariantCulture)
            : 0;
}

/// <summary>Puts rows into a table, quickly.</summary>
internal abstract class TableLoader : IDisposable
{
    /// <summary>Puts a row in.</summary>
    public abstract void Add(object[] values);

    /// <summary>After the last row.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();
}
