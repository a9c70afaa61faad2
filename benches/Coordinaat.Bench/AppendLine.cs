namespace Coordinaat.Bench;

/// <summary>How much the append bench measures.</summary>
/// <param name="Units">Care units of the country.</param>
/// <param name="Regions">Regions of the country.</param>
/// <param name="Offers">Open questions that an engine starts with.</param>
/// <param name="WarmUps">Repetitions before those, of an engine that was just opened.</param>
/// <param name="Rounds">Repetitions; the middle counts.</param>
/// <param name="Length">How long each takes.</param>
/// <param name="ToolSeconds">The same for the programs of others, in whole seconds.</param>
/// <param name="CallerGroups">Numbers of callers; each group has an engine of its own.</param>
/// <param name="NodesMax">On how many nodes at most.</param>
/// <param name="PeerScripts">How many of the peers' scripts for PostgreSQL; with none, of all
/// else the least.</param>
internal sealed record AppendPlan(
    int Units, int Regions, int Offers, int WarmUps, int Rounds, TimeSpan Length,
    int ToolSeconds, int[][] CallerGroups, int NodesMax, int PeerScripts)
{
    /// <summary>What docs/performance.md quotes.</summary>
    public static readonly AppendPlan Full = new(
        25_000, 11, 100_000, 2, 3, TimeSpan.FromSeconds(1.5), 2, [[1, 16], [64], [1_024]], 2,
        4);

    /// <summary>Done within 40 seconds.</summary>
    public static readonly AppendPlan Quick = new(
        2_300, 1, 16_000, 1, 1, TimeSpan.FromSeconds(0.3), 1, [[16, 64]], 1, 0);

    /// <summary>All numbers of callers.</summary>
    public IEnumerable<int> Callers => CallerGroups.SelectMany(g => g);
}

/// <summary>One line of the append bench.</summary>
/// <param name="Engine">What stored it.</param>
/// <param name="Work">What was asked.</param>
/// <param name="Callers">How many asked at once, each waiting for the answer.</param>
internal sealed record AppendLine(string Engine, string Work, int Callers)
{
    private Speed? speed;

    /// <summary>How many nodes worked on it.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>The script of a peer; null for our own.</summary>
    public string? Script { get; init; }

    /// <summary>Measures it, and keeps the middle.</summary>
    /// <param name="rounds">Repetitions.</param>
    /// <param name="warmUps">As many more go before them, and do not count.</param>
    /// <param name="measure">One repetition.</param>
    /// <returns>Answers a second, in the middle.</returns>
    public async Task<double> MeasureAsync(
        int rounds, int warmUps, Func<Task<Speed>> measure)
    {
        var all = new List<Speed>();
        for (var round = 1 - warmUps; round <= rounds; round++)
        {
            var once = await measure();
            if (round > 0)
            {
                all.Add(once);
                Measure.Say($"append: {Engine} {Script} {Nodes} {Work} {Callers}, round {round}: "
                    + $"{once.PerSecond:F0} a second, p50 {once.P50Ms:F2} ms, p99 "
                    + $"{once.P99Ms:F2} ms");
            }
        }

        speed = Speed.Middle(all);
        return speed.PerSecond;
    }

    /// <summary>Prints what was measured.</summary>
    /// <param name="raw">The raw ceiling of that database, with as many callers.</param>
    /// <param name="usual">The row lock of PostgreSQL on the same work, with as many callers.
    /// </param>
    public void Print(double? raw = null, double? usual = null) => Measure.Print(new
    {
        Bench = "append",
        Engine,
        Script,
        Nodes,
        Work,
        Callers,
        PerSecond = Math.Round(speed!.PerSecond),
        P50Ms = Math.Round(speed.P50Ms, 2),
        P99Ms = Math.Round(speed.P99Ms, 2),
        CpuUs = Round(speed.CpuUs),
        RawPerSecond = Round(raw),
        UsualPerSecond = Round(usual),
    });

    private static double? Round(double? value) => value is { } found ? Math.Round(found) : null;
}
