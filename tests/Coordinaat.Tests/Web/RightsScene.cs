using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Coordinaat.Agreements;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Agreements;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>What an organisation has to do with a request.</summary>
internal enum Place
{
    /// <summary>The coordination centre that the request was sent to.</summary>
    Centre = 1,

    /// <summary>Took the request in: the record holder.</summary>
    Holder,

    /// <summary>Has the unit that is asked, and says yes where somebody does.</summary>
    Asked,

    /// <summary>Was asked first, and said no.</summary>
    SaidNo,

    /// <summary>Was asked, and let the time pass.</summary>
    Silent,

    /// <summary>Was asked, and the question was taken back.</summary>
    TakenBack,

    /// <summary>Has units, and was never asked.</summary>
    Elsewhere,

    /// <summary>Has units in another region.</summary>
    OtherRegion,
}

/// <summary>Somebody with one role at one organisation; null for who is not signed in.</summary>
internal sealed record Who(Roles Role, Place At, Api Api)
{
    public bool IsDesk => (Role & Roles.Desk) != Roles.None;

    public override string ToString() => $"{Role} at {At}";
}

/// <summary>A request at one point of its life.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Stage">How far it came.</param>
/// <param name="Patient">Who it is about.</param>
internal sealed record Case(string Name, Stage Stage, Patient Patient)
{
    public int Id { get; set; }

    /// <summary>The questions that were put, by who was asked.</summary>
    public Dictionary<Place, int> Offers { get; } = [];

    /// <summary>The unit said yes, and that still stands: the place was not given back, and the
    /// request did not end before anybody came.</summary>
    public bool HasStandingYes => Name.Length == 0 && Stage >= Stage.PlaceHeld;

    /// <summary>The unit said yes once, and nobody gave the place back.</summary>
    public bool HasPartner => HasStandingYes || Name == RightsScene.EndedEarly;

    public override string ToString() => Name.Length > 0 ? Name : Stage.ToString();
}

/// <summary>The demo with a request at every stage, and somebody of every role everywhere.
/// </summary>
public sealed class RightsScene : IAsyncLifetime
{
    internal const string Agreement = "proef";
    internal const string Line = "zcc-overleg";
    internal const string GivenBack = "yes, later given back";
    internal const string EndedEarly = "yes, then withdrawn by the requester";

    private static readonly Dictionary<Place, (string Organisation, string Unit)> Places = new()
    {
        [Place.Centre] = ("zcc", ""),
        [Place.Holder] = ("hp-pimpernel", ""),
        [Place.Asked] = ("vlierdonk", "huize-vlierdonk-elv-low"),
        [Place.SaidNo] = ("moerbeistee", "moerbei-soest-elv-low"),
        [Place.Silent] = ("kievitsbron", "kievitsbron-nijkerk-elv-low"),
        [Place.TakenBack] = ("hazelgrind", "hazelgrind-ede-elv-low"),
        [Place.Elsewhere] = ("bremstee", "bremstee-zeist-elv-low"),
        [Place.OtherRegion] = ("ver-huis", "ver-huis-elv"),
    };

    private static readonly Roles[] SingleRoles =
    [
        Roles.Triagist, Roles.Coordinator, Roles.SupervisingPhysician, Roles.ProviderDesk,
        Roles.Referrer, Roles.Consultant, Roles.Reporter, Roles.RegionManager,
        Roles.Administrator,
    ];

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private readonly ConcurrentDictionary<string, SearchValues<string>> forbidden = [];

    internal WebServer Server { get; private set; } = null!;

    internal ImmutableArray<Who> Everybody { get; private set; }

    internal ImmutableArray<Case> Cases { get; private set; }

    /// <summary>An open request of the same holder, about a patient of its own.</summary>
    internal Case Beside { get; } = new("beside", Stage.Received, new Patient(500));

    /// <summary>Where the journal stood before the first request.</summary>
    internal string Beginning { get; private set; } = "";

    /// <summary>What a link to an open question ends with.</summary>
    internal string Token { get; private set; } = "";

    internal static string UnitOf(Place place) => Places[place].Unit;

    internal Who Find(Roles role, Place at) =>
        Everybody.Single(w => w.Role == role && w.At == at);

