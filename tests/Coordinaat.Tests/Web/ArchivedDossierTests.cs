using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A request of long ago opens by its number, for those who could open it when it closed, and
/// nobody can add to it; its record can still be destroyed.
/// </summary>
public sealed class ArchivedDossierTests : IAsyncLifetime
{
    private readonly Desk desk = new();
    private string path = "";
    private int number;
    private Patient patient = null!;

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        (path, _) = await desk.BringToAsync(Stage.Closed);
        number = int.Parse(path.Split('/')[^1], provider: null);
        patient = new Patient(1);
        desk.Time.Advance(TimeSpan.FromDays(30));
        await Eventually.Holds(
            () => desk.World.Access.IsArchived(new CareRequestId(number)), "archived");
        await SignInAgainAsync();
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_page_shows_the_record_and_takes_nothing_more()
    {
        var page = await desk.Coordinator.GetAsync($"/zorgvragen/{number}");

        Assert.Equal(200, page.Status);
        Assert.Contains("Gearchiveerd op", page.Body, StringComparison.Ordinal);
        Assert.Contains(patient.Name, page.Body, StringComparison.Ordinal);
        Assert.Contains("Overdracht aanvaard", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/opmerking", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"dossier:{number}", page.Body, StringComparison.Ordinal);
        Assert.Equal(
            "/problems/work/request-archived",
            (await desk.Coordinator.PostAsync($"{path}/notes", new { note = "x" })).Type);
    }

    [Fact]
    public async Task A_program_reads_the_same_and_hears_when_it_was_archived()
    {
        var read = (await desk.Coordinator.GetAsync(path)).Json;

        Assert.Equal("Person", read.GetProperty("disclosure").GetString());
        Assert.Equal(patient.Name, read.GetProperty("identity").GetProperty("name").GetString());
        Assert.Equal("Closed", read.GetProperty("request").GetProperty("stage").GetString());
        Assert.StartsWith("2026-04-01", read.GetProperty("archivedAt").GetString());
        var (kept, _) = await desk.BringToAsync(Stage.Judged);
        Assert.Equal(
            System.Text.Json.JsonValueKind.Null,
            (await desk.Coordinator.GetAsync(kept)).Json.GetProperty("archivedAt").ValueKind);
    }

    [Fact]
    public async Task Who_had_the_place_still_sees_the_person_and_nobody_else_does()
    {
        Assert.Equal(200, (await desk.Ward.GetAsync(path)).Status);
        using var other = await desk.Server.SignInAsync("moerbeistee");
        Assert.Equal(404, (await other.GetAsync(path)).Status);
        using var referrer = await desk.Server.SignInAsync("huisarts");
        Assert.Equal(404, (await referrer.GetAsync(path)).Status);
        Assert.Equal(404, (await referrer.GetAsync($"/zorgvragen/{number}")).Status);
    }

    [Fact]
    public async Task The_list_says_that_older_ones_are_archived_and_finds_one_by_its_number()
    {
        var list = await desk.Coordinator.GetAsync("/zorgvragen");
        Assert.Contains("langer dan 30 dagen gesloten", list.Body, StringComparison.Ordinal);
        var found = await desk.Coordinator.FormAsync("/zorgvragen/zoek", ("zoek", $"{number}"));

        Assert.Contains($"href=\"/zorgvragen/{number}\"", found.Body, StringComparison.Ordinal);
        Assert.Contains("is gearchiveerd", found.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_record_is_destroyed_when_the_patient_asks()
    {
        await StaffAccounts.OpenAsync(
            desk.Server.Engine, "zccbeheer", "zcc", Roles.Administrator);
        using var admin = desk.Server.Open();
        await admin.SignInStaffAsync("zccbeheer", desk.Time.GetUtcNow());

        Assert.Equal(
            "/problems/erase/not-allowed",
            (await desk.Admin.PostAsync("/api/records/erase", new { request = number })).Type);
        await admin.DoAsync("/api/records/erase", new { request = number });
        await admin.DoAsync("/api/records/erase", new { request = number });

        var page = await desk.Coordinator.GetAsync($"/zorgvragen/{number}");
        Assert.DoesNotContain(patient.Name, page.Body, StringComparison.Ordinal);
        Assert.Contains("(vernietigd)", page.Body, StringComparison.Ordinal);
        Assert.Contains("Dossier vernietigd", page.Body, StringComparison.Ordinal);
    }

    // A session does not last a month.
    private async Task SignInAgainAsync()
    {
        await desk.Coordinator.SignInDemoAsync("coordinator");
        await desk.Ward.SignInDemoAsync("vlierdonk");
        await desk.Admin.SignInDemoAsync("beheerder");
    }
}
