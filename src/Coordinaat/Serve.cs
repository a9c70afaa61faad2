using System.Net;
using System.Net.Sockets;
using Coordinaat.Access;
using Coordinaat.Accounts;
using Coordinaat.Agreements;
using Coordinaat.Capacity;
using Coordinaat.Components;
using Coordinaat.Demo;
using Coordinaat.Domain.Kernel;
using Coordinaat.Downtime;
using Coordinaat.Engine;
using Coordinaat.Engine.Reports;
using Coordinaat.Exchange;
using Coordinaat.Exchange.Tables;
using Coordinaat.Feeds;
using Coordinaat.Handover;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Matching;
using Coordinaat.Placement;
using Coordinaat.Protocols;
using Coordinaat.Regions;
using Coordinaat.Security;
using Coordinaat.Survey;
using Coordinaat.Telephone;
using Coordinaat.Transport;
using Coordinaat.Triage;
using Coordinaat.Visits;
using Coordinaat.Watch;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Coordinaat;

/// <summary>How the program serves.</summary>
/// <param name="Folder">Where the data is kept.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="IsDemo">Seeds the fictional region and its accounts.</param>
/// <param name="TrafficSpeed">Plays a seeded day at this speed; 0 for none.</param>
internal sealed record ServeOptions(
    string Folder, string Url, bool IsDemo = false, double TrafficSpeed = 0)
{
    /// <summary>Where a Prometheus on this machine usually finds the figures.</summary>
    public const string MetricsUrlUsual = "http://127.0.0.1:9464";

    /// <summary>Where the figures are served; empty for nowhere.</summary>
    public string MetricsUrl { get; init; } = "";

    /// <summary>Whether the clinical module is asked for; in the demo it is on anyway.</summary>
    public bool IsClinical { get; init; }

    /// <summary>The file with the declaration of conformity; empty for none.</summary>
    public string ConformityFile { get; init; } = "";

    /// <summary>The folder with a licensee's protocols; empty for none.</summary>
    public string ProtocolsFolder { get; init; } = "";

    /// <summary>Where the time comes from; tests have their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The rest of a live screen after a frame.</summary>
    public TimeSpan FrameGap { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Configuration beside the environment's; tests have their own.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } =
        new Dictionary<string, string?>();
}

/// <summary>The web server: wiring, and the checks before it listens.</summary>
internal static class Serve
{
    private const int SendBytesMax = 128 * 1024;

    /// <summary>Makes the program; it does not listen yet.</summary>
    public static async Task<WebApplication> BuildAsync(ServeOptions options)
    {
        if ((DemoTraffic.FaultIn(options) ?? MetricsHost.FaultIn(options.MetricsUrl)
            ?? ClinicalModule.FaultIn(options) ?? ProtocolLibrary.FaultIn(options)) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = UseCase.BodyBytesMax;
        });
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.CreateBoundListenSocket = Listen;

            // Whoever writes a frame sends it, too: handed over, the frames of thousands of screens
            // would stand in memory until another thread comes round to them.
            sockets.UnsafePreferInlineScheduling = true;
        });
        LogFormat.Use(builder.Logging, options.Time);
        using var logs = LoggerFactory.Create(l => LogFormat.Use(
            l.AddConfiguration(builder.Configuration.GetSection("Logging")), options.Time));
        var engine = Engine.Engine.Open(new EngineOptions(
            options.Folder, options.Time, logs.CreateLogger("engine"),
            builder.Configuration["Vault:MasterKey"])
        {
            Journal = builder.Configuration.GetConnectionString("Journal"),
            Keys = builder.Configuration.GetConnectionString("Keys"),
            Copies = builder.Configuration.GetValue("Journal:Copies", 1),
        });
        AddServices(builder.Services, options, engine);
        HaveSender.Add(builder.Services, builder.Configuration);
        var tables = ReportDatabase.InFile(Path.Combine(options.Folder, "reports.db"));
        var reports = new ReportReader(
            engine, tables, options.Time, logs.CreateLogger("reports"));
        var archive = new ArchivedCases(engine, reports, tables);
        builder.Services.AddSingleton(archive);
        builder.Services.AddSingleton(new UnitHistories(tables));
        builder.Services.AddSingleton(new MapLines(engine));
        builder.Services.AddSingleton(new StopHistories(tables));
        builder.Services.AddSingleton(new ArrivalHistories(tables));
        builder.Services.AddSingleton(reports);
        var app = builder.Build();
        app.Services.GetRequiredService<ProtocolLibrary>();
        await SeedAsync(engine, options);
        _ = EraseRecordEndpoint.CatchUpAsync(engine, archive);
        app.Lifetime.ApplicationStopped.Register(() => StopAsync(reports, engine).Wait());
        UseMiddleware(app);
        MapAll(app);
        FixedEndpoints.Fix(app);
        StartUpChecks.Run(app);
        return app;
    }

    // A browser that does not read fills this much and no more; the system's own choice goes up to
    // megabytes, for each of thousands of streams.
    private static Socket Listen(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = SendBytesMax;
        return socket;
    }

    private static async Task StopAsync(ReportReader reports, Engine.Engine engine)
    {
        await reports.DisposeAsync();
        await engine.DisposeAsync();
    }

    private static void AddServices(
        IServiceCollection services, ServeOptions options, Engine.Engine engine)
    {
        services.AddSingleton(engine);
        services.AddSingleton(options.Time);
        services.AddSingleton(options);
        services.AddSingleton(new DemoMode(options.IsDemo));
        services.AddSingleton(ClinicalModule.Of(options));
        services.AddSingleton<ProtocolLibrary>();
        services.AddSingleton<MetricsHost>();
        services.AddHostedService(s => s.GetRequiredService<MetricsHost>());
        services.AddHostedService<Otlp>();
        services.AddSingleton<WrongLinks>();
        services.AddSingleton<FeedDesk>();
        services.AddSingleton(s => MllpOptions.Of(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<MllpHost>();
        services.AddHostedService(s => s.GetRequiredService<MllpHost>());
        services.AddSingleton<FeedsHeard>();
        services.AddSingleton<FeedReporter>();
        services.AddHostedService(s => s.GetRequiredService<FeedReporter>());
        services.AddSingleton<StaffNames>();
        services.AddSingleton<TravelTimes>();
        services.AddSingleton<RowCache>();
        services.AddSingleton<LiveSource>();
        services.AddSingleton<LiveStream>();
        services.AddHostedService<AlarmBell>();
        services.AddHostedService<CallerEraser>();
        services.AddSingleton<ExpiryWatch>();
        services.AddHostedService(s => s.GetRequiredService<ExpiryWatch>());
        if (options is { IsDemo: true, TrafficSpeed: > 0 })
        {
            services.AddHostedService<DemoTraffic>();
            services.AddHostedService<DemoCalls>();
        }

        services.AddSingleton(new Importer(engine));
        services.AddSingleton(new ControlFile(options.Folder));
        services.AddSingleton(new FirstAdministrator(options.Folder, engine));
        services.AddRazorComponents();
        services.AddDataProtection().SetApplicationName("coordinaat");
        services.Configure<KeyManagementOptions>(
            keys => keys.XmlRepository = new ProtectionRepository(engine));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(Sessions.Configure);
        services.AddAuthorization(Policies.Add);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(
                new System.Text.Json.Serialization.JsonStringEnumConverter());
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });

        // What the framework itself cannot read is refused in words too.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddOpenApi("v1");
        services.AddHealthChecks();
        services.AddAntiforgery();
    }

    private static void UseMiddleware(WebApplication app)
    {
        app.UseMiddleware<TraceMiddleware>();
        app.UseSafeHeaders();
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<CrossSiteMiddleware>();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v")
                    ? "public, max-age=31536000, immutable"
                    : "public, max-age=300",
        });

        // Before the routes: its files are no endpoints, and what is no endpoint is closed.
        app.UseSwaggerUI(docs =>
        {
            docs.RoutePrefix = "api/docs";
            docs.SwaggerEndpoint("/openapi/v1.json", "Coordinaat");
            docs.DocumentTitle = "Coordinaat API";
        });
        app.UseRouting();
        app.UseMiddleware<BodyLimitMiddleware>();

        // Before it is asked who this is: the session may be what this node does not know yet.
        app.UseMiddleware<SeenMiddleware>();
        app.UseAuthentication();
        app.UseMiddleware<SetUpMiddleware>();
        app.UseAuthorization();
    }

    private static void MapAll(WebApplication app)
    {
        Home.Map(app);
        SignIn.Map(app);
        FirstAdministrator.Map(app);
        OwnAccount.Map(app);
        Manage.Map(app);
        RegisterCareRequestEndpoint.Map(app);
        Reporting.Map(app);
        EraseRecordEndpoint.Map(app);
        LifeThreatEndpoints.Map(app);
        WorkOnRequestEndpoints.Map(app);
        Judge.Map(app);
        ReviewEndpoints.Map(app);
        ProtocolEndpoints.Map(app);
        Matching.Destination.Map(app);
        AlternativeEndpoint.Map(app);
        AgreementEndpoints.Map(app);
        Offers.Map(app);
        AnswerLinks.Map(app);
        Placement.WaitingLists.Map(app);
        Outflow.Map(app);
        Demand.Map(app);
        Agree.Map(app);
        Inbox.Map(app);
        Journey.Map(app);
        Visiting.Map(app);
        VisitRounds.Map(app);
        Consulting.Colleagues.Map(app);
        Consulting.Leads.Map(app);
        Roster.Rosters.Map(app);
        Finish.Map(app);
        Merging.Map(app);
        Desk.Map(app);
        Requests.Map(app);
        Dossier.Map(app);
        Report.Map(app);
        Stops.Map(app);
        Duties.Map(app);
        LocationFeed.Map(app);
        Arrivals.Map(app);
        UnitHistoryEndpoint.Map(app);
        Board.Map(app);
        MapEndpoints.Map(app);
        Share.Map(app);
        Profile.Map(app);
        Watching.Map(app);
        FeedEndpoints.Map(app);
        ImportEndpoint.Map(app);
        FigureFiles.Map(app);
        HaveEndpoints.Map(app);
        ExchangeMappings.Map(app);
        SurveyEndpoints.Map(app);
        DowntimeEndpoint.Map(app);
        Calls.Map(app);
        PhoneLineEndpoints.Map(app);
        ExchangeEvents.Map(app);
        LiveStream.Map(app);

        // By its own name only: the framework repeats a name that it does not know.
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous();
    }

    private static async Task SeedAsync(Engine.Engine engine, ServeOptions options)
    {
        await EraseRecordEndpoint.CatchUpAsync(engine);
        var importer = new Importer(engine);
        await ImportOwnAsync(importer, Importer.ReadFolder(Data.Norms));
        if (options.IsDemo)
        {
            var isNew = engine.World.Regions.Regions.Count == 0;
            await ImportOwnAsync(importer, Importer.ReadFolder(Data.Demo)
                .Where(f => isNew || f.Form != TableForm.Capacity));
            await DemoAccounts.SeedAsync(engine);
            await DemoAgreements.SeedAsync(engine);
            await ImportOwnAsync(importer, DemoRoster.Of(engine.Now));
        }
    }

    // What we ship ourselves has to be right: anything refused stops the start.
    private static async Task ImportOwnAsync(Importer importer, IEnumerable<ImportFile> files)
    {
        var report = await importer.ImportAsync(files, Actor.System);
        var refused = report.Files.SelectMany(f => f.Lines
            .Where(l => l.Outcome == LineOutcome.Refused)
            .Select(l => $"{f.Name} line {l.Line} {l.Code}: {l.Reason} {l.Column}")).ToList();
        if (refused.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', refused));
        }
    }
}
