using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Tables;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Mvc;

namespace Coordinaat.Regions;

/// <summary>One line of an import's report, in the language of who asked.</summary>
public sealed record ImportLineBody(
    string File, int Line, string Code, LineOutcome Outcome, string? Type, string? Sentence,
    string? Column);

/// <summary>An import's report.</summary>
public sealed record ImportBody(
    int Taken, int Unchanged, int Refused, int Ended, IReadOnlyList<ImportLineBody> Lines)
{
    internal static ImportBody Of(ImportReport report, Language language) => new(
        report.Count(LineOutcome.Taken), report.Count(LineOutcome.Unchanged),
        report.Count(LineOutcome.Refused), report.Count(LineOutcome.Ended),
        [.. report.Files.SelectMany(f => f.Lines.Select(l => new ImportLineBody(
            f.Name, l.Line, l.Code, l.Outcome, l.Reason is null ? null : Texts.TypeOf(l.Reason),
            l.Reason is null ? null : Texts.Of(l.Reason).In(language),
            l.Column.Length > 0 ? l.Column : null)))]);
}

/// <summary>Imports tables over HTTP: an administrator, or the program on the same machine.
/// </summary>
internal static class ImportEndpoint
{
    /// <summary>All files of one call together.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/imports", PostAsync)
            .RequireAuthorization(Policies.Import)
            .WithMetadata(new RequestSizeLimitAttribute(BytesMax))
            .DisableAntiforgery()
            .WithName("ImportTables").WithTags("imports").Produces<ImportBody>();

    private static async Task PostAsync(HttpContext http, Importer importer)
    {
        var form = await http.FormAsync();
        var files = ImmutableArray.CreateBuilder<ImportFile>();
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, http.RequestAborted);
            files.Add(ImportTable.Read(Path.GetFileName(file.FileName), content.ToArray()));
        }

        var by = http.FindCaller()?.Actor ?? Actor.System;
        var report = await importer.ImportAsync(files.ToImmutable(), by);
        await http.Response.WriteAsJsonAsync(ImportBody.Of(report, http.Language()), UseCase.Json);
    }
}

/// <summary>How the program on the same machine reaches a running server.</summary>
/// <remarks>
/// SQLite has one writer. The server leaves its address and a fresh token in the folder of the
/// data, readable by its owner only; whoever may read that may do what the owner may.
/// </remarks>
internal sealed class ControlFile(string folder)
{
    private readonly string token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private string File => Path.Combine(folder, "control.json");

    /// <summary>Reads where a running server is, or null.</summary>
    public static (Uri Url, string Token)? Find(string folder)
    {
        var path = Path.Combine(folder, "control.json");
        return System.IO.File.Exists(path)
            && JsonSerializer.Deserialize<Content>(System.IO.File.ReadAllText(path)) is { } content
                ? (new Uri(content.Url), content.Token)
                : null;
    }

    public void Write(string url)
    {
        System.IO.File.Delete(File);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(File, options);
        writer.Write(JsonSerializer.Serialize(new Content(url, token)));
    }

    public void Remove() => System.IO.File.Delete(File);

    /// <summary>Whether a request carries the token.</summary>
    public bool Fits(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith("Bearer ", StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(given["Bearer ".Length..]), Encoding.UTF8.GetBytes(token));
    }

    private sealed record Content(string Url, string Token);
}