    /// <summary>How much the rules let somebody see of a request (R12, R14).</summary>
    internal static Sight SightOf(Who? who, Case what) => who switch
    {
        { IsDesk: true, At: Place.Centre or Place.Holder } => Sight.Person,
        { Role: Roles.Referrer, At: Place.Holder } => Sight.Person,
        { Role: Roles.ProviderDesk, At: Place.Asked } => what switch
        {
            { HasStandingYes: true } => Sight.Person,
            { Stage: Stage.Asking } => Sight.Need,
            _ => Sight.Nothing,
        },
        _ => Sight.Nothing,
    };

    /// <summary>The words that an answer to somebody may not hold.</summary>
    internal SearchValues<string> ForbiddenTo(Who? who) => forbidden.GetOrAdd(
        who?.ToString() ?? "",
        _ => SearchValues.Create(
            [
                .. Cases.Append(Beside).Where(c => SightOf(who, c) != Sight.Person)
                    .SelectMany(c => c.Patient.Words),
            ],
            StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        Server = await WebServer.StartDemoAsync(time);
        await DefineOtherRegionAsync();
        Everybody = [.. await Task.WhenAll(Combinations().Select(c => HireAsync(c.Role, c.At)))];
        _ = await Find(Roles.RegionManager, Place.Centre).Api.PostJsonAsync(
            $"/api/agreements/{Agreement}",
            AgreementEndpoints.TextOf(Samples.Terms() with
            {
                Subregions = [], Parties = [Places[Place.Asked].Organisation],
            }));
        Assert.NotNull(Server.World.Agreements.Find(Agreement));
        Beginning = $"1-{Server.World.Number}";
        await PlayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var who in Everybody)
        {
            who.Api.Dispose();
        }

        await Server.DisposeAsync();
    }

    private static IEnumerable<(Roles Role, Place At)> Combinations() =>
        from role in SingleRoles
        from place in Enum.GetValues<Place>()
        where role == Roles.ProviderDesk
            || place is not (Place.SaidNo or Place.Silent or Place.TakenBack)
        select (role, place);

    private async Task DefineOtherRegionAsync()
    {
        var position = Server.World.Regions.Locations[1].At;
        Definition[] rows =
        [
            new RegionRow(new Region("ver", "Verweg", "NL", 1, "112")),
            new SubregionRow("ver-noord", "Verweg-Noord", "ver"),
            new OrganisationRow("ver-huis", "Huis Verweg", Sector.HomeAndNursing, "ver"),
            new LocationRow(
                "ver-huis", "Huis Verweg", "ver-huis", ["ver-noord"], "Verweg", position, "", ""),
            new UnitRow(
                "ver-huis-elv", "ELV Verweg", "ver-huis", "", "elv-low", Complexity.High,
                [AgeBand.Oldest], Features.None, WeekHours.Always, WeekHours.Always, 0),
        ];
        foreach (var row in rows)
        {
            _ = await Server.DoAsync(new Define(row));
        }
    }

    private async Task<Who> HireAsync(Roles role, Place at)
    {
        var login = $"{role}-{at}".ToLowerInvariant();
        await StaffAccounts.OpenAsync(Server.Engine, login, Places[at].Organisation, role);
        var api = Server.Open();
        await api.SignInStaffAsync(login, time.GetUtcNow());
        return new Who(role, at, api);
    }

    private async Task PlayAsync()
    {
        Cases =
        [
            .. Enum.GetValues<Stage>().Append(Stage.Seeking).Append(Stage.Closed)
                .Select((s, i) => new Case(
                    i < 11 ? "" : i == 11 ? GivenBack : EndedEarly, s, new Patient(i))),
        ];
        var (referrer, desk) = (
            Find(Roles.Referrer, Place.Holder).Api, Find(Roles.Coordinator, Place.Centre).Api);
        foreach (var one in Cases.Append(Beside))
        {
            var registered = await referrer.DoAsync("/api/care-requests", one.Patient.Intake());
            one.Id = registered.GetProperty("request").GetInt32();
        }

        foreach (var one in Cases)
        {
            await PrepareAsync(desk, one);
        }

        // The answer time of U3: from here on the first question of each is silent.
        time.Advance(TimeSpan.FromMinutes(16));
        foreach (var one in Cases.Where(c => c.Offers.Count > 0))
        {
            await AskAsync(desk, one);
            await FinishAsync(desk, one);
        }

        _ = await desk.DoAsync("/api/telephone/calls", new { line = Line });
        var open = Cases.Single(c => c.Stage == Stage.Asking).Offers[Place.Asked];
        var link = await desk.DoAsync($"/api/offers/{open}/link");
        Token = link.GetProperty("link").GetString()!.Split('/')[^1];
    }

