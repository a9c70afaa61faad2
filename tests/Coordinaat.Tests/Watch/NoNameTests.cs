using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Coordinaat.Tests.Support;
using Coordinaat.Tests.Web;
using Microsoft.Data.Sqlite;

namespace Coordinaat.Tests.Watch;

/// <summary>
/// Words of patients go through everything: every endpoint, valid, wrong and broken, in bodies,
/// addresses and headers, while all is well and while the files are broken. None is in the log, not
/// even at its loudest; none in the figures, the traces or the answer to a fault.
/// </summary>
public sealed class NoNameTests
{
    private const string Ward = "huize-vlierdonk-elv-low";

    private static readonly string[] Logins = ["coordinator", "vlierdonk", "huisarts", "beheerder"];

    // As loud as somebody can make it, with all that the framework knows of a call.
    private static readonly (string, string)[] Loud =
    [
        ("Logging__LogLevel__Default", "Trace"),
        ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
        ("Logging__Console__LogLevel__Default", "Trace"),
        ("Logging__Console__FormatterName", "json"),
        ("Logging__Console__FormatterOptions__IncludeScopes", "true"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "20000"),
    ];

    private readonly ConcurrentBag<string> faults = [];
    private readonly List<(string Login, Api Api)> callers = [];
    private readonly Patient[] patients = [.. Enumerable.Range(0, 4).Select(n => new Patient(n))];
    private int broken;

    private IEnumerable<string> Words => patients.SelectMany(p => p.Words);

