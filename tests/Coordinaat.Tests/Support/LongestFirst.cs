using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Coordinaat.Tests.Support.LongestFirst))]

namespace Coordinaat.Tests.Support;

/// <summary>Classes that take a minute or more begin first: begun last, one of them would run on
/// alone while the other processor has nothing left to do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        "EveryPageTests", "LiveScreenTests", "KillTestsOnPostgres", "RealInputTests",
        "NoNameTests", "KillTestsOnSqlite", "FigureFileTests", "PlaceTonightTests",
        "OutflowTests",
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(RankOf)];

    private static int RankOf<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var name = collection.TestCollectionDisplayName;
        var rank = Array.FindIndex(
            Longest, l => name.Contains($".{l} ", StringComparison.Ordinal)
                || name.EndsWith($".{l}", StringComparison.Ordinal));
        return rank < 0 ? Longest.Length : rank;
    }
}
