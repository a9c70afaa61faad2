namespace Coordinaat.Drill;

/// <summary>One fault: what happened, and when.</summary>
/// <param name="What">In words.</param>
/// <param name="Began">Before it was done.</param>
/// <param name="Whole">When the cluster was whole again.</param>
internal sealed record Happened(string What, long Began, long Whole);

/// <summary>The faults, in turn and at random by seed; each is healed before the next.</summary>
internal sealed class Faults(Machines machines, int seed, TimeProvider time)
{
    private readonly Random random = new(seed);

    /// <summary>What was done.</summary>
    public List<Happened> All { get; } = [];

    /// <summary>After which fault the cluster was never whole again; null when all is well.
    /// </summary>
    public string? Broken { get; private set; }

    /// <summary>Every fault once in random order, and again until the time is over.</summary>
    public async Task RunAsync(TimeSpan duration)
    {
        var started = time.GetTimestamp();
        Func<Task<string>>[] kinds =
        [
            CrashPrimaryAsync, LosePrimaryAsync, LoseCopyThenPrimaryAsync, LoseNodeAsync, CutAsync,
            FreezeHolderAsync,
        ];
        while (All.Count < kinds.Length || time.GetElapsedTime(started) < duration)
        {
            random.Shuffle(kinds);
            foreach (var kind in kinds)
            {
                var began = time.GetTimestamp();
                var what = await kind();
                if (!await machines.IsWholeSoonAsync())
                {
                    Broken = what;
                    return;
                }

                All.Add(new Happened(what, began, time.GetTimestamp()));
                Console.Error.WriteLine(
                    $"  {time.GetElapsedTime(began).TotalSeconds,5:F0} s  {what}");
                await WaitAsync(3, 6);
            }
        }
    }

    // kill -9 of the server alone: Patroni starts it again, or lets the copy take over.
    private async Task<string> CrashPrimaryAsync()
    {
        var primary = await machines.PrimaryAsync();
        await machines.DoAsync("crash", primary);
        return "primary's PostgreSQL killed";
    }

    private async Task<string> LosePrimaryAsync()
    {
        var primary = await machines.PrimaryAsync();
        await machines.DoAsync("kill", primary);
        var away = await WaitAsync(5, 30);
        await machines.DoAsync("start", primary);
        return $"primary's machine killed for {away} s";
    }

    // The first commits hang on the copy that is gone; a while later the primary goes too.
    private async Task<string> LoseCopyThenPrimaryAsync()
    {
        var primary = await machines.PrimaryAsync();
        var copy = Machines.Other(Machines.Databases, primary);
        await machines.DoAsync(random.Next(2) == 0 ? "kill" : "crash", copy);
        var between = await WaitAsync(0, 5);
        await machines.DoAsync(random.Next(2) == 0 ? "kill" : "crash", primary);
        _ = await WaitAsync(1, 8);
        string[] both = [primary, copy];
        random.Shuffle(both);
        foreach (var one in both)
        {
            // What still runs is killed first, so that one of each is started.
            await machines.DoAsync("kill", one);
            await machines.DoAsync("start", one);
            _ = await WaitAsync(0, 5);
        }

        return $"copy killed, {between} s later the primary";
    }

    private async Task<string> LoseNodeAsync()
    {
        var node = Machines.Nodes[random.Next(2)];
        await machines.DoAsync("kill", node);
        var away = await WaitAsync(2, 6);
        await machines.DoAsync("start", node);
        return $"node killed for {away} s";
    }

    private async Task<string> CutAsync()
    {
        var primary = await machines.PrimaryAsync();
        var (name, who) = random.Next(3) switch
        {
            0 => (primary, "primary"),
            1 => (Machines.Other(Machines.Databases, primary), "copy"),
            _ => (Machines.Nodes[random.Next(2)], "node"),
        };
        await machines.DoAsync("cut", name);
        var away = await WaitAsync(3, 35);
        await machines.DoAsync("mend", name);
        return $"{who} cut off for {away} s";
    }

    private async Task<string> FreezeHolderAsync()
    {
        var node = await machines.FreezeHolderAsync(random);
        var away = await WaitAsync(3, 9);
        await machines.DoAsync("thaw", node);
        return $"lock holder frozen for {away} s";
    }

    private async Task<int> WaitAsync(int least, int most)
    {
        var seconds = random.Next(least, most + 1);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return seconds;
    }
}
