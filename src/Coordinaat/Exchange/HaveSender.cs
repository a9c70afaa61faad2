using System.Data.Common;
using System.Globalization;
using System.Net.Http.Headers;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;

namespace Coordinaat.Exchange;

/// <summary>A partner to whom a region's places are sent.</summary>
public sealed class HaveDestination
{
    /// <summary>Its name here, which stays the same; how far was sent is kept under it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the documents go, by POST.</summary>
    public string Url { get; init; } = "";

    /// <summary>Code of the region whose places they get.</summary>
    public string Region { get; init; } = "";

    /// <summary>What they want to see as a bearer token; empty for none.</summary>
    public string Token { get; init; } = "";

    /// <summary>Seconds between two documents, at least.</summary>
    public int Seconds { get; init; } = 60;
}

/// <summary>Sends a region's places to one partner, as EDXL-HAVE 2.0.</summary>
/// <remarks>
/// States, not events: a document says how all places stand as of an event of the journal, and
/// replaces every earlier one. Of all nodes one sends (<see cref="Outbox"/>); what was not
/// answered with yes is sent again, with newer figures. The header <c>Coordinaat-Message</c> is
/// the epoch and the number, so that a receiver passes over what came twice or late.
/// </remarks>
internal sealed class HaveSender(
    HaveDestination destination, Engine.Engine engine, StaffNames staff, TimeProvider time,
    ILogger<HaveSender> log) : BackgroundService
{
    /// <summary>Where the destinations stand in the configuration.</summary>
    public const string Section = "Outbox:Have";

    /// <summary>The header that names what is sent.</summary>
    public const string MessageHeader = "Coordinaat-Message";

    // Shorter than a turn: whoever waits for an answer is still the sender.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new() { Timeout = AnswerWithin };
    private bool isFailing;

    /// <summary>Adds a sender for each destination of the configuration.</summary>
    /// <exception cref="InvalidOperationException">A destination cannot be; it says which.
    /// </exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        foreach (var one in configuration.GetSection(Section).Get<HaveDestination[]>() ?? [])
        {
            if (FaultIn(one) is { } fault)
            {
                throw new InvalidOperationException(fault);
            }

            services.AddSingleton<IHostedService>(
                s => ActivatorUtilities.CreateInstance<HaveSender>(s, one));
        }
    }

    /// <summary>What is wrong with a destination; null for nothing.</summary>
    public static string? FaultIn(HaveDestination destination) =>
        destination.Name.Length == 0
            ? $"{Section}: a destination has no Name."
            : !Uri.TryCreate(destination.Url, UriKind.Absolute, out var url)
                || url.Scheme is not ("http" or "https")
                ? $"{Section}: {destination.Name} has no Url with http or https."
                : destination.Seconds is < 1 or > 3_600
                    ? $"{Section}: {destination.Name} has Seconds outside 1 to 3600."
                    : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(destination.Seconds), time);
        do
        {
            try
            {
                await SendAsync(stoppingToken);
                isFailing = false;
            }
            catch (Exception fault) when (fault is HttpRequestException or DbException
                || (fault is TaskCanceledException && !stoppingToken.IsCancellationRequested))
            {
                Fail(fault.Message);
            }
        }
        while (await NextAsync(timer, stoppingToken));

        GiveBack();
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SendAsync(CancellationToken stop)
    {
        if (engine.Outbox.TryTake(destination.Name) is not { } sent)
        {
            return;
        }

        var view = new View(engine.World, engine.Now, Language.Dutch, staff);
        var region = new RegionId(view.Regions.Regions.NumberOf(destination.Region));
        if (region.Value == 0)
        {
            Fail($"The region {destination.Region} is not known.");
            return;
        }

        if (view.World.Number <= sent)
        {
            return;
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, destination.Url)
        {
            Content = new ByteArrayContent(HaveEndpoints.DocumentOf(view, region)),
        };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(HaveEndpoints.Utf8);
        message.Headers.Add(MessageHeader, string.Create(
            CultureInfo.InvariantCulture, $"{engine.Epoch}-{view.World.Number}"));
        if (destination.Token.Length > 0)
        {
            message.Headers.Authorization = new("Bearer", destination.Token);
        }

        using var answer = await http.SendAsync(message, stop);
        answer.EnsureSuccessStatusCode();
        _ = engine.Outbox.Sent(destination.Name, view.World.Number);
    }

    private void Fail(string why)
    {
        if (!isFailing)
        {
            isFailing = true;
            log.LogWarning(
                Said.DestinationAway,
                "Nothing can be sent to {Destination} ({Fault}); it is tried again and again.",
                destination.Name, why);
        }
    }

    private void GiveBack()
    {
        try
        {
            engine.Outbox.GiveBack(destination.Name);
        }
        catch (DbException)
        {
            // Then the turn ends by itself.
        }
    }
}
