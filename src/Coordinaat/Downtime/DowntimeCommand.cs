using System.Net.Http.Headers;
using System.Security;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Downtime;

/// <summary><c>coordinaat noodlijst</c>: fetches the emergency list to the machine of a site, or
/// checks one that lies there.</summary>
/// <param name="language">The language of what is said, and of the list.</param>
/// <param name="output">Where it is said.</param>
/// <param name="time">For the age of a list.</param>
internal sealed class DowntimeCommand(Language language, TextWriter output, TimeProvider time)
{
    /// <summary>No list is larger: what is larger is no list.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Fetches the list. The old file stays until the new one is whole, checked and on
    /// the disk; it stays when anything goes wrong.</summary>
    /// <param name="url">The server.</param>
    /// <param name="keyFile">The file with the site's key.</param>
    /// <param name="file">Where the list goes.</param>
    /// <returns>0; 1 when there is no new list.</returns>
    public async Task<int> FetchAsync(Uri url, string keyFile, string file)
    {
        try
        {
            var key = await ReadKeyAsync(keyFile);
            var content = await DownloadAsync(url, key);
            if (SignedList.Check(content, key) is not { } at)
            {
                Say(
                    "Wat de server stuurde, is geen noodlijst met deze sleutel. "
                    + KeptNl(file),
                    $"What the server sent is no emergency list under this key. {KeptEn(file)}");
                return 1;
            }

            Store(file, content);
            Say($"Noodlijst van {Moment(at)} staat in {file}.",
                $"Emergency list of {Moment(at)} is in {file}.");
            return 0;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException
            or TaskCanceledException or UnauthorizedAccessException or SecurityException)
        {
            Say(
                $"Geen nieuwe noodlijst: {fault.Message} {KeptNl(file)}",
                $"No new emergency list: {fault.Message} {KeptEn(file)}");
            return 1;
        }
    }

    /// <summary>Says whether a list is whole and the server's, and how old it is.</summary>
    /// <returns>0 when it is; 2 when it is not; 1 when it cannot be read.</returns>
    public async Task<int> CheckAsync(string file, string keyFile)
    {
        try
        {
            var key = await ReadKeyAsync(keyFile);
            if (SignedList.Check(await File.ReadAllBytesAsync(file), key) is not { } at)
            {
                Say(
                    $"{file} is niet te vertrouwen: niet heel, veranderd, of met een andere "
                    + "sleutel gemaakt.",
                    $"{file} is not to be trusted: not whole, changed, or made with another key.");
                return 2;
            }

            var minutes = (long)(Now - at).TotalMinutes;
            Say($"{file} klopt: van {Moment(at)}, {minutes} minuten geleden.",
                $"{file} is right: of {Moment(at)}, {minutes} minutes ago.");
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            output.WriteLine(fault.Message);
            return 1;
        }
    }

    /// <summary>Says what to give it.</summary>
    /// <returns>1.</returns>
    public Task<int> SayUsageAsync()
    {
        Say("Geef --url met de server, of --check met een lijst.",
            "Give --url with the server, or --check with a list.");
        return Task.FromResult(1);
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private static async Task<string> ReadKeyAsync(string file) =>
        (await File.ReadAllTextAsync(file)).Trim();

    private async Task<byte[]> DownloadAsync(Uri url, string key)
    {
        using var client = new HttpClient
        {
            BaseAddress = url, Timeout = Patience, MaxResponseContentBufferSize = BytesMax,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        client.DefaultRequestHeaders.Add(
            "Cookie", $"taal={(language == Language.English ? "en" : "nl")}");
        return await client.GetByteArrayAsync(
            new Uri(DowntimeEndpoint.Path, UriKind.Relative));
    }

    // Beside it, onto the disk, and only then under its name: a power cut leaves the old or the
    // new list, and never a half one.
    private static void Store(string file, byte[] content)
    {
        var beside = $"{file}.part";
        using (var part = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            part.Write(content);
            part.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }

    private static string KeptNl(string file) => File.Exists(file)
        ? $"De vorige blijft staan in {file}."
        : "Er staat nog geen vorige.";

    private static string KeptEn(string file) => File.Exists(file)
        ? $"The one before stays in {file}."
        : "There is none before it.";

    private static string Moment(Instant at) => at.InZone(LocalMoment.Zone)
        .ToString("dd-MM-yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private void Say(string nl, string en) =>
        output.WriteLine(language == Language.English ? en : nl);
}
