using System.Collections.Immutable;
using System.Text;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>
/// Nothing that leads to a patient lies in clear in any file of the data or in what the program
/// says: not after a whole life of requests, and not after everything that was refused.
/// </summary>
public sealed class SecrecyTests
{
    private const int Patients = 24;
    private const string Ward = "huize-vlierdonk-elv-low";

    private static readonly ImmutableArray<Encoding> Encodings =
        [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    [Fact]
    public async Task No_file_and_no_line_of_the_log_holds_a_word_of_a_patient()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        using var desk = new Api(server.Url);
        using var ward = new Api(server.Url);
        using var admin = new Api(server.Url);
        await desk.SignInDemoAsync("coordinator");
        await ward.SignInDemoAsync("vlierdonk");
        await admin.SignInDemoAsync("beheerder");
        _ = await ward.DoAsync(
            $"/api/units/{Ward}/capacity",
            new { physical = 500, blocked = 0, staffed = 500, occupied = 10 });
        var patients = Enumerable.Range(0, Patients).Select(n => new Patient(n)).ToArray();
        foreach (var patient in patients)
        {
            await LiveAsync(desk, ward, patient);
            await MisfireAsync(desk, patient);
        }

        await MisimportAsync(admin, patients);
        AssertSilent(server, patients);
        Assert.NotEmpty(Where(server.Folder, Bytes("care-request-registered")));

        // A stop writes a snapshot; it holds the requests that are still open.
        Assert.Equal(0, await server.StopAsync());
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(server.Folder, "snapshots")));
        AssertSilent(server, patients);

        // After a power cut the write-ahead log stays as it was.
        await server.RestartAsync();
        using var again = new Api(server.Url);
        await again.SignInDemoAsync("coordinator2");
        await LiveAsync(again, ward, new Patient(Patients));
        server.Kill();
        Assert.True(new FileInfo(Path.Combine(server.Folder, "journal.db-wal")).Length > 0);
        AssertSilent(server, [.. patients, new Patient(Patients)]);
    }

    [Fact]
    public void A_word_is_found_however_it_is_written()
    {
        var folder = WebServer.NewFolder();
        var patient = new Patient(3);
        foreach (var (word, n) in patient.Words.Select((w, n) => (w, n)))
        {
            foreach (var encoding in Encodings)
            {
                File.WriteAllBytes(
                    Path.Combine(folder, "bestand"),
                    [1, 0, 2, .. encoding.GetBytes($"x{word}y"), 0, 255]);
                Assert.NotEmpty(Where(folder, Bytes(word)));
                Assert.Empty(Where(folder, Bytes(new Patient(4).Words[n])));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    // The whole life, with everything that can be said in words on the way. Every third request
    // stays open.
    internal static async Task LiveAsync(Api desk, Api ward, Patient patient)
    {
        var note = patient.Note;
        var taken = await desk.DoAsync("/api/care-requests", patient.Intake());
        var path = $"/api/care-requests/{taken.GetProperty("request").GetInt32()}";
        _ = await desk.DoAsync($"{path}/notes", new { note });
        _ = await desk.DoAsync($"{path}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U4", urgency = "U3", reason = note,
        });
        _ = await desk.DoAsync($"{path}/need", new
        {
            careType = "elv-low", complexity = "Low", transport = "taxi", wishes = note,
        });
        _ = await AskAsync(desk, ward, path, new { reply = "No", reason = "other", words = note });
        _ = await AskAsync(desk, ward, path, new { reply = "YesIf", words = note });
        if (patient.Number % 3 == 0)
        {
            return;
        }

        _ = await ward.DoAsync($"{path}/condition-met");
        _ = await ward.DoAsync($"{path}/admission", new
        {
            sending = patient.Doctor, sendingFunction = "gp", admitting = patient.Doctor,
            admittingFunction = "gp",
        });
        if (patient.Number % 3 == 1)
        {
            _ = await desk.DoAsync($"{path}/release", new { reason = "mistake", words = note });
            _ = await desk.DoAsync($"{path}/close", new { ending = "NoPlace", words = note });
            return;
        }

        _ = await desk.DoAsync($"{path}/consent", new { given = "Yes" });
        _ = await desk.DoAsync($"{path}/transport", new
        {
            kind = "ambulance", urgency = "B1", requester = patient.Doctor,
            requesterFunction = "doctor",
        });
        _ = await ward.DoAsync($"{path}/arrived");
        _ = await ward.DoAsync(
            $"{path}/handover", new { receiver = patient.Doctor, function = "nurse" });
        _ = await desk.DoAsync($"{path}/close", new { ending = "Placed", words = note });
    }

    private static async Task<int> AskAsync(Api desk, Api ward, string path, object reply)
    {
        var asked = await desk.DoAsync($"{path}/offers", new
        {
            unit = Ward, @override = "agreed-by-phone",
        });
        var offer = asked.GetProperty("offer").GetInt32();
        _ = await ward.DoAsync($"/api/offers/{offer}/answer", reply);
        return offer;
    }

    // Everything that is refused, malformed, half done or not there, with the words in it.
    internal static async Task MisfireAsync(Api desk, Patient patient)
    {
        var (word, draft) = (
            Uri.EscapeDataString(patient.Name), new Guid(patient.Number, 1, 1, new byte[8]));
        _ = await desk.FormAsync(
            $"/concepten/{draft}", ("name", patient.Name), ("story", patient.Story),
            ("bsn", patient.Bsn), ("phone", patient.Phone));
        _ = await desk.FormAsync("/zorgvragen/zoek", ("zoek", patient.Name));
        foreach (var json in new[]
        {
            $"{{\"name\":\"{patient.Name}\"", $"{{\"{patient.Name}\":\"{patient.Bsn}\"}}",
            $"{{\"phone\":\"{patient.Name}\",\"bsn\":{patient.Bsn}}}", $"\"{patient.Story}\"",
        })
        {
            Assert.InRange((await desk.PostJsonAsync("/api/care-requests", json)).Status, 400, 499);
        }

        foreach (var path in new[]
        {
            $"/{word}", $"/api/{word}", $"/zorgvragen/{word}", $"/zorgvragen/nieuw?concept={word}",
            $"/live?t={word}", $"/levensgevaar?zorgvraag={word}", $"/api/units/{word}/capacity",
        })
        {
            Assert.InRange((await desk.GetAsync(path)).Status, 200, 499);
        }

        _ = await desk.PostAsync("/api/care-requests", patient.Intake(postcode: "9999 ZZ"));
        _ = await desk.PostAsync("/api/care-requests", patient.Intake());
        _ = await desk.PostAsync("/api/care-requests/1/triage", new
        {
            system = patient.Name, systemVersion = "1", proposed = "U9", urgency = patient.Story,
        });
        _ = await desk.PostAsync(
            $"/api/units/{word}/stop", new
            {
                level = "Active", inflow = new[] { "Ambulance" }, reason = patient.Note,
                mandate = patient.Name, minutes = 5,
            });
        using var nobody = new Api(desk.Url);
        Assert.Equal(401, (await nobody.SignInAsync(patient.Name, patient.Bsn)).Status);
        using var badKey = new HttpRequestMessage(HttpMethod.Post, "/api/care-requests")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        badKey.Headers.Add("Idempotency-Key", patient.Name);
        badKey.Headers.Add("Referer", $"http://elders/{word}");
        _ = await desk.SendAsync(badKey);
    }

    // The tables of somebody who sent the wrong file.
    private static async Task MisimportAsync(Api admin, Patient[] patients)
    {
        var rows = patients.Select(p => $"{p.Name},{p.Bsn},{p.Address}");
        foreach (var table in new[]
        {
            $"code,name,region\n{string.Join('\n', rows)}\n",
            $"naam,bsn,adres\n{string.Join('\n', rows)}\n",
            $"code,name,region\n{patients[0].Name},\"{patients[0].Story}\n",
        })
        {
            var report = await admin.FilesAsync(
                "/api/imports", ($"{patients[0].Name}.csv", Encoding.UTF8.GetBytes(table)));
            Assert.Equal(0, report.Json.GetProperty("taken").GetInt32());
        }
    }

    private static void AssertSilent(ServerProcess server, Patient[] patients)
    {
        var words = patients.SelectMany(p => p.Words).ToArray();
        Assert.Empty(Where(server.Folder, [.. words.SelectMany(w => Bytes(w))]));
        Assert.DoesNotContain(
            words, w => server.Output.Contains(w, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(server.Output);
    }

    internal static ImmutableArray<byte[]> Bytes(string word) =>
        [.. Encodings.Select(e => e.GetBytes(word))];

    internal static IEnumerable<string> Where(string folder, ImmutableArray<byte[]> searched)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == "lock")
            {
                continue;
            }

            using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var bytes = copy.ToArray();
            foreach (var found in searched.Where(s => bytes.AsSpan().IndexOf(s) >= 0))
            {
                yield return $"{Path.GetRelativePath(folder, file)}: "
                    + Encoding.UTF8.GetString(found).Replace("\0", "", StringComparison.Ordinal);
            }
        }
    }
}
