using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Coordinaat.Engine;
using Coordinaat.Exchange.Hl7;

namespace Coordinaat.Feeds;

/// <summary>Where and how messages of feeds are taken.</summary>
/// <param name="Url">
/// For example <c>mllp://0.0.0.0:2575</c>, or <c>mllps://</c> for TLS; empty for nowhere.
/// </param>
/// <param name="Certificate">For TLS: a file with the certificate, in PEM.</param>
/// <param name="Key">For TLS: a file with its key, in PEM.</param>
/// <param name="FrameSeconds">A frame that stops coming for so long has no end.</param>
/// <param name="IdleSeconds">Who sends nothing for so long is cut.</param>
internal sealed record MllpOptions(
    string Url = "", string Certificate = "", string Key = "", int FrameSeconds = 30,
    int IdleSeconds = 3_600)
{
    /// <summary>No more senders at once.</summary>
    public const int ConnectionsMax = 128;

    /// <summary>Reads the section <c>Feeds:Mllp</c>.</summary>
    public static MllpOptions Of(IConfiguration configuration) =>
        configuration.GetSection("Feeds:Mllp").Get<MllpOptions>() ?? new MllpOptions();
}

/// <summary>Takes messages of feeds over MLLP, in order for each connection.</summary>
/// <remarks>
/// An address that cannot be opened is said in the log, and the work goes on. Whoever reaches the
/// address may send in the name of a feed: it belongs on the network of the care organisations.
/// </remarks>
internal sealed class MllpHost(
    MllpOptions options, FeedDesk desk, TimeProvider time, ILogger<MllpHost> log)
    : BackgroundService
{
    private const string Secure = "mllps";
    private const int BufferBytes = 16 * 1024;
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(10);

    private readonly Lazy<X509Certificate2> certificate = new(() =>
        X509Certificate2.CreateFromPemFile(options.Certificate, options.Key));

    private TcpListener? listener;
    private int connections;

    /// <summary>Where it listens; null where it does not.</summary>
    public IPEndPoint? Address { get; private set; }

    /// <summary>Opens the address.</summary>
    /// <exception cref="InvalidOperationException">The address or the certificate is none.
    /// </exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Url.Length > 0)
        {
            Listen(EndPointOf(options.Url));
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        listener?.Dispose();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        listener?.Dispose();
        if (certificate.IsValueCreated)
        {
            certificate.Value.Dispose();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (listener is not null && !stoppingToken.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stoppingToken);
            }
            catch (Exception fault) when (
                fault is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                continue;
            }

            if (Interlocked.Increment(ref connections) > MllpOptions.ConnectionsMax)
            {
                Interlocked.Decrement(ref connections);
                client.Dispose();
                continue;
            }

            _ = Task.Run(() => ServeAsync(client, stoppingToken), CancellationToken.None);
        }
    }

    private void Listen(IPEndPoint address)
    {
        if (IsSecure && !certificate.Value.HasPrivateKey)
        {
            throw new InvalidOperationException("Feeds:Mllp:Key is not the certificate's key.");
        }

        try
        {
            listener = new TcpListener(address);
            listener.Start();
            Address = (IPEndPoint)listener.LocalEndpoint;
            log.LogInformation(
                Said.FeedsOpen, "Messages of feeds are taken at {Address}.", Address);
        }
        catch (SocketException fault)
        {
            listener?.Dispose();
            listener = null;
            log.LogError(
                Said.FeedsClosed, "Messages of feeds cannot be taken at {Address}: {Fault}.",
                address, fault.SocketErrorCode);
        }
    }

    private bool IsSecure =>
        options.Url.StartsWith(Secure + "://", StringComparison.OrdinalIgnoreCase);

    private static IPEndPoint EndPointOf(string url)
    {
        const string Form = "Feeds:Mllp:Url takes an address such as mllp://0.0.0.0:2575.";
        var parts = url.Split("://");
        return parts is ["mllp" or Secure, var place]
            && IPEndPoint.TryParse(
                place.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var parsed)
                ? parsed
                : throw new InvalidOperationException(Form);
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                client.Client.SetSocketOption(
                    SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
                await using var stream = await OpenAsync(client, stop);
                await TakeAsync(stream, stop);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException
            or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side went away, or we stop: what was not answered is sent again.
        }
        catch (Exception fault)
        {
            log.LogError(
                Said.FeedFailed, "A connection of a feed failed with {Fault} at {Stack}.",
                fault.GetType().Name, fault.StackTrace);
        }
        finally
        {
            Interlocked.Decrement(ref connections);
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client, CancellationToken stop)
    {
        if (!IsSecure)
        {
            return client.GetStream();
        }

        using var over = new CancellationTokenSource(HandshakeMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate.Value },
            either.Token);
        return secured;
    }

    // One read is under way at a time, and outlives the end of waiting for a frame's end.
    private async Task TakeAsync(Stream stream, CancellationToken stop)
    {
        var reader = new MllpReader();
        var buffer = new byte[BufferBytes];
        var reading = stream.ReadAsync(buffer, stop).AsTask();
        while (true)
        {
            if (!await CameAsync(reading, reader.IsInFrame, stop))
            {
                if (reader.CutOff() is not { } cut)
                {
                    return;
                }

                await AnswerAsync(stream, cut, stop);
                continue;
            }

            var count = await reading;
            if (count == 0)
            {
                return;
            }

            foreach (var frame in reader.Read(buffer.AsSpan(0, count)))
            {
                await AnswerAsync(stream, frame, stop);
            }

            reading = stream.ReadAsync(buffer, stop).AsTask();
        }
    }

    private async Task<bool> CameAsync(Task reading, bool isInFrame, CancellationToken stop)
    {
        var wait = TimeSpan.FromSeconds(isInFrame ? options.FrameSeconds : options.IdleSeconds);
        try
        {
            await reading.WaitAsync(wait, time, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task AnswerAsync(Stream stream, MllpFrame frame, CancellationToken stop) =>
        await stream.WriteAsync(MllpReader.Wrap(desk.Answer(frame)), stop);
}
