using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Proof;
using Coordinaat.Proof;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Web;

/// <summary>An older back-up under browsers that are open: they are told to load again. And the
/// commands as people run them.</summary>
public sealed class RestoredTests
{
    [Fact]
    public async Task A_browser_of_before_the_restore_is_told_to_load_again()
    {
        using var copies = new Copies();
        string last;
        int known;
        await using (var lost = await WebServer.StartDemoAsync())
        {
            using var desk = await lost.SignInAsync("coordinator");
            known = (await desk.DoAsync("/api/care-requests", new Patient(1).Intake()))
                .GetProperty("request").GetInt32();
            Backup.Take(PlaceOf(lost.Folder), copies.Journal, copies.Keys);
            File.Copy(Path.Combine(lost.Folder, "master.key"), copies.PathTo("master.key"));
            _ = await desk.DoAsync("/api/care-requests", new Patient(2).Intake());
            using var frames = await desk.LiveAsync($"1-{lost.World.Number}", "desk");
            last = (await frames.NextAsync())!.Id;
        }

        var folder = WebServer.NewFolder();
        File.Copy(copies.PathTo("master.key"), Path.Combine(folder, "master.key"));
        var report = Restore.Run(new RestoreOptions(
            PlaceOf(folder), copies.Journal, copies.Keys, [], Replaces: false));
        await using var place = await WebServer.StartAsync(folder, isDemo: true);
        using var again = await place.SignInAsync("coordinator");

        // Past the number that the old browser knew, so that only the epoch tells.
        while (place.World.Number <= long.Parse(last.Split('-')[1], provider: null))
        {
            _ = await again.DoAsync("/api/care-requests", new Patient(3).Intake());
        }

        Assert.Equal((2, "1"), (report.Epoch, last.Split('-')[0]));
        using var old = await again.LiveAsync(last, "desk");
        Assert.Equal("reload", (await old.NextAsync())!.Kind);
        using var now = await again.LiveAsync($"2-{place.World.Number}", "desk");
        Assert.StartsWith("2-", (await now.NextAsync())!.Id, StringComparison.Ordinal);
        Assert.Contains(
            new Patient(1).Name, (await again.GetAsync($"/zorgvragen/{known}")).Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commands_back_up_restore_and_verify_beside_a_running_server()
    {
        await using var server = await WebServer.StartDemoAsync();
        using var copies = new Copies();
        var backup = await ProgramRun.OfAsync(
            "backup", "--data", server.Folder, "--to", copies.Journal, "--keys-to", copies.Keys);
        Assert.True(backup.ExitCode == 0, backup.Output);
        var verify = await ProgramRun.OfAsync("verify", "--data", server.Folder, "--english");
        Assert.True(verify.ExitCode == 0, verify.Output);
        Assert.Contains("All is well.", verify.Output, StringComparison.Ordinal);
        var refused = await ProgramRun.OfAsync(
            "restore", "--data", server.Folder, "--from", copies.Journal, "--keys", copies.Keys,
            "--replace");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("stop het eerst", refused.Output, StringComparison.Ordinal);

        var folder = WebServer.NewFolder();
        File.Copy(
            Path.Combine(server.Folder, "master.key"), Path.Combine(folder, "master.key"));
        var restore = await ProgramRun.OfAsync(
            "restore", "--data", folder, "--from", copies.Journal, "--keys", copies.Keys);
        Assert.True(restore.ExitCode == 0, restore.Output);
        Assert.Contains("als tijdvak 2", restore.Output, StringComparison.Ordinal);
        Assert.Equal(0, Verify.Run(PlaceOf(folder), isWhole: true, _ => { }).Findings);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_found_makes_the_command_fail_and_says_which_event()
    {
        await using var house = await House.OpenAsync();
        await house.CloseAsync();
        house.Execute("UPDATE journal SET actor = 3 WHERE number = 20");
        var said = new StringWriter();

        Assert.Equal(1, new ProofCommands(Language.Dutch, said).Verify(house.Place, true));
        Assert.Contains("Ketting gebroken", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("Er klopt iets niet: 1 keer.", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_can_be_found_or_refused_has_words_in_both_languages()
    {
        Assert.Equal(Enum.GetValues<BackupFault>(), ProofTexts.Faults.Keys.Order());
        Assert.Equal(Enum.GetValues<FindingKind>(), ProofTexts.Findings.Keys.Order());
        Assert.Equal(Enum.GetValues<RaiseLevelFault>(), ProofTexts.LevelFaults.Keys.Order());
        Assert.All(
            ProofTexts.Faults.Values.Concat(ProofTexts.Findings.Values)
                .Concat(ProofTexts.LevelFaults.Values),
            l => Assert.True(l.Nl.Length > 0 && l.En.Length > 0 && l.Nl != l.En));
    }

    private static EngineOptions PlaceOf(string folder) =>
        new(folder, TimeProvider.System, NullLogger.Instance);
}