    [Fact]
    public async Task No_line_no_figure_no_trace_and_no_fault_holds_a_word_of_a_patient()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await ServerProcess.StartDemoAsync(
            "", [.. Loud, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url.ToString())]);
        foreach (var login in Logins)
        {
            callers.Add((login, new Api(server.Url)));
            await callers[^1].Api.SignInDemoAsync(login);
        }

        callers.Add(("nobody", new Api(server.Url)));
        await LiveAsync();
        await MisuseEverythingAsync(patients[1], callers);
        await ShoutAsync(server.Url, patients[2]);

        // Sealed words that cannot be opened, then files that cannot be read.
        Break(server, "journal.db", "UPDATE sealed_item SET box = x'00'");
        await MisuseEverythingAsync(patients[3], callers[..2]);
        foreach (var (file, table) in new[]
        {
            ("journal.db", "sealed_item"), ("journal.db", "person_index"),
            ("journal.db", "answered"), ("drafts.db", "draft"), ("keys.db", "person_key"),
        })
        {
            Break(server, file, $"ALTER TABLE {table} RENAME TO {table}_away");
        }

        await MisuseEverythingAsync(patients[3], callers[..2]);
        await AssertSilentAsync(server, collector);
        callers.ForEach(c => c.Api.Dispose());
    }

    // The lines are there, and they are those of a program that was shaken.
    private async Task AssertSilentAsync(ServerProcess server, Collector collector)
    {
        await Eventually.Holds(
            () => collector.Words("/v1/traces").Contains("GET /zorgvragen/{request:int}")
                && collector.Words("/v1/metrics").Contains("coordinaat.faults"),
            "the collector has heard");
        var figures = (await Metrics.OfAsync(server.Figures)).Text;
        var lines = server.Output.Split('\n').Where(l => l.StartsWith('{')).ToArray();
        Assert.Contains(lines, l => Event(l) == "call-failed");
        Assert.Contains(lines, l => Event(l) == "journal-unwritable");
        Assert.Contains("http_response_status_code=\"500\"", figures, StringComparison.Ordinal);
        Assert.True(broken > 100, $"Only {broken} answers of 500 and over.");

        Assert.Empty(Words.Where(
            w => server.Output.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => "log: "
                + server.Output.Split('\n').First(
                    l => l.Contains(w, StringComparison.OrdinalIgnoreCase))));
        Assert.DoesNotContain(
            Words, w => figures.Contains(w, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            Words, w => collector.Text.Contains(w, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(faults.Order(StringComparer.Ordinal).Take(20));
    }

    private async Task LiveAsync()
    {
        var (desk, ward) = (callers[0].Api, callers[1].Api);
        _ = await ward.DoAsync(
            $"/api/units/{Ward}/capacity",
            new { physical = 500, blocked = 0, staffed = 500, occupied = 10 });
        foreach (var patient in patients)
        {
            await SecrecyTests.LiveAsync(desk, ward, patient);
            await SecrecyTests.MisfireAsync(desk, patient);
        }
    }

    private async Task MisuseEverythingAsync(
        Patient patient, IReadOnlyList<(string Login, Api Api)> by)
    {
        foreach (var (row, endpoint) in RightsTable.Rows.SelectMany(
            r => r.Endpoints.Select(e => (r, e))))
        {
            // Who signs out is no use any more; a stream does not end.
            if (endpoint is "POST /afmelden" or "DELETE /api/session" or "GET /live")
            {
                continue;
            }

            var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
            foreach (var (login, api) in by)
            {
                foreach (var content in Contents(method, row.Body, patient))
                {
                    await SendAsync(login, api, method, PathOf(pattern, patient), content, patient);
                }
            }
        }
    }

    private async Task SendAsync(
        string login, Api api, string method, string path, HttpContent? content, Patient patient)
    {
        using var request = new HttpRequestMessage(
            method == "*" ? HttpMethod.Get : new HttpMethod(method), path) { Content = content };
        foreach (var name in new[]
        {
            "Referer", "User-Agent", "X-Forwarded-For", "X-Request-Id", "traceparent", "baggage",
            "tracestate", "Accept-Language", "Idempotency-Key", "If-None-Match",
        })
        {
            // A key that reads, every now and then; else nothing gets further than it.
            if (name != "Idempotency-Key" || path.Length % 3 == 0)
            {
                request.Headers.TryAddWithoutValidation(name, $"name={patient.Name}");
            }
        }

        var answer = await api.SendAsync(request);
        broken += answer.Status >= 500 ? 1 : 0;

        // Who mistypes a name at the door sees it again, and nobody else does.
        if (answer.Status >= 400 && !path.StartsWith("/aanmelden", StringComparison.Ordinal)
            && patient.Words.FirstOrDefault(
                w => answer.Body.Contains(w, StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            faults.Add($"{method} {path} as {login} says {word}: {answer}");
        }
    }

    private static string PathOf(string pattern, Patient patient) => pattern
        .Replace("{request:int}", "1", StringComparison.Ordinal)
        .Replace("{offer:int}", "1", StringComparison.Ordinal)
        .Replace("{account:int}", "99", StringComparison.Ordinal)
        .Replace("{draft:guid}", "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7c01", StringComparison.Ordinal)
        .Replace("{message:guid}", "6f1c8f0e-52a1-4a36-9d0b-7d7d4c1f7c01", StringComparison.Ordinal)
        .Replace("{unit}", Ward, StringComparison.Ordinal)
        .Replace("{*path}", patient.Name, StringComparison.Ordinal)
        + $"?zoek={patient.Name}&naar=//{patient.Name}&concept={patient.Name}"
        + $"&zorgvraag={patient.Bsn}&soort={patient.Name}";

    private static IEnumerable<HttpContent?> Contents(string method, object? body, Patient patient)
    {
        if (method is not "POST")
        {
            yield return null;
            yield break;
        }

        var fields = JsonSerializer.SerializeToElement(body ?? new { name = "x" })
            .EnumerateObject().Select(p => p.Name).ToArray();
        var story = $"{patient.Name} {patient.Bsn} {patient.Phone} {patient.Story}";
        foreach (var json in new[]
        {
            JsonSerializer.Serialize(body), JsonSerializer.Serialize(patient.Intake()),
            JsonSerializer.Serialize(fields.ToDictionary(f => f, _ => story)),
            JsonSerializer.Serialize(fields.ToDictionary(f => f, _ => new[] { story })),
            $"{{\"{fields.FirstOrDefault("x")}\":\"{story}", $"\"{story}\"",
            $"{{\"{story}\":1}}", $"{{\"{fields.FirstOrDefault("x")}\":\"\\ud800{story}\\u0000\"}}",
        })
        {
            yield return new StringContent(json, Encoding.UTF8, "application/json");
        }

        yield return new StringContent(story, Encoding.UTF8, "text/plain");
        yield return new FormUrlEncodedContent(fields.Append(patient.Name)
            .Select(f => KeyValuePair.Create(f, story)));
        yield return new FormUrlEncodedContent(fields.Append("_id")
            .Select(f => KeyValuePair.Create(f, "\0" + new string('x', 30_000) + story)));
        yield return new StringContent(
            $"{patient.Name}=%zz%ff{patient.Story}", Encoding.UTF8,
            "application/x-www-form-urlencoded");
        yield return new MultipartFormDataContent
        {
            { new StringContent(story), "files", $"{patient.Name}.csv" },
            { new StringContent(story), patient.Name },
        };
    }

    // What no browser would send, past every library.
    private static async Task ShoutAsync(Uri url, Patient patient)
    {
        var (name, cookie) = (
            patient.Name, $"Cookie: taal={patient.Name}; gedaan={patient.Bsn}-1-1; "
                + $"coordinaat={patient.Name}\r\n");
        foreach (var text in new[]
        {
            $"GET /{name} zoon HTTP/1.1\r\n\r\n", $"{name} / HTTP/1.1\r\nHost: x\r\n\r\n",
            $"GET / HTTP/{name}\r\n\r\n", $"GET / HTTP/1.1\r\nHost: {name} {name}\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: x\r\n{name}\r\n\r\n",
            $"GET /aanmelden HTTP/1.1\r\nHost: {name}\r\n{cookie}Connection: close\r\n\r\n",
            $"GET /capaciteit HTTP/1.1\r\nHost: x\r\n{cookie}Connection: close\r\n\r\n",
            $"POST /aanmelden HTTP/1.1\r\nHost: x\r\nContent-Length: {name}\r\n\r\n{name}",
            $"POST /aanmelden HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{name}\r\n",
            $"POST /aanmelden HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; "
                + $"boundary={name}\r\nContent-Length: 30\r\n\r\n--{name}\r\n{name}: {name}\r\n",
            $"GET /%{name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            $"GET /?{new string('x', 9_000)}{name} HTTP/1.1\r\nHost: x\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('x', 40_000)}{name}\r\n\r\n",
        })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, url.Port);
            using var all = new StreamReader(client.GetStream());
            try
            {
                await all.BaseStream.WriteAsync(Encoding.Latin1.GetBytes(text));
                client.Client.Shutdown(SocketShutdown.Send);
                var said = await all.ReadToEndAsync();
                Assert.DoesNotContain(
                    patient.Words, w => said.Contains(w, StringComparison.Ordinal)
                        && !said.Contains("Location:", StringComparison.Ordinal));
            }
            catch (Exception fault) when (fault is IOException or SocketException)
            {
                // The server closed the line on it.
            }
        }
    }

    private static void Break(ServerProcess server, string file, string sql)
    {
        using var connection = new SqliteConnection(string.Create(
            CultureInfo.InvariantCulture,
            $"Data Source={Path.Combine(server.Folder, file)};Pooling=False;Default Timeout=60"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Event(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("event").GetString();
}
