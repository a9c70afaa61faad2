namespace Coordinaat.Bench;

/// <summary>Sixty-four callers who accept places of one unit at once, beside the peers' own
/// reservations of one row.</summary>
/// <remarks>The work of <see cref="AppendBench"/>, of one unit and one number of callers: what a
/// race for the last place costs. See there for what each does, and does not.</remarks>
internal static class OffersBench
{
    private const int Callers = 64;
    private const int Seed = 20_261;

    /// <summary>Measures, and prints one line.</summary>
    public static void Run(Size size)
    {
        var folder = Measure.MakeFolder("offers");
        try
        {
            RunAsync(size, folder).GetAwaiter().GetResult();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(Size size, DirectoryInfo folder)
    {
        var plan = size == Size.Quick ? AppendPlan.Quick : AppendPlan.Full;
        var country = Country.Make(plan.Units, plan.Regions, Seed);
        var own = folder.CreateSubdirectory("own").FullName;
        OfferBook.Write(
            Reservations.OptionsOf(own, null), country, isHot: true, plan.Offers);
        var line = new AppendLine("sqlite", OfferBook.WorkOf(isHot: true), Callers);
        double perSecond;
        await using (var reservations = await Reservations.OpenAsync(
            own, null, nodes: 1, plan.Offers, isHot: true))
        {
            var most = plan.Offers / (plan.WarmUps + plan.Rounds);
            perSecond = await line.MeasureAsync(plan.Rounds, plan.WarmUps, () =>
                reservations.MeasureAsync(Callers, plan.Length, most));
        }

        using var server = PostgresServer.TryStart(folder);
        var (peer, peerPerSecond) = await PeerAsync(plan, server, folder);
        Measure.Print(new
        {
            Bench = "offers",
            Callers,
            PerSecond = Math.Round(perSecond),
            Peer = peer,
            PeerPerSecond = peerPerSecond is { } found ? Math.Round(found) : (double?)null,
        });
    }

    // The peers' script where it is there, else the same by hand.
    private static async Task<(string? Peer, double? PerSecond)> PeerAsync(
        AppendPlan plan, PostgresServer? server, DirectoryInfo folder)
    {
        if (server is null)
        {
            return (null, null);
        }

        var database = PgBench.MakeRowLock(server);
        var line = new AppendLine("postgres-row-lock", OfferBook.WorkOf(isHot: true), Callers);
        var perSecond = await line.MeasureAsync(plan.Rounds, warmUps: 0, () => Task.FromResult(
            PgBench.RowLock(
                server, database, folder, isHot: true, Callers, plan.ToolSeconds)));
        var script = Peers.PathTo("postgres", "res_hot_cte.sql");
        if (!File.Exists(script))
        {
            return ("postgres-row-lock", perSecond);
        }

        var peers = Peers.MakeUnits(server);
        var theirs = new AppendLine("postgres-row-lock", OfferBook.WorkOf(isHot: true), Callers)
        {
            Script = Path.GetFileName(script),
        };
        return (theirs.Script, await theirs.MeasureAsync(
            plan.Rounds, warmUps: 0, () => Task.FromResult(
                PgBench.Run(server, peers, script, Callers, plan.ToolSeconds))));
    }
}
