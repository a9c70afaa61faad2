using System.Net;
using Coordinaat.Accounts;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coordinaat.Tests.Support;

/// <summary>The program inside this process: real Kestrel on a free port, real files, and a clock
/// that a test may hold.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebServer(WebApplication app, string folder)
    {
        (this.app, Folder) = (app, folder);
        Url = new Uri(app.Urls.First());
        Engine = Service<EngineItself>();
    }

    /// <summary>The folder of its data.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    public EngineItself Engine { get; }

    public World World => Engine.World;

    /// <summary>Every endpoint that it answers on.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints =>
    [
        .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>(),
    ];

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Starts the demo on a new folder.</summary>
    /// <param name="time">Its clock; null for the real one.</param>
    /// <param name="traffic">How fast a made-up day is played beside it; 0 for not.</param>
    public static Task<WebServer> StartDemoAsync(TimeProvider? time = null, double traffic = 0) =>
        StartAsync(NewFolder(), isDemo: true, time, traffic);

    /// <summary>Starts without the demo, on a new folder.</summary>
    public static Task<WebServer> StartBareAsync(TimeProvider? time = null) =>
        StartAsync(NewFolder(), isDemo: false, time);

    /// <summary>Starts the demo, with its figures at an address of their own.</summary>
    public static Task<WebServer> StartWatchedAsync(string metricsUrl = "http://127.0.0.1:0") =>
        StartAsync(NewFolder(), isDemo: true, metricsUrl: metricsUrl);

    /// <summary>Starts on a folder, which is deleted afterwards.</summary>
    public static async Task<WebServer> StartAsync(
        string folder, bool isDemo, TimeProvider? time = null, double traffic = 0,
        string metricsUrl = "", string protocols = "")
    {
        var app = await Serve.BuildAsync(
            new ServeOptions(folder, "http://127.0.0.1:0", isDemo, traffic)
            {
                Time = time ?? TimeProvider.System, MetricsUrl = metricsUrl,
                ProtocolsFolder = protocols,
            });
        await app.StartAsync();
        return new WebServer(app, folder);
    }

    /// <summary>Starts the demo, which takes messages of feeds on a free port.</summary>
    public static Task<WebServer> StartHearingAsync(
        TimeProvider time, params (string Name, string Value)[] settings) => StartHearingAsync(
            time, IPEndPoint.Parse("127.0.0.1:0"), "mllp", settings);

    /// <summary>The same, with the settings of a test.</summary>
    public static async Task<WebServer> StartHearingAsync(
        TimeProvider time, IPEndPoint address, string scheme,
        params (string Name, string Value)[] settings)
    {
        var folder = NewFolder();
        var app = await Serve.BuildAsync(
            new ServeOptions(folder, "http://127.0.0.1:0", IsDemo: true)
            {
                Time = time,
                Settings = settings.Append(("Feeds:Mllp:Url", $"{scheme}://{address}"))
                    .ToDictionary(s => s.Item1, s => (string?)s.Item2, StringComparer.Ordinal),
            });
        await app.StartAsync();
        return new WebServer(app, folder);
    }

    /// <summary>Starts the demo with its journal in a database.</summary>
    /// <param name="journal">The connection string.</param>
    /// <param name="copies">How many machines should hold it.</param>
    public static async Task<WebServer> StartDemoOnAsync(string journal, int copies = 1)
    {
        var folder = NewFolder();
        var app = await Serve.BuildAsync(
            new ServeOptions(folder, "http://127.0.0.1:0", IsDemo: true)
            {
                Settings = new Dictionary<string, string?>
                {
                    ["ConnectionStrings:Journal"] = journal,
                    ["Journal:Copies"] = $"{copies}",
                },
            });
        await app.StartAsync();
        return new WebServer(app, folder);
    }

    /// <summary>Starts the demo with settings, on a folder.</summary>
    public static async Task<WebServer> StartWithAsync(
        string folder, IReadOnlyDictionary<string, string?> settings)
    {
        var app = await Serve.BuildAsync(
            new ServeOptions(folder, "http://127.0.0.1:0", IsDemo: true) { Settings = settings });
        await app.StartAsync();
        return new WebServer(app, folder);
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("coordinaat-").FullName;

    /// <summary>Somebody without a session.</summary>
    public Api Open() => new(Url);

    /// <summary>Somebody of the demo, signed in.</summary>
    public async Task<Api> SignInAsync(string login)
    {
        var api = Open();
        await api.SignInDemoAsync(login);
        return api;
    }

    /// <summary>Asks the engine as the system, past all pages; it has to say yes.</summary>
    public async Task<Receipt> DoAsync<TRefusal>(Request<TRefusal> request)
        where TRefusal : struct, Enum
    {
        var outcome = await Engine.SubmitAsync(request, new Stamp(Ids.New(), Actor.System));
        Assert.True(outcome.TryGet(out var receipt, out var refusal), $"{refusal}");
        return receipt!;
    }

    /// <summary>Stops the loop in the middle of a batch, until this is disposed.</summary>
    public async Task<IDisposable> HoldLoopAsync()
    {
        var (entered, held) = (new TaskCompletionSource(), new Held());
        _ = Engine.ExecuteAsync(_ =>
        {
            entered.SetResult();
            held.Wait();
        });
        await entered.Task;
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Stops it, as a signal would; the files stay.</summary>
    public Task StopAsync() => app.StopAsync();

    private sealed class Held : IDisposable
    {
        private readonly TaskCompletionSource release = new();

        public void Wait() => release.Task.Wait();

        public void Dispose() => release.TrySetResult();
    }
}

/// <summary>Accounts of tests: one password, one shared secret.</summary>
internal static class StaffAccounts
{
    public const string Password = "een lang wachtwoord";

    public const string SharedSecret = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";

    // Hashing is slow on purpose; once is enough for all accounts of a test run.
    private static readonly Lazy<string> Hash = new(() => Passwords.Hash(Password));

    /// <summary>Opens an account that is set up already.</summary>
    public static async Task OpenAsync(
        EngineItself engine, string login, string organisation, Roles roles)
    {
        var person = new PersonId(Ids.New());
        Secret Sealed(SealedField field, string text) =>
            new(new SealedId(Ids.New()), person, default, field, text);
        var profile = new StaffProfile($"Medewerker {login}", login);
        var number = engine.World.Regions.Organisations.NumberOf(organisation);
        var opened = await engine.SubmitAsync(
            new OpenAccount(
                person, new OrganisationId(number), roles, Sealed(SealedField.Staff, login),
                Sealed(SealedField.Staff, System.Text.Json.JsonSerializer.Serialize(profile)),
                Sealed(SealedField.Credential, Hash.Value), MustChangePassword: false),
            new Stamp(Ids.New(), Actor.System));
        Assert.True(opened.TryGet(out var receipt, out var refusal), $"{login}: {refusal}");
        if ((roles & Roles.NeedsSecondFactor) != Roles.None)
        {
            _ = await engine.SubmitAsync(
                new SetSecondFactor(
                    receipt!.Get<AccountOpened>().Account,
                    Sealed(SealedField.SecondFactor, SharedSecret)),
                new Stamp(Ids.New(), Actor.System));
        }
    }
}
