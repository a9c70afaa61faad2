using System.Collections.Immutable;
using System.Net.Http.Headers;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Exchange.Maps;
using Coordinaat.Http;

namespace Coordinaat.Regions;

/// <summary><c>coordinaat import</c>: tables into the journal, with a word about every line.
/// </summary>
internal static class ImportCommand
{
    /// <summary>Imports; through the running server where there is one.</summary>
    /// <param name="folder">The folder of the data.</param>
    /// <param name="paths">Files, or folders of files.</param>
    /// <param name="isWhole">Says every line, not only what was refused.</param>
    /// <returns>0 when nothing was refused, 2 when something was, 1 when it could not be done.
    /// </returns>
    public static async Task<int> RunAsync(string folder, string[] paths, bool isWhole)
    {
        var missing = paths.Where(p => !File.Exists(p) && !Directory.Exists(p)).ToArray();
        if (missing.Length > 0)
        {
            await Console.Error.WriteLineAsync($"Niet gevonden: {string.Join(", ", missing)}");
            return 1;
        }

        var files = paths.SelectMany(p => Directory.Exists(p)
            ? Directory.GetFiles(p, "*.csv").Order(StringComparer.Ordinal)
            : new[] { p }.AsEnumerable()).ToArray();
        var maps = files.Where(IsMap).ToArray();
        files = [.. files.Except(maps)];
        try
        {
            foreach (var map in maps)
            {
                if (await KeepMapAsync(folder, map) is { } fault)
                {
                    await Console.Error.WriteLineAsync($"{Path.GetFileName(map)}: {fault}");
                    return 2;
                }

                Console.WriteLine($"{Path.GetFileName(map)}: grenzen voor de kaart overgenomen");
            }

            if (files.Length == 0)
            {
                return 0;
            }

            var body = ControlFile.Find(folder) is { } server
                ? await SendAsync(server.Url, server.Token, files)
                : await ImportHereAsync(folder, files);
            Print(body, isWhole);
            return body.Refused > 0 ? 2 : 0;
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException
            or EngineException or IOException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static bool IsMap(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".JSON" or ".GEOJSON" or ".TOPOJSON";

    // What is wrong with it, in a sentence; null when it was kept.
    private static async Task<string?> KeepMapAsync(string folder, string path)
    {
        var content = await File.ReadAllBytesAsync(path);
        if (!BoundaryFile.Read(content).TryGet(out _, out var fault))
        {
            return Texts.Of(fault).In(Language.Dutch);
        }

        if (ControlFile.Find(folder) is { } server)
        {
            using var client = new HttpClient { BaseAddress = server.Url };
            client.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", server.Token);
            using var answer = await client.PostAsync(
                new Uri("/api/boundaries", UriKind.Relative), new ByteArrayContent(content));
            answer.EnsureSuccessStatusCode();
            return null;
        }

        await using var engine = Engine.Engine.Open(Proof.ProofCommands.PlaceOf(folder));
        engine.Maps.Keep(content);
        return null;
    }

    private static async Task<ImportBody> ImportHereAsync(string folder, string[] files)
    {
        await using var engine = Engine.Engine.Open(Proof.ProofCommands.PlaceOf(folder));
        var importer = new Importer(engine);
        await importer.ImportAsync(Importer.ReadFolder(Data.Norms), Actor.System);
        var report = await importer.ImportAsync(
            files.Select(Importer.ReadFile).ToImmutableArray(), Actor.System);
        return ImportBody.Of(report, Language.Dutch);
    }

    private static async Task<ImportBody> SendAsync(Uri url, string token, string[] files)
    {
        using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new MultipartFormDataContent();
        foreach (var file in files)
        {
            form.Add(
                new ByteArrayContent(await File.ReadAllBytesAsync(file)), "files",
                Path.GetFileName(file));
        }

        using var answer = await client.PostAsync(new Uri("/api/imports", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<ImportBody>(UseCase.Json)
            ?? throw new HttpRequestException("The server gave an empty answer.");
    }

    private static void Print(ImportBody body, bool isWhole)
    {
        foreach (var file in body.Lines.GroupBy(l => l.File))
        {
            Console.WriteLine(
                $"{file.Key}: {file.Count(l => l.Outcome == LineOutcome.Taken)} overgenomen, "
                + $"{file.Count(l => l.Outcome == LineOutcome.Unchanged)} ongewijzigd, "
                + $"{file.Count(l => l.Outcome == LineOutcome.Refused)} geweigerd");
            foreach (var line in file.Where(l => isWhole || l.Outcome == LineOutcome.Refused))
            {
                var column = line.Column is null ? "" : $" ({line.Column})";
                Console.WriteLine(
                    $"  regel {line.Line} {line.Code}: {WordOf(line.Outcome)}{column} "
                    + line.Sentence);
            }
        }
    }

    private static string WordOf(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Taken => "overgenomen",
        LineOutcome.Unchanged => "ongewijzigd",
        LineOutcome.Refused => "geweigerd",
        LineOutcome.Ended => "beëindigd",
    };
}

/// <summary>The data that comes with the program.</summary>
internal static class Data
{
    /// <summary>Care types, urgencies, ways to travel and code lists.</summary>
    public static string Norms => Path.Combine(AppContext.BaseDirectory, "data", "norms");

    /// <summary>The fictional region.</summary>
    public static string Demo => Path.Combine(AppContext.BaseDirectory, "data", "demo");

    /// <summary>The demonstration's protocols.</summary>
    public static string Protocols => Path.Combine(AppContext.BaseDirectory, "data", "protocols");
}
