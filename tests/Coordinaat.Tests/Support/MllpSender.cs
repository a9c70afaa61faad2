using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Coordinaat.Tests.Support;

/// <summary>A connection of a feed: sends bytes, and reads acknowledgements.</summary>
internal sealed class MllpSender : IDisposable
{
    private readonly TcpClient client = new();
    private readonly List<byte> unread = [];
    private Stream stream;

    private MllpSender() => stream = Stream.Null;

    /// <summary>Connects.</summary>
    /// <param name="address">Where.</param>
    /// <param name="trusted">The certificate that it has to have; null for no TLS.</param>
    public static async Task<MllpSender> ConnectAsync(
        IPEndPoint address, X509Certificate2? trusted = null)
    {
        var sender = new MllpSender();
        await sender.client.ConnectAsync(address);
        sender.stream = sender.client.GetStream();
        if (trusted is not null)
        {
            var secured = new SslStream(sender.stream);
            await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback =
                    (_, shown, _, _) => shown?.GetCertHashString() == trusted.Thumbprint,
            });
            sender.stream = secured;
        }

        return sender;
    }

    /// <summary>Sends bytes as they are.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes).AsTask();

    /// <summary>Sends a message in a frame, and waits for its acknowledgement.</summary>
    public Task<string> AskAsync(string message) => AskAsync(Encoding.UTF8.GetBytes(message));

    /// <summary>The same, of any bytes.</summary>
    public async Task<string> AskAsync(byte[] message)
    {
        await SendAsync((byte[])[0x0B, .. message, 0x1C, 0x0D]);
        return await ReadAsync();
    }

    /// <summary>Waits for the next acknowledgement.</summary>
    public async Task<string> ReadAsync()
    {
        var buffer = new byte[4096];
        int end;
        while ((end = unread.IndexOf(0x1C)) < 0)
        {
            var count = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            unread.AddRange(buffer[..count]);
        }

        var text = Encoding.UTF8.GetString([.. unread[1..end]]);
        unread.RemoveRange(0, Math.Min(end + 2, unread.Count));
        return text;
    }

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }

    /// <summary>Lets Debian's python3-hl7 send messages, each after the answer to the one before.
    /// </summary>
    /// <returns>What it printed: the answers.</returns>
    public static async Task<string> SendByOthersAsync(
        IPEndPoint address, IEnumerable<string> messages)
    {
        const string Program = "/usr/bin/mllp_send";
        Assert.SkipUnless(File.Exists(Program), "python3-hl7 is not installed.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, AdtDay.Frames(messages));
            using var process = Process.Start(new ProcessStartInfo(
                Program, ["--file", file, "--port", $"{address.Port}", $"{address.Address}"])
            {
                RedirectStandardOutput = true, UseShellExecute = false,
            })!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            return said;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
