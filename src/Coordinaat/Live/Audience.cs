using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;

namespace Coordinaat.Live;

/// <summary>Everybody who sees the same: drawn once, written once, sent to all.</summary>
/// <remarks>
/// One task looks what changed, for all streams together. A stream only awaits the next piece; it
/// has no timer and no buffer of its own.
/// </remarks>
internal sealed class Audience(string key, Topic[] topics, Language language, LiveSource source)
{
    /// <summary>A stream that is further behind is cut: ten seconds of a busy screen.</summary>
    public const int FramesBehindMax = 40;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly byte[] Gone = LiveFrame.TextOf("gone", new { });
    private static readonly byte[] Reload = LiveFrame.TextOf("reload", new { });

    private readonly Lock gate = new();
    private readonly HashSet<Follower> followers = [];
    private readonly List<Follower> arriving = [];
    private TaskCompletionSource called = NewCall();
    private LiveFrame tail = LiveFrame.Start();
    private bool isStarted;
    private bool isOver;
    private long last;
    private long look;
    private long quietSince;
    private long checkedAt;

    /// <summary>What decides to which audience somebody belongs.</summary>
    public static string KeyOf(World world, Topic[] topics, Actor actor, Language language) =>
        string.Create(CultureInfo.InvariantCulture, $"{language}|{(int)actor.Roles}|")
        + string.Join('|', topics.Select(t => $"{t.Name}={t.AudienceOf(world, actor)}"));

    /// <summary>Takes a stream in.</summary>
    /// <returns>False when this audience has ended: make another.</returns>
    public bool TryJoin(Follower follower)
    {
        lock (gate)
        {
            if (isOver)
            {
                return false;
            }

            arriving.Add(follower);
            called.TrySetResult();
            if (!isStarted)
            {
                isStarted = true;
                _ = Task.Run(RunAsync);
            }

            return true;
        }
    }

    /// <summary>Lets a stream go.</summary>
    /// <returns>True when it was the last: the audience has ended.</returns>
    public bool Leave(Follower follower)
    {
        lock (gate)
        {
            _ = arriving.Remove(follower) || followers.Remove(follower);
            isOver |= arriving.Count + followers.Count == 0;
            called.TrySetResult();
            return isOver;
        }
    }

