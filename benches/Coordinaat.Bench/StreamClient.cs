using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coordinaat.Bench;

/// <summary>Many screens in one process: plain sockets that note when each frame came.</summary>
/// <remarks>
/// Told on standard input what to do, one line each: "open COOKIE PATH", "wait" until every stream
/// had its first frame, "note FILE" to write down what came since the last note. Answers "ok".
/// </remarks>
internal static class StreamClient
{
    /// <summary>Follows what it is told, until its input ends.</summary>
    public static async Task RunAsync(int port)
    {
        var screens = new List<Screen>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split('\t');
            switch (words[0])
            {
                case "open":
                    screens.Add(await Screen.OpenAsync(port, words[1], words[2]));
                    continue;
                case "wait":
                    await Task.WhenAll(screens.Select(s => s.First));
                    break;
                case "note":
                    Write(words[1], screens);
                    break;
            }

            await Console.Out.WriteLineAsync("ok");
        }
    }

    private static void Write(string path, List<Screen> screens)
    {
        using var file = new BinaryWriter(File.Create(path));
        for (var number = 0; number < screens.Count; number++)
        {
            foreach (var frame in screens[number].Take())
            {
                file.Write(number);
                file.Write(frame.At);
                file.Write(frame.Number);
                file.Write(frame.Units.Length);
                foreach (var unit in frame.Units)
                {
                    file.Write(unit);
                }
            }
        }
    }

    /// <summary>What a screen got.</summary>
    internal readonly record struct Seen(long At, long Number, int[] Units);

    /// <summary>One open stream.</summary>
    private sealed class Screen(Socket socket)
    {
        private readonly TaskCompletionSource first =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly Lock gate = new();
        private byte[] buffer = new byte[8 * 1024];
        private List<Seen> seen = [];
        private int filled;

        /// <summary>It is there once the first frame came.</summary>
        public Task First => first.Task;

        public static async Task<Screen> OpenAsync(int port, string cookie, string path)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);

            // HTTP/1.0: the frames come bare, without chunks around them.
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.0\r\nHost: bench\r\nCookie: {cookie}\r\n\r\n"));
            var screen = new Screen(socket);
            _ = screen.ReadAsync();
            return screen;
        }

        public List<Seen> Take()
        {
            lock (gate)
            {
                var taken = seen;
                seen = [];
                return taken;
            }
        }

        private async Task ReadAsync()
        {
            while (true)
            {
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var got = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (got == 0)
                {
                    first.TrySetException(new IOException(
                        "A stream ended: " + Encoding.UTF8.GetString(buffer, 0, filled)));
                    return;
                }

                filled += got;
                Parse(Stopwatch.GetTimestamp());
            }
        }

        private void Parse(long at)
        {
            var rest = buffer.AsSpan(0, filled);
            while (rest.IndexOf("\n\n"u8) is var end and >= 0)
            {
                Note(rest[..end], at);
                rest = rest[(end + 2)..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }

        private void Note(ReadOnlySpan<byte> frame, long at)
        {
            if (frame.IndexOf("event: rows"u8) < 0)
            {
                return;
            }

            var id = frame[(frame.IndexOf("id: "u8) + 4)..];
            _ = Utf8Parser.TryParse(id[(id.IndexOf((byte)'-') + 1)..], out long number, out _);
            var units = new List<int>();
            while (frame.IndexOf("\"key\":\"u"u8) is var key and >= 0)
            {
                frame = frame[(key + 8)..];
                _ = Utf8Parser.TryParse(frame, out int unit, out _);
                units.Add(unit);
            }

            lock (gate)
            {
                seen.Add(new Seen(at, number, [.. units]));
            }

            first.TrySetResult();
        }
    }
}
