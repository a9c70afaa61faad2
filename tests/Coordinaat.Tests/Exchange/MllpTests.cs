using System.Text;
using Coordinaat.Exchange.Hl7;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// However the bytes of a connection come in, the frames are the same; a frame that is too large or
/// does not end costs itself and nothing after it.
/// </summary>
public sealed class MllpTests
{
    private const int Seeds = 500;

    [Fact]
    public void However_a_stream_is_split_its_frames_are_the_same()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var stream = Stream(random, out var expected);
            var reader = new MllpReader(bytesMax: 200);
            var found = new List<MllpFrame>();
            for (var at = 0; at < stream.Length;)
            {
                var length = Math.Min(
                    random.Next(3) == 0 ? 1 : random.Next(1, 400), stream.Length - at);
                found.AddRange(reader.Read(stream.AsSpan(at, length)));
                at += length;
            }

            Assert.False(reader.IsInFrame, $"seed {seed}");
            Assert.True(
                expected.SequenceEqual(found.Select(f => (Text(f.Content), f.End))),
                $"seed {seed}: {string.Join(' ', found.Select(f => $"{f.End}"))}");
        }
    }

    [Fact]
    public void A_message_of_ten_megabytes_is_passed_over_without_being_kept()
    {
        var reader = new MllpReader();
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)'x');
        Assert.Empty(reader.Read([0x0B, .. "MSH|^~\\&|"u8]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sent = 0; sent < 160; sent++)
        {
            Assert.Empty(reader.Read(piece));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
        var frames = reader.Read([0x1C, 0x0D, .. MllpReader.Wrap("MSH|next"u8)]);
        Assert.Equal([FrameEnd.TooLarge, FrameEnd.Whole], frames.Select(f => f.End));
        Assert.Equal(MllpReader.HeadBytes, frames[0].Content.Length);
        Assert.StartsWith("MSH|^~\\&|", Text(frames[0].Content), StringComparison.Ordinal);
        Assert.Equal("MSH|next", Text(frames[1].Content));
    }

    [Fact]
    public void A_message_of_exactly_the_limit_is_whole_and_one_byte_more_is_not()
    {
        var reader = new MllpReader(bytesMax: 10);

        Assert.Equal(FrameEnd.Whole, reader.Read(MllpReader.Wrap(new byte[10]))[0].End);
        Assert.Equal(FrameEnd.TooLarge, reader.Read(MllpReader.Wrap(new byte[11]))[0].End);
    }

    [Fact]
    public void A_frame_without_an_end_is_given_up_once()
    {
        var reader = new MllpReader();
        Assert.Null(reader.CutOff());
        Assert.Empty(reader.Read([0x0B, .. "half"u8]));

        Assert.Equal(("half", FrameEnd.Cut), (Text(reader.CutOff()!.Content), FrameEnd.Cut));
        Assert.Null(reader.CutOff());
        Assert.Equal("next", Text(reader.Read(MllpReader.Wrap("next"u8))[0].Content));
    }

    // Frames of all kinds, with what stands between them.
    private static byte[] Stream(Random random, out List<(string, FrameEnd)> expected)
    {
        expected = [];
        var stream = new List<byte>();
        for (var left = random.Next(1, 12); left > 0; left--)
        {
            var text = new string((char)('a' + random.Next(26)), random.Next(0, 300));
            var isCut = left > 1 && random.Next(5) == 0;
            stream.Add(0x0B);
            stream.AddRange(Encoding.ASCII.GetBytes(text));
            if (isCut)
            {
                expected.Add((text.Length <= 200 ? text : text[..200], FrameEnd.Cut));
                continue;
            }

            stream.Add(0x1C);
            stream.AddRange(random.Next(4) switch
            {
                0 => [], 1 => "\r\r\n rubbish \r"u8.ToArray(), _ => [0x0D],
            });
            expected.Add((
                text.Length <= 200 ? text : text[..200],
                text.Length <= 200 ? FrameEnd.Whole : FrameEnd.TooLarge));
        }

        return [.. stream];
    }

    private static string Text(byte[] content) => Encoding.ASCII.GetString(content);
}
