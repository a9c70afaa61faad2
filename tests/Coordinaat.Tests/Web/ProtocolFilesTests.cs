using System.Text;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// A licensee's protocols lie in a folder. A broken one keeps nobody from starting: it is refused,
/// with the line; whoever writes one sees the faults, the tree, the tests and where answers lead.
/// </summary>
public sealed class ProtocolFilesTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("protocols").FullName;
    private WebServer server = null!;
    private Api physician = null!;

    public async ValueTask InitializeAsync()
    {
        var own = Shipped().Replace("protocol pijn-borst", "protocol eigen", Exactly)
            .Replace(
                "status   demo", "status goedgekeurd door dr. V. Toezicht op 2026-11-01", Exactly);
        await File.WriteAllTextAsync(Path.Combine(folder, "eigen.txt"), own);
        await File.WriteAllTextAsync(Path.Combine(folder, "dubbel.txt"), Shipped());
        await File.WriteAllTextAsync(
            Path.Combine(folder, "kring.txt"),
            Shipped().Replace("protocol pijn-borst", "protocol kring", Exactly)
                .Replace("Nee -> wand", "Nee -> aard", Exactly));
        server = await WebServer.StartAsync(
            Directory.CreateTempSubdirectory("coordinaat").FullName, isDemo: true,
            protocols: folder);
        physician = await server.SignInAsync("beheerder");
    }

    public async ValueTask DisposeAsync()
    {
        physician.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private const StringComparison Exactly = StringComparison.Ordinal;

    [Fact]
    public async Task A_broken_file_is_refused_with_its_line_and_the_others_are_used()
    {
        var page = (await physician.GetAsync("/protocollen")).Body;
        var line = 1 + Array.FindIndex(
            Shipped().Split('\n'), l => l.EndsWith("Nee -> wand", Exactly));
        Assert.Contains(
            "<li data-fault=\"Loop\"><strong>regel " + line, Row(page, "kring.txt"), Exactly);
        Assert.Contains("geweigerd", Row(page, "kring.txt"), Exactly);
        Assert.Contains("data-fault=\"ProtocolTwice\"", Row(page, "dubbel.txt"), Exactly);
        Assert.Contains(
            "goedgekeurd door dr. V. Toezicht, 01-11-2026", Row(page, "eigen.txt"), Exactly);
        Assert.Contains("niet voor klinisch gebruik", Row(page, "val-oudere.txt"), Exactly);

        using var triagist = await server.SignInAsync("triagist");
        var registered = await triagist.DoAsync("/api/care-requests", new Patient(1).Intake());
        var choices = (await triagist.GetAsync(
            $"/zorgvragen/{registered.GetProperty("request").GetInt32()}/protocol")).Body;
        Assert.Contains("value=\"eigen 1\"", choices, Exactly);
        Assert.DoesNotContain("kring", choices, Exactly);
    }

    [Fact]
    public async Task A_file_is_checked_walked_through_and_shown_as_a_tree()
    {
        var whole = (await physician.FormAsync("/protocollen", ("content", Shipped()))).Body;
        Assert.Contains("8 tests in het bestand", whole, Exactly);
        Assert.Contains("id=\"q-erbij\"", whole, Exactly);
        Assert.Contains("id=\"question\">Praat de pati", whole, Exactly);
        var end = (await physician.FormAsync(
            "/protocollen", ("content", Shipped()), ("answers", "ja nee nee ja druk"))).Body;
        Assert.Contains("data-urgency=\"U1\"", Row(end, null), Exactly);
        var broken = Encoding.Latin1.GetBytes("protocol x\nnaam \u00e9");
        var sent = (await physician.FilesAsync("/protocollen", ("stuk.txt", broken))).Body;
        Assert.Contains("data-fault=\"NotUtf8\"><strong>regel 2", sent, Exactly);
    }

    [Fact]
    public void Outside_the_demo_only_what_was_approved_is_offered()
    {
        var library = new Coordinaat.Protocols.ProtocolLibrary(
            server.Engine, new(IsOn: true, IsDemo: false),
            new ServeOptions(folder, "http://127.0.0.1:0") { ProtocolsFolder = folder });
        Assert.Equal(3, library.Files.Length);
        Assert.Equal("eigen 1", Assert.Single(library.Usable).VersionName);
        Assert.Null(library.Find("pijn-borst 1"));
    }

    [Fact]
    public async Task Without_the_module_nothing_is_read_and_a_missing_folder_is_told()
    {
        var options = new ServeOptions(folder, "http://127.0.0.1:0") { ProtocolsFolder = folder };
        Assert.StartsWith(
            "--protocols: only the clinical module",
            Coordinaat.Protocols.ProtocolLibrary.FaultIn(options), Exactly);
        Assert.StartsWith(
            "--protocols: there is no folder",
            Coordinaat.Protocols.ProtocolLibrary.FaultIn(
                options with { IsDemo = true, ProtocolsFolder = folder + "-weg" }),
            Exactly);
        await using var bare = await WebServer.StartBareAsync();
        Assert.Empty(bare.Service<Coordinaat.Protocols.ProtocolLibrary>().Files);
    }

    private static string Shipped() =>
        File.ReadAllText(Repository.PathTo("data", "protocols", "pijn-borst.txt"));

    // The row of a file; with no name, the part before the table.
    private static string Row(string page, string? file)
    {
        var from = file is null ? 0 : page.IndexOf($"data-file=\"{file}\"", Exactly);
        Assert.True(from >= 0, file);
        return page[from..page.IndexOf(file is null ? "id=\"tree\"" : "</tr>", from, Exactly)];
    }
}