    private async Task RunAsync()
    {
        (last, look, quietSince) = (source.Engine.Changes.Head, source.Expiry.Head, Stamp());
        try
        {
            await FollowAsync();
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
        catch (Exception fault)
        {
            source.Log.LogError(
                Said.ScreenFailed,
                "A live screen failed with {Fault} at {Stack}.", fault.GetType().Name,
                fault.StackTrace);
        }
        finally
        {
            EndAll(default);
        }
    }

    private async Task FollowAsync()
    {
        var rest = Task.CompletedTask;
        while (true)
        {
            var moved = source.Engine.Changes.Moved;
            var call = TakeCall(out var arrived);
            if (isOver)
            {
                return;
            }

            var isSaid = rest.IsCompleted && await SayNewsAsync();
            if (await WelcomeAsync(arrived) || isSaid)
            {
                rest = rest.IsCompleted ? Task.Delay(source.FrameGap, source.Time) : rest;
            }

            if (!rest.IsCompleted)
            {
                await Task.WhenAny(call, rest).WaitAsync(source.Stop);
                quietSince = Stamp();
                continue;
            }

            try
            {
                await Task.WhenAny(call, moved)
                    .WaitAsync(UntilBeat(), source.Time, source.Stop);
            }
            catch (TimeoutException)
            {
                Beat();
            }
        }
    }

    // True when it drew something: then the screen rests.
    private async Task<bool> SayNewsAsync()
    {
        var seen = source.Expiry.Head;
        if (source.ChangedSince(last, look, out var head) is not { } changed)
        {
            EndAll(Reload);
            return false;
        }

        var streams = Streams();
        if (streams.Length == 0)
        {
            return false;
        }

        if (source.Time.GetElapsedTime(checkedAt) >= Heartbeat
            || changed.Any(c => c.Kind is StreamKind.Account or StreamKind.Region
                or StreamKind.Organisation)
            || !MaySee(streams[0].Caller.Actor))
        {
            Check(streams);
        }

        var rows = await source.DrawAsync(topics, streams[0].Caller.Actor, language, changed);
        (last, look) = (head, seen);
        if (rows.Count > 0)
        {
            Append(LiveFrame.TextOf("rows", new { rows }, Id(last)));
        }

        return rows.Count > 0;
    }

    // Who comes gets what changed since it was here, and goes on where the others are.
    private async Task<bool> WelcomeAsync(List<Follower> arrived)
    {
        Check(arrived);
        foreach (var alike in arrived.Where(a => a.Ending is null).GroupBy(a => a.From))
        {
            // The world may be one step ahead of the list of changes.
            var changes = source.Engine.Changes;
            if (changes.Since(Math.Min(alike.Key, changes.Head), out var head) is not { } changed)
            {
                foreach (var follower in alike)
                {
                    follower.End(Reload);
                }

                continue;
            }

            var rows = await source.DrawAsync(
                topics, alike.First().Caller.Actor, language, changed);
            var first = tail.Beside(LiveFrame.TextOf("rows", new { rows }, Id(head)));
            foreach (var follower in alike)
            {
                follower.Begin(first);
            }
        }

        return arrived.Count > 0;
    }

    private void Beat()
    {
        Check(Streams());
        object said = (source.Engine.UnwritableSince is not null, source.Engine.HasOneCopy) switch
        {
            (true, _) => new { unwritable = true },
            (_, true) => new { oneCopy = true },
            _ => new { },
        };
        Append(LiveFrame.TextOf("beat", said, Id(last)));
    }

    // May everybody still look, and as before?
    private void Check(IReadOnlyCollection<Follower> streams)
    {
        var (world, now) = (source.Engine.World, source.Engine.Now);
        var isAnyOver = false;
        checkedAt = Stamp();
        foreach (var stream in streams)
        {
            var actor = world.Accounts.FindActor(
                stream.Caller.Actor.Account, stream.Caller.Session, now);
            if (actor is not { } known || !MaySee(known))
            {
                stream.End(Gone);
                isAnyOver = true;
            }
            else if (KeyOf(world, topics, known, language) != key)
            {
                // The browser comes back by itself, to the audience that it belongs to now.
                stream.End(default);
                isAnyOver = true;
            }
        }

        if (isAnyOver)
        {
            Append(default);
        }
    }

    private bool MaySee(Actor actor) =>
        topics.All(t => t.MayBeSeenBy(source.Engine.World, actor));

    private void Append(ReadOnlyMemory<byte> bytes)
    {
        tail = tail.Append(bytes);
        quietSince = bytes.IsEmpty ? quietSince : Stamp();
        lock (gate)
        {
            foreach (var late in followers.Where(f => tail.Place - f.Place > FramesBehindMax))
            {
                if (late.TryCut())
                {
                    source.CountCut();
                }
            }
        }
    }

    private void EndAll(ReadOnlyMemory<byte> words)
    {
        lock (gate)
        {
            isOver = true;
            foreach (var stream in arriving.Concat(followers))
            {
                stream.End(words);
            }
        }

        tail = tail.Append(default, isLast: true);
    }

    private Follower[] Streams()
    {
        lock (gate)
        {
            return [.. followers];
        }
    }

    private Task TakeCall(out List<Follower> arrived)
    {
        lock (gate)
        {
            arrived = [.. arriving];
            followers.UnionWith(arriving);
            arriving.Clear();
            called = NewCall();
            return called.Task;
        }
    }

    private TimeSpan UntilBeat()
    {
        var left = Heartbeat - source.Time.GetElapsedTime(quietSince);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private long Stamp() => source.Time.GetTimestamp();

    private string Id(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{source.Engine.Epoch}-{number}");

    private static TaskCompletionSource NewCall() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
