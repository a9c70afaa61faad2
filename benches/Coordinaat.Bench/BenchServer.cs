using System.Diagnostics;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>The real program on a free port, with the whole country in it.</summary>
/// <remarks>
/// 25,000 units in eleven regions, all reported; an account for each organisation, and for each as
/// many sessions as are asked for. Nobody types a password: the cookies are made.
/// </remarks>
internal sealed class BenchServer : IAsyncDisposable
{
    private const int Units = 25_000;
    private const int Seed = 20_263;

    private readonly WebApplication app;
    private readonly Country country;
    private readonly (AccountId Account, SessionId Session)[] sessions;
    private readonly Random random = new(Seed);

    private BenchServer(
        WebApplication app, Country country, (AccountId, SessionId)[] sessions)
    {
        (this.app, this.country, this.sessions) = (app, country, sessions);
        Engine = app.Services.GetRequiredService<Engine.Engine>();
        Url = new Uri(app.Urls.First());
    }

    /// <summary>How many regions there are.</summary>
    public const int Regions = 11;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Its engine.</summary>
    public Engine.Engine Engine { get; }

    /// <summary>Starts it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="sessions">How many sessions are open.</param>
    /// <param name="frameGap">The rest of a screen after a frame.</param>
    public static async Task<BenchServer> StartAsync(
        DirectoryInfo folder, int sessions, TimeSpan frameGap)
    {
        var country = Country.Make(Units, Regions, Seed);
        var random = new Random(Seed);
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var opened = Enumerable.Range(0, sessions)
            .Select(n => new SessionOpened(
                new AccountId((n % country.Organisations) + 1),
                new SessionId(Country.IdFrom(random)), now + OpenSession.Length, 0))
            .ToArray();
        var happened = country.Events
            .Concat(Enumerable.Range(1, country.Organisations).Select(n => new SecondFactorSet(
                new AccountId(n), new SealedId(Country.IdFrom(random)))))
            .Concat(Enumerable.Range(1, country.Pools).Select(n => new CapacityReported(
                new PoolId(n), new Figures(20, 1, 18, 12, now, FigureSource.Feed))))
            .Concat(opened);
        JournalFile.Write(folder, JournalFile.Record(happened, now));

        // What the program says goes beside the results, not between them.
        var output = Console.Out;
        Console.SetOut(Console.Error);
        var app = await Serve.BuildAsync(
            new ServeOptions(folder.FullName, "http://127.0.0.1:0") { FrameGap = frameGap });
        Console.SetOut(output);
        await app.StartAsync();
        return new BenchServer(
            app, country, [.. opened.Select(s => (s.Account, s.Session))]);
    }

    /// <summary>The cookie of a session; session n acts in region (n mod organisations).</summary>
    public string CookieOf(int session)
    {
        var (account, id) = sessions[session % sessions.Length];
        return CookieOf(app, account, id);
    }

    /// <summary>The cookie of a session of any program.</summary>
    public static string CookieOf(WebApplication app, AccountId account, SessionId id)
    {
        var options = app.Services
            .GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(
            Sessions.PrincipalOf(account, id), CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>In which region a session looks.</summary>
    public RegionId RegionOf(int session) => RegionOf(new OrganisationId(
        sessions[session % sessions.Length].Account.Value));

    /// <summary>The units of a region; all for none.</summary>
    public UnitId[] UnitsIn(RegionId? region) =>
    [
        .. Enumerable.Range(1, Units).Select(n => new UnitId(n))
            .Where(u => region is null || RegionOf(u) == region),
    ];

    /// <summary>The region of a unit.</summary>
    public RegionId RegionOf(UnitId unit) => RegionOf(Engine.World.Regions.OwnerOf(unit));

    /// <summary>New figures, so many a second, until it is enough.</summary>
    /// <param name="units">Of any of these.</param>
    /// <param name="perSecond">How many.</param>
    /// <param name="length">How long.</param>
    public async Task<IReadOnlyList<Change>> ReportAsync(
        UnitId[] units, int perSecond, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var asked = new List<Task<Change>>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            var due = Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond;
            while (asked.Count < due)
            {
                asked.Add(ReportAsync(units[random.Next(units.Length)], random.Next(4, 15)));
            }

            await timer.WaitForNextTickAsync();
        }

        return await Task.WhenAll(asked);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private RegionId RegionOf(OrganisationId organisation) =>
        Engine.World.Regions.Organisations[organisation.Value].Region;

    // Timed from before it is asked: what the commit itself takes is in what a screen waits.
    private async Task<Change> ReportAsync(UnitId unit, int occupied)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = await Engine.SubmitAsync(
            new ReportCapacity(unit, 20, 1, 18, occupied, null, FigureSource.Feed),
            new Stamp(Ids.New(), country.StaffOf(Engine.World.Regions.OwnerOf(unit).Value)));
        return outcome.TryGet(out var receipt, out var refusal)
            ? new Change(receipt.Events[0].Number, unit, RegionOf(unit), started)
            : throw new InvalidOperationException($"A report was refused: {refusal}.");
    }
}

/// <summary>One change that screens have to show.</summary>
/// <param name="Number">Its number in the journal.</param>
/// <param name="Unit">Which unit's figures.</param>
/// <param name="Region">Where.</param>
/// <param name="At">When, by the machine's own counter.</param>
internal sealed record Change(long Number, UnitId Unit, RegionId Region, long At);
