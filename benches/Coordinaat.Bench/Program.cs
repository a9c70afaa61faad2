using System.Globalization;
using Coordinaat.Bench;

(string Name, string About, Action<Size> Run)[] benches =
[
    ("match", "ranks 25,000 units for seeded needs, on one core", MatchBench.Run),
    ("append", "places reserved a second, 1 to 1,024 callers, beside a raw loop and its peers",
        AppendBench.Run),
    ("offers", "one unit's places, accepted by 64 callers at once, beside the peers'",
        OffersBench.Run),
    ("dryrun", "30 days of kept rankings, ranked anew by another agreement", DryRunBench.Run),
    ("stream", "changes to thousands of live screens, followed by another process",
        StreamBench.Run),
    ("reports", "the whole country's rate of reports for ten minutes, to 500 live screens",
        StreamBench.RunReports),
    ("read", "the board as a page and as JSON, 16 connections of wrk", ReadBench.Run),
    ("overload", "ten times the country's busiest hour, and a flood: how long those first wait",
        OverloadBench.Run),
    ("telephone", "an evening of 600 calls at 60 times real speed, told by a simulated exchange",
        PhoneBench.Run),
    ("growth", "a full day of the country: what it adds to the journal and to memory",
        GrowthBench.Run),
    ("world", "folds a long journal, weighs units and open requests, and starts engines: on all of"
        + " it, on a snapshot, on a sealed month", WorldBench.Run),
];

if (args is ["follow", var port])
{
    // What the stream bench starts beside itself.
    await StreamClient.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["reserve", var database, var folder, var last])
{
    // The second node of the append bench.
    await SecondNode.RunAsync(database, folder, int.Parse(last, CultureInfo.InvariantCulture));
    return 0;
}

// Where the scripts of the append bench's peers lie.
if (Array.IndexOf(args, "--peers") is >= 0 and var at && at + 1 < args.Length)
{
    Environment.SetEnvironmentVariable(Peers.Variable, args[at + 1]);
    args = [.. args[..at], .. args[(at + 2)..]];
}

var isQuick = args.Contains("--quick");
var names = args.Where(a => a != "--quick").ToArray();
var bench = benches.FirstOrDefault(b => names is [var name] && name == b.Name);
if (bench.Run is null)
{
    Console.Error.WriteLine("./bench NAME [--quick] [--peers DIR] prints JSON lines. The names:");
    foreach (var (name, about, _) in benches)
    {
        Console.Error.WriteLine($"  {name,-8}{about}");
    }

    return names.Length == 0 ? 0 : 2;
}

try
{
    bench.Run(isQuick ? Size.Quick : Size.Full);
    return 0;
}
catch (Exception fault)
{
    // Caught, so that servers are stopped and folders removed on the way here.
    Console.Error.WriteLine(fault);
    return 1;
}
