using Coordinaat.Drill;

// ops/ha/drill starts this: the cluster runs, and its secrets stand in the environment.
static string Setting(string name) => Environment.GetEnvironmentVariable(name)
    ?? throw new InvalidOperationException($"{name} is missing: start ops/ha/drill.");

static double Number(string[] args, string name, double otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length
        ? double.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture)
        : otherwise;

var seed = (int)Number(args, "--seed", 1);
var minutes = Number(args, "--minutes", 2);
var time = TimeProvider.System;
Console.Error.WriteLine($"Drill with seed {seed}");

var machines = new Machines(Setting("HA_SCRIPTS"), Setting("HA_ADMIN"), time);
if (!await machines.IsWholeSoonAsync())
{
    Console.Error.WriteLine("The cluster is not whole: ops/ha/status.");
    return 2;
}

using var load = new Load(new Uri(Setting("HA_FRONT")), seed, time);
await load.PrepareAsync();

var faults = new Faults(machines, seed, time);
var began = time.GetTimestamp();
var running = load.RunAsync();
await Task.Delay(TimeSpan.FromSeconds(5));
try
{
    await faults.RunAsync(TimeSpan.FromMinutes(minutes));
}
finally
{
    load.Stop();
    await running;
}

var judge = new Judge(Setting("HA_JOURNAL"));
judge.Check(load.Asks);
judge.Faults.AddRange(load.Odd.Select(o => $"answered {o.Key}, {o.Value} times"));
if (faults.Broken is { } broken)
{
    judge.Faults.Add($"never whole again after: {broken}");
}

try
{
    judge.Compare(await Worlds.AtAsync(judge.Number, Setting("HA_FOLDER"), time));
}
catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
{
    judge.Faults.Add($"a node does not tell its world: {fault.Message}");
}

Report.Print(
    seed, load, faults, judge, new Gaps([began, .. load.Stored.Order()], time));
return judge.Faults.Count == 0 ? 0 : 1;
