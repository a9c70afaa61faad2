using System.Buffers;

namespace Coordinaat.Exchange.Hl7;

/// <summary>How a frame ended.</summary>
public enum FrameEnd
{
    /// <summary>By its own end.</summary>
    Whole = 1,

    /// <summary>By its own end, but it is larger than the limit: only its head was kept.</summary>
    TooLarge,

    /// <summary>Without an end: the next one began, or nothing more came.</summary>
    Cut,
}

/// <summary>One frame of MLLP.</summary>
/// <param name="Content">What stood in it; the head of it where it is too large.</param>
/// <param name="End">How it ended.</param>
public sealed record MllpFrame(byte[] Content, FrameEnd End);

/// <summary>Cuts a stream of bytes into MLLP frames, however the bytes come in.</summary>
/// <remarks>
/// A frame is 0x0B, the message, 0x1C and 0x0D. Neither of the first two can stand in a message, so
/// 0x0B begins a frame wherever it stands and 0x1C ends it; what stands between frames is passed
/// over. Not thread-safe: one for each connection.
/// </remarks>
/// <param name="bytesMax">No larger message is kept.</param>
public sealed class MllpReader(int bytesMax = MllpReader.BytesMax)
{
    /// <summary>No larger message is kept, in bytes.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>So much is kept of a message that is too large: enough for its header.</summary>
    public const int HeadBytes = 4 * 1024;

    private const byte Start = 0x0B;
    private const byte End = 0x1C;

    private ArrayBufferWriter<byte> content = new();
    private bool isTooLarge;

    /// <summary>Whether a frame began that did not end yet.</summary>
    public bool IsInFrame { get; private set; }

    /// <summary>Puts a message in a frame.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> message) => [Start, .. message, End, 0x0D];

    /// <summary>Takes what came in.</summary>
    /// <param name="bytes">The next bytes of the stream, as many as there are.</param>
    /// <returns>The frames that ended in them.</returns>
    public IReadOnlyList<MllpFrame> Read(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<MllpFrame>();
        while (!bytes.IsEmpty)
        {
            var at = IsInFrame ? bytes.IndexOfAny(Start, End) : bytes.IndexOf(Start);
            Keep(at < 0 ? bytes : bytes[..at]);
            if (at < 0)
            {
                break;
            }

            if (IsInFrame)
            {
                frames.Add(Take(bytes[at] == End ? FrameEnd.Whole : FrameEnd.Cut));
            }

            IsInFrame = bytes[at] == Start;
            bytes = bytes[(at + 1)..];
        }

        return frames;
    }

    /// <summary>Gives up waiting for the end of a frame.</summary>
    /// <returns>What came of it; null when no frame is open.</returns>
    public MllpFrame? CutOff()
    {
        if (!IsInFrame)
        {
            return null;
        }

        IsInFrame = false;
        return Take(FrameEnd.Cut);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (!IsInFrame || isTooLarge)
        {
            return;
        }

        if (content.WrittenCount + bytes.Length <= bytesMax)
        {
            content.Write(bytes);
            return;
        }

        var head = Math.Min(HeadBytes, bytesMax);
        content.Write(bytes[..Math.Min(bytes.Length, head)]);
        var kept = content.WrittenMemory[..Math.Min(head, content.WrittenCount)];
        (content, isTooLarge) = (new ArrayBufferWriter<byte>(head), true);
        content.Write(kept.Span);
    }

    private MllpFrame Take(FrameEnd end)
    {
        var frame = new MllpFrame(
            content.WrittenSpan.ToArray(),
            isTooLarge && end == FrameEnd.Whole ? FrameEnd.TooLarge : end);
        (content, isTooLarge) = (new ArrayBufferWriter<byte>(), false);
        return frame;
    }
}
