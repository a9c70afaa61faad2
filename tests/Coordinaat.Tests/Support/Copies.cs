using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordinaat.Engine;
using Coordinaat.Engine.Proof;

namespace Coordinaat.Tests.Support;

/// <summary>A back-up of a house in two files, thrown away after.</summary>
internal sealed class Copies : IDisposable
{
    private readonly string folder =
        Directory.CreateTempSubdirectory("coordinaat-backup-").FullName;

    /// <summary>The back-up of the journal's tables.</summary>
    public string Journal => PathTo("journal.backup");

    /// <summary>The back-up of the keys.</summary>
    public string Keys => PathTo("keys.backup");

    /// <summary>A file beside them.</summary>
    public string PathTo(string name) => Path.Combine(folder, name);

    /// <summary>Backs a house up, also while it is open.</summary>
    public static Copies Of(House house)
    {
        var copies = new Copies();
        Backup.Take(house.Place, copies.Journal, copies.Keys);
        return copies;
    }

    /// <summary>Restores them.</summary>
    public RestoreReport RestoreInto(
        House house, bool replaces = false, params string[] erasures) => Restore.Run(
            new RestoreOptions(house.Place, Journal, Keys, erasures, replaces));

    /// <summary>Why they are not restored.</summary>
    public BackupFault RefusedBy(House house) =>
        Assert.Throws<BackupException>(() => RestoreInto(house)).Fault;

    /// <summary>The lines of a back-up.</summary>
    public static string[] LinesOf(string path)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Writes other lines in its place.</summary>
    public static void Write(string path, IEnumerable<string> lines)
    {
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        zip.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + '\n'))));
    }

    /// <summary>Writes other lines in its place, with the right last line for them: as a newer
    /// program would, that has the master key.</summary>
    public static void Sign(string path, IEnumerable<string> lines, House house)
    {
        var body = lines.SkipLast(1).ToList();
        var (table, rows) = ("", new Dictionary<string, long>());
        foreach (var line in body.Skip(1))
        {
            table = line[0] == '[' ? table : line.Split('"')[3];
            rows[table] = rows.GetValueOrDefault(table, -1) + 1;
        }

        var hash = SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Concat(body.Select(l => l + '\n'))));
        var end = new BackupEnd(
            rows, Convert.ToHexString(hash),
            BackupFormat.MacOf(BackupFormat.ReadMaster(house.Place), hash));
        Write(path, [.. body, JsonSerializer.Serialize(end, BackupFormat.Json)]);
    }

    /// <summary>What a place holds, table by table; without what no check can prove.</summary>
    public static string Dump(EngineOptions place)
    {
        using var storage = Storage.Of(place);
        using var moment = storage.OpenMoment();
        var text = new StringBuilder();
        foreach (var sql in new[]
        {
            "SELECT number, epoch, region, stream, kind, shape, body, actor, holder, roles, "
                + "request, cause, at, batch FROM journal ORDER BY number",
            "SELECT first, last, hash FROM batch ORDER BY first",
            "SELECT id, person, holder, field, box FROM sealed_item ORDER BY id",
            "SELECT person, holder FROM person_index ORDER BY person, holder",
            "SELECT id, first, last, at FROM answered ORDER BY id",
            "SELECT name, box FROM protection_key ORDER BY box",
            "SELECT value FROM meta WHERE name IN ('key-check', 'write-level') ORDER BY value",
        })
        {
            foreach (var line in moment.Read(sql, row => string.Join(
                '|', Enumerable.Range(0, row.FieldCount).Select(i => TextOf(row.GetValue(i))))))
            {
                text.AppendLine(line);
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string TextOf(object value) => value is byte[] bytes
        ? Convert.ToHexString(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

/// <summary>Plays seeded requests on a house, as people would ask them.</summary>
internal sealed class SeededPlay(House house, int seed)
{
    private readonly Random random = new(seed);
    private readonly RandomRequests requests = new(new Random(seed));
    private readonly Scene scene = house.Scene;

    /// <summary>Plays some steps; what is refused is refused.</summary>
    public async Task StepAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var wait = TimeSpan.FromSeconds(random.Next(0, 600));
            house.Time.Advance(wait);
            scene.WaitUntil(scene.Now + NodaTime.Duration.FromTimeSpan(wait));
            var (request, by) = requests.Next(scene);
            _ = scene.Try(request, by);
            try
            {
                await House.Within(
                    house.Engine.SubmitAnyAsync(request, new Stamp(house.NextId(), by)));
            }
            catch (EngineException)
            {
                // The actor's account was closed, or the person is known already.
            }
        }
    }
}
