using Coordinaat.Http;

namespace Coordinaat.Live;

/// <summary>One open stream.</summary>
/// <param name="caller">Whose.</param>
/// <param name="from">The last number that the browser knows.</param>
/// <param name="http">Its connection.</param>
internal sealed class Follower(Caller caller, long from, HttpContext http)
{
    private volatile TaskCompletionSource<LiveFrame>? first =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveFrame? ending;
    private long place = long.MaxValue;
    private bool isCut;

    public Caller Caller => caller;

    public long From => from;

    /// <summary>What it gets instead of anything else; null while it may go on.</summary>
    public LiveFrame? Ending => Volatile.Read(ref ending);

    /// <summary>The place of the last piece that it took; the highest of all before the first.
    /// </summary>
    public long Place
    {
        get => Volatile.Read(ref place);
        set => Volatile.Write(ref place, value);
    }

    /// <summary>What it gets first; asked once.</summary>
    /// <remarks>Forgotten then: the first piece knows the way to all that ever came after it.
    /// </remarks>
    public async Task<LiveFrame> TakeFirstAsync()
    {
        var frame = await first!.Task;
        first = null;
        return frame;
    }

    /// <summary>Lets it begin.</summary>
    public void Begin(LiveFrame frame)
    {
        Place = frame.Place;
        first?.TrySetResult(frame);
    }

    /// <summary>Lets it end with these words, at the next piece.</summary>
    public void End(ReadOnlyMemory<byte> words)
    {
        _ = Interlocked.CompareExchange(ref ending, LiveFrame.Last(words), null);
        first?.TrySetResult(Ending!);
    }

    /// <summary>Breaks its connection.</summary>
    /// <returns>False when that was done before.</returns>
    public bool TryCut()
    {
        if (isCut)
        {
            return false;
        }

        isCut = true;
        End(default);
        http.Abort();
        return true;
    }
}
