using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coordinaat.Live;

/// <summary>A row as the browser gets it.</summary>
/// <param name="List">Which list.</param>
/// <param name="Key">Which row.</param>
/// <param name="Html">Null when it is gone.</param>
internal sealed record DrawnRow(string List, string Key, string? Html);

/// <summary>A piece of a stream, and the way to the piece after it.</summary>
/// <remarks>
/// The bytes are the same for everybody who follows: whoever has sent this one awaits the next,
/// and what everybody has sent is collected as garbage.
/// </remarks>
internal sealed class LiveFrame
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        // It is read as JSON and never stands in a page: markup needs no second escaping.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TaskCompletionSource<LiveFrame> next;

    private LiveFrame(ReadOnlyMemory<byte> bytes, long place, TaskCompletionSource<LiveFrame> next)
    {
        (Bytes, Place, this.next) = (bytes, place, next);
    }

    /// <summary>What the browser gets; nothing for a mere wake-up.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>How many came before it.</summary>
    public long Place { get; }

    /// <summary>The stream ends with it.</summary>
    public bool IsLast { get; private init; }

    /// <summary>The one after it, as soon as it is there.</summary>
    public Task<LiveFrame> Next => next.Task;

    /// <summary>The one before the first: nothing to send.</summary>
    public static LiveFrame Start() => new(default, 0, NewNext());

    /// <summary>The last of a stream.</summary>
    public static LiveFrame Last(ReadOnlyMemory<byte> bytes) =>
        new(bytes, 0, NewNext()) { IsLast = true };

    /// <summary>Puts one after it, and wakes who waits for that.</summary>
    /// <returns>The one after it.</returns>
    public LiveFrame Append(ReadOnlyMemory<byte> bytes, bool isLast = false)
    {
        var after = new LiveFrame(bytes, Place + 1, NewNext()) { IsLast = isLast };
        next.SetResult(after);
        return after;
    }

    /// <summary>Another one at the same place: what somebody gets who joins here.</summary>
    public LiveFrame Beside(ReadOnlyMemory<byte> bytes) => new(bytes, Place, next);

    /// <summary>One event of a stream.</summary>
    /// <param name="kind">What kind of event.</param>
    /// <param name="data">What it says.</param>
    /// <param name="id">Where the stream stands after it; empty when it does not say.</param>
    public static byte[] TextOf<T>(string kind, T data, string id = "")
    {
        var head = id.Length > 0 ? $"id: {id}\nevent: {kind}\ndata: " : $"event: {kind}\ndata: ";
        return
        [
            .. Encoding.UTF8.GetBytes(head), .. JsonSerializer.SerializeToUtf8Bytes(data, Json),
            .. "\n\n"u8,
        ];
    }

    private static TaskCompletionSource<LiveFrame> NewNext() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