    private static async Task PrepareAsync(Api desk, Case one)
    {
        var path = $"/api/care-requests/{one.Id}";
        _ = await desk.DoAsync($"{path}/notes", new { note = one.Patient.Note });
        if (one.Stage >= Stage.Judged)
        {
            _ = await desk.DoAsync($"{path}/triage", new
            {
                system = "nts", systemVersion = "2026", proposed = "U4", urgency = "U3",
                reason = one.Patient.Note,
            });
        }

        if (one.Stage >= Stage.Seeking)
        {
            _ = await desk.DoAsync($"{path}/need", new
            {
                careType = "elv-low", complexity = "Low", transport = "taxi",
                wishes = one.Patient.Note,
            });
        }

        if (one.Stage >= Stage.Asking || one.Name.Length > 0)
        {
            await AskAsync(desk, one, Place.Silent);
        }
    }

    private static async Task AskAsync(Api desk, Case one, Place place)
    {
        var asked = await desk.DoAsync($"/api/care-requests/{one.Id}/offers", new
        {
            unit = UnitOf(place), @override = "agreed-by-phone", overrideWords = one.Patient.Note,
        });
        one.Offers[place] = asked.GetProperty("offer").GetInt32();
    }

    private async Task AskAsync(Api desk, Case one)
    {
        await AskAsync(desk, one, Place.SaidNo);
        _ = await Find(Roles.ProviderDesk, Place.SaidNo).Api.DoAsync(
            $"/api/offers/{one.Offers[Place.SaidNo]}/answer",
            new { reply = "No", reason = "no-staff", words = one.Patient.Note });
        await AskAsync(desk, one, Place.TakenBack);
        _ = await desk.DoAsync($"/api/offers/{one.Offers[Place.TakenBack]}/withdraw");
        await AskAsync(desk, one, Place.Asked);
    }

    private async Task FinishAsync(Api desk, Case one)
    {
        var ward = Find(Roles.ProviderDesk, Place.Asked).Api;
        var (path, doctor) = ($"/api/care-requests/{one.Id}", one.Patient.Doctor);
        List<(Stage Stage, Func<Task> Do)> steps =
        [
            (Stage.PlaceHeld, () => ward.DoAsync(
                $"/api/offers/{one.Offers[Place.Asked]}/answer", new { reply = "Yes" })),
            (Stage.Agreed, () => ward.DoAsync($"{path}/admission", new
            {
                sending = doctor, sendingFunction = "gp", admitting = doctor,
                admittingFunction = "gp",
            })),
            (Stage.TransportRequested, () =>
                desk.DoAsync($"{path}/consent", new { given = "Yes" })),
            (Stage.TransportRequested, () =>
                desk.DoAsync($"{path}/transport", new { kind = "taxi" })),
            (Stage.Underway, () => ward.DoAsync($"{path}/departed")),
            (Stage.Arrived, () => ward.DoAsync($"{path}/arrived")),
            (Stage.HandedOver, () => ward.DoAsync(
                $"{path}/handover", new { receiver = doctor, function = "nurse" })),
            (Stage.Closed, () => desk.DoAsync($"{path}/close", new { ending = "Placed" })),
        ];
        if (one.Name.Length > 0)
        {
            steps = [steps[0], (one.Stage, () => one.Name == GivenBack
                ? desk.DoAsync($"{path}/release",
                    new { reason = "mistake", words = one.Patient.Note })
                : desk.DoAsync($"{path}/close", new { ending = "Withdrawn" }))];
        }

        foreach (var (stage, act) in steps)
        {
            if (one.Name.Length > 0 || stage <= one.Stage)
            {
                await act();
            }
        }

        Assert.Equal(one.Stage, Server.World.Access[new CareRequestId(one.Id)].Stage);
    }
}

/// <summary>How much of a request somebody may see.</summary>
internal enum Sight
{
    Nothing = 1,
    Need,
    Person,
}
