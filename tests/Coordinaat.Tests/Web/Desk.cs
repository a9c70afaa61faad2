using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>The demo with a coordinator, a ward and an administrator signed in, on a clock that
/// stands still. It is Monday morning.</summary>
public sealed class Desk : IAsyncLifetime
{
    /// <summary>A unit of the ward, in the words of the data.</summary>
    internal const string Unit = "huize-vlierdonk-elv-low";

    private int patients;

    internal ManualTime Time { get; } =
        new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    internal WebServer Server { get; private set; } = null!;

    internal Api Coordinator { get; private set; } = null!;

    internal Api Ward { get; private set; } = null!;

    internal Api Admin { get; private set; } = null!;

    internal World World => Server.World;

    public async ValueTask InitializeAsync()
    {
        Server = await WebServer.StartDemoAsync(Time);
        Coordinator = await Server.SignInAsync("coordinator");
        Ward = await Server.SignInAsync("vlierdonk");
        Admin = await Server.SignInAsync("beheerder");
        await ReportAsync(free: 100);
    }

    public async ValueTask DisposeAsync()
    {
        Coordinator.Dispose();
        Ward.Dispose();
        Admin.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A stop of everybody, as a body of the API.</summary>
    internal static object Stop(int minutes, string reason = "outbreak") => new
    {
        level = "Active", inflow = new[] { "Ambulance", "Referral", "BetweenHospitals" }, reason,
        mandate = "location-manager", minutes,
    };

    /// <summary>A patient that no other test has.</summary>
    internal Patient NewPatient() => new(Interlocked.Increment(ref patients));

    /// <summary>The ward reports so many free places.</summary>
    internal Task ReportAsync(int free) => Ward.DoAsync(
        $"/api/units/{Unit}/capacity",
        new { physical = 500, blocked = 0, staffed = 500, occupied = 500 - free });

    /// <summary>A new request at a stage, asked of the ward where somebody is asked.</summary>
    /// <returns>Its path, and the path of the question to the ward.</returns>
    internal async Task<(string Path, string Offer)> BringToAsync(Stage stage)
    {
        var registered = await Coordinator.DoAsync("/api/care-requests", NewPatient().Intake());
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        var offer = "";
        List<(Stage At, Func<Task> Do)> steps =
        [
            (Stage.Judged, () => Coordinator.DoAsync($"{path}/triage", new
            {
                system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
            })),
            (Stage.Seeking, () => Coordinator.DoAsync($"{path}/need", new
            {
                careType = "elv-low", complexity = "Low", transport = "taxi",
            })),
            (Stage.Asking, async () => offer = await AskAsync(path)),
            (Stage.PlaceHeld, () => Ward.DoAsync($"{offer}/answer", new { reply = "Yes" })),
            (Stage.Agreed, () => Coordinator.DoAsync($"{path}/admission", new
            {
                sending = "dr. Een", sendingFunction = "gp", admitting = "dr. Twee",
                admittingFunction = "gp",
            })),
            (Stage.TransportRequested, () => TravelAsync(path)),
            (Stage.Arrived, () => Coordinator.DoAsync($"{path}/arrived")),
            (Stage.HandedOver, () => Coordinator.DoAsync(
                $"{path}/handover", new { receiver = "zr. Drie", function = "nurse" })),
            (Stage.Closed, () => Coordinator.DoAsync($"{path}/close", new { ending = "Placed" })),
        ];
        foreach (var (_, act) in steps.Where(s => s.At <= stage))
        {
            await act();
        }

        return (path, offer);
    }

    private async Task<string> AskAsync(string path)
    {
        var asked = await Coordinator.DoAsync(
            $"{path}/offers", new { unit = Unit, @override = "agreed-by-phone" });
        return $"/api/offers/{asked.GetProperty("offer").GetInt32()}";
    }

    private async Task TravelAsync(string path)
    {
        _ = await Coordinator.DoAsync($"{path}/consent", new { given = "Yes" });
        _ = await Coordinator.DoAsync($"{path}/transport", new { kind = "taxi" });
    }
}
