using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Engine;

/// <summary>What is tested on every database that the engine works with.</summary>
public abstract class EngineTests(Store store)
{
    /// <summary>On which database.</summary>
    protected Store Store { get; } = store;

    /// <summary>An engine with the test region in it.</summary>
    private protected Task<House> OpenAsync() => House.OpenAsync(Store);

    /// <summary>A place for an engine, with nothing in it.</summary>
    private protected House Empty() => House.Empty(Store);

    /// <summary>Bytes as the database writes them in SQL.</summary>
    protected string Sql(byte[] bytes) => Store == Store.Sqlite
        ? $"x'{Convert.ToHexString(bytes)}'"
        : $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    /// <summary>Makes a table refuse every new row, as on a full disk.</summary>
    protected string Refuse(string table) => Store == Store.Sqlite
        ? $"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"
        : $"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'full' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER is_full BEFORE INSERT ON {table}
                FOR EACH ROW EXECUTE FUNCTION refuse()
            """;

    /// <summary>Takes that back.</summary>
    protected string Allow(string table) => Store == Store.Sqlite
        ? "DROP TRIGGER full"
        : $"DROP TRIGGER is_full ON {table}; DROP FUNCTION refuse()";

    /// <summary>Skips what is about files, where there are none.</summary>
    private protected void OnlyOnSqlite(string why)
    {
        if (Store != Store.Sqlite)
        {
            Assert.Skip(why);
        }
    }
}
