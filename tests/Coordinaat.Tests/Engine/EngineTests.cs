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

    /// <summary>Skips what is about files, where there are none.</summary>
    private protected void OnlyOnSqlite(string why)
    {
        if (Store != Store.Sqlite)
        {
            Assert.Skip(why);
        }
    }
}
