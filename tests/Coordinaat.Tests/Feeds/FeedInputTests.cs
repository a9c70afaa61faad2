using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine.Feeds;
using Coordinaat.Feeds;
using Coordinaat.Tests.Support;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>
/// Whatever comes over a connection, the answer says what became of it, the next message is taken,
/// and what cannot be used waits in the list until it can.
/// </summary>
public sealed class FeedInputTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    // What comes, the answer, and why.
    public static TheoryData<string, string, MessageFault> Wrong => new()
    {
        { "MSH|^~\\&|HIX|KEIEN", "AE", MessageFault.SenderUnknown },
        { "no message at all", "AE", MessageFault.NotHl7 },
        { Text("A01", "A3").Replace("UTF-8", "UTF-7", StringComparison.Ordinal), "AE",
            MessageFault.CharsetUnknown },
        { Text("A01", "A3").Replace("|HIX|", "|ANDER|", StringComparison.Ordinal), "AE",
            MessageFault.SenderUnknown },
        { Text("A01", "A3").Replace("|P|2.4", "|T|2.4", StringComparison.Ordinal), "AR",
            MessageFault.NotProduction },
        { Text("A01", "A3").Replace("ADT^A01", "ORU^R01", StringComparison.Ordinal), "AR",
            MessageFault.NotAdt },
        { Text("A17", "A3"), "AE", MessageFault.KindUnknown },
        { Text("A01", "A3").Replace("|K1|", "||", StringComparison.Ordinal), "AE",
            MessageFault.ControlMissing },
        { Text("A01", "A3").Replace("20260302", "overmorgen", StringComparison.Ordinal), "AE",
            MessageFault.TimeMissing },
        { Text("A01", "A3", minutes: 3), "AE", MessageFault.TimeInFuture },
        { Text("A01", "A3").Replace("PV1|", "ZZ1|", StringComparison.Ordinal)
            .Replace("KEIENBURG^PI", "NLMINBIZA^NNNLD", StringComparison.Ordinal), "AE",
            MessageFault.VisitMissing },
        { Text("A01", ""), "AE", MessageFault.PlaceMissing },
        { Text("A02", "Z9^4"), "AE", MessageFault.PlaceUnknown },
        { Text("A01", "A3")[..^120], "AE", MessageFault.PlaceMissing },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_cannot_be_used_is_answered_and_kept_and_the_next_message_is_taken(
        string text, string code, MessageFault expected)
    {
        await using var server = await StartAsync();
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);

        var answer = await sender.AskAsync(text);
        Assert.Contains($"\rMSA|{code}|", answer, StringComparison.Ordinal);
        Assert.Contains(
            Domain.Kernel.RefusalName.Of(expected), answer, StringComparison.Ordinal);
        var listed = server.Engine.Feeds.ReadListed(9);
        Assert.Equal(code == "AE" ? [expected] : [], listed.Select(l => l.Fault));
        Assert.All(listed, l => Assert.Equal(
            text, Encoding.UTF8.GetString(server.Engine.Feeds.Open(l.Id)!.Value.Raw)));
        await AssertUsableAsync(server, sender);
    }

    [Fact]
    public async Task Broken_bytes_ten_megabytes_and_cut_frames_leave_the_connection_usable()
    {
        var time = new ManualTime(Now.ToDateTimeOffset());
        await using var server = await WebServer.StartHearingAsync(time);
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        var latin = Encoding.Latin1.GetBytes(
            Text("A01", "A3").Replace("^J^C", "^Zo\u00EB^C", StringComparison.Ordinal));
        Assert.Contains(
            "MSA|AE|K1\rERR||MSH^1^18|102", await sender.AskAsync(latin), StringComparison.Ordinal);

        var huge = Encoding.UTF8.GetBytes(Text("A01", "A3") + new string('x', 10_000_000));
        Assert.Contains(
            "MSA|AR|K1\rERR||MSH^1|100|E||||message/too-large", await sender.AskAsync(huge),
            StringComparison.Ordinal);

        // The next frame begins before this one ended: both are answered.
        await sender.SendAsync((byte[])[0x0B, .. "MSH|^~\\&|HIX|KEIENBURG||||ADT"u8]);
        Assert.Contains(
            "message/truncated", await sender.AskAsync(Text("A08", "A3")),
            StringComparison.Ordinal);
        Assert.Contains("MSA|AA|K1", await sender.ReadAsync(), StringComparison.Ordinal);

        // Nothing more comes.
        await sender.SendAsync((byte[])[0x0B, .. "MSH|^~\\&|HIX|KEIENBURG||||ADT^A01|K7"u8]);
        var answer = sender.ReadAsync();
        await Eventually.Holds(
            () =>
            {
                time.Advance(time.HasTimer(TimeSpan.FromSeconds(30))
                    ? TimeSpan.FromSeconds(30) : TimeSpan.Zero);
                return answer.IsCompleted;
            },
            "the frame is given up");
        Assert.Contains("message/truncated", await answer, StringComparison.Ordinal);
        await AssertUsableAsync(server, sender);
        Assert.Equal(
            [MessageFault.Truncated, MessageFault.Truncated, MessageFault.TextMalformed],
            server.Engine.Feeds.ReadListed(9).Select(l => l.Fault).Order());
    }

    [Fact]
    public async Task Older_after_newer_changes_nothing_and_what_disagrees_is_found_and_followed()
    {
        await using var server = await StartAsync();
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        foreach (var (text, place) in new[]
        {
            (Text("A01", "A3", minutes: -50, control: "1"), "A3"),
            (Text("A02", "C2", prior: "A3", minutes: -30, control: "3"), "C2"),
            (Text("A02", "AOA", prior: "A3", minutes: -40, control: "2"), "C2"),
            (Text("A02", "D1", prior: "IC", minutes: -20, control: "4"), "D1"),
            (Text("A03", "D1", minutes: -10, control: "5"), ""),
        })
        {
            Assert.Contains("MSA|AA|", await sender.AskAsync(text), StringComparison.Ordinal);
            Assert.Equal(
                place,
                string.Join(',', server.Engine.Feeds.ReadCounts()[0].Patients.Keys));
        }

        Assert.Contains(
            "MSA|AA|", await sender.AskAsync(Text("A03", "B3", patient: 8)),
            StringComparison.Ordinal);
        Assert.Equal(
            // The move to C2 said A3, and by then the late one had brought the patient to AOA.
            [
                CensusFinding.NeverAdmitted, CensusFinding.PriorDisagrees,
                CensusFinding.PriorDisagrees,
            ],
            server.Engine.Feeds.ReadFindings(9).Select(f => f.Finding).Order());
        using var api = await server.SignInAsync("keienburg");
        var page = (await api.GetAsync("/koppelingen")).Body;
        Assert.Contains("data-finding=\"PriorDisagrees\"", page, StringComparison.Ordinal);
        Assert.Contains("data-finding=\"NeverAdmitted\"", page, StringComparison.Ordinal);
        await AssertUsableAsync(server, sender);
    }

    [Fact]
    public async Task A_message_waits_for_the_map_and_is_taken_once_the_map_has_its_ward()
    {
        await using var server = await StartAsync();
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        using var own = await server.SignInAsync("keienburg");
        using var other = await server.SignInAsync("vlierdonk");
        _ = await sender.AskAsync(Text("A01", "Z9^4", minutes: -5));
        var id = Assert.Single(server.Engine.Feeds.ReadListed(9)).Id;
        var still = await own.PostAsync($"/api/feeds/messages/{id}/replay", new { });
        Assert.Equal("/problems/message/place-unknown", still.Type);
        Assert.Contains("<td>Z9^4</td>", (await own.GetAsync("/koppelingen")).Body,
            StringComparison.Ordinal);
        var foreign = await other.PostAsync($"/api/feeds/messages/{id}/replay", new { });
        Assert.Equal("/problems/feed/message-unknown", foreign.Type);
        Assert.DoesNotContain("Z9^4", (await other.GetAsync("/koppelingen")).Body,
            StringComparison.Ordinal);

        using var admin = await server.SignInAsync("beheerder");
        var imported = await admin.FilesAsync(
            "/api/imports",
            ("feed_places.csv", "feed,ward,room,unit\nkeienburg-adt,Z9,,zh-keienburg-ic\n"u8
                .ToArray()));
        Assert.Equal(1, imported.Json.GetProperty("taken").GetInt32());
        var replayed = await own.DoAsync("/api/feeds/messages/replay");

        Assert.Equal(1, replayed.GetProperty("used").GetInt32());
        Assert.Empty(server.Engine.Feeds.ReadListed(9));
        Assert.Equal(
            [new WardPlace("Z9", "4")], server.Engine.Feeds.ReadCounts()[0].Patients.Keys);
    }

    [Fact]
    public async Task While_it_cannot_be_stored_nothing_is_said_to_be_taken()
    {
        await using var server = await StartAsync();
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        Execute(server, "ALTER TABLE feed_movement RENAME TO away");
        Assert.Contains(
            "MSA|AR|K1\rERR|||207|E||||message/unwritable",
            await sender.AskAsync(Text("A01", "A3")), StringComparison.Ordinal);
        Execute(server, "ALTER TABLE away RENAME TO feed_movement");

        Assert.Contains(
            "MSA|AA|K1", await sender.AskAsync(Text("A01", "A3")), StringComparison.Ordinal);
        await AssertUsableAsync(server, sender);
    }

    [Fact]
    public async Task A_full_list_takes_no_more_and_says_so()
    {
        await using var server = await StartAsync();
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        _ = await sender.AskAsync(Text("A01", "Z0"));
        Execute(server, $"""
            WITH RECURSIVE n(i) AS (
                SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {FeedStore.ListedMax})
            INSERT INTO feed_listed SELECT i, feed, fault, place, received, box FROM n, feed_listed
            """);

        Assert.Contains(
            "MSA|AR|K1\rERR|||207|E||||message/list-full",
            await sender.AskAsync(Text("A01", "Z1")), StringComparison.Ordinal);
        Assert.Contains("MSA|AE|", await sender.AskAsync(Text("A01", "Z0")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_feed_says_so_on_the_page_and_in_the_log_and_reports_no_more()
    {
        var time = new ManualTime((Now - Duration.FromMinutes(1)).ToDateTimeOffset());
        await using var server = await WebServer.StartHearingAsync(time);
        time.Advance(TimeSpan.FromMinutes(1));
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        using var own = await server.SignInAsync("keienburg");
        Assert.Equal(
            "/problems/feed/never-heard",
            (await own.PostAsync("/api/feeds/keienburg-adt/begin", new { })).Type);
        _ = await sender.AskAsync(Text("A01", "C2"));
        Assert.Equal("Learning", await StateAsync(own));
        _ = await own.DoAsync("/api/feeds/keienburg-adt/begin");
        Assert.Equal("Alive", await StateAsync(own));
        await server.Service<FeedReporter>().ReportAsync();
        var figures = FiguresOf(server);
        Assert.Equal((1, Now), (figures.Occupied, figures.At));

        time.Advance(TimeSpan.FromMinutes(20));
        await server.Service<FeedReporter>().ReportAsync();
        Assert.Equal("Silent", await StateAsync(own));
        Assert.Equal(figures, FiguresOf(server));

        // Messages that cannot be used are no sign that the count still holds.
        _ = await sender.AskAsync(Text("A01", "Z9", minutes: 20));
        Assert.Equal("Silent", await StateAsync(own));
        _ = await sender.AskAsync(Text("A31", "", minutes: 20));
        Assert.Equal("Alive", await StateAsync(own));
        await server.Service<FeedReporter>().ReportAsync();
        Assert.Equal(Now + Duration.FromMinutes(20), FiguresOf(server).At);
    }

    [Fact]
    public async Task In_the_hour_that_comes_twice_who_leaves_after_coming_is_out()
    {
        var night = Instant.FromUtc(2026, 10, 25, 0, 10, 30);
        var time = new ManualTime(night.ToDateTimeOffset());
        await using var server = await WebServer.StartHearingAsync(time);
        using var sender = await MllpSender.ConnectAsync(server.Service<MllpHost>().Address!);
        Task<string> SayAsync(string trigger, string clock) => sender.AskAsync(
            Text(trigger, "A3", control: trigger).Replace(
                "20260302100000", $"20261025{clock}", StringComparison.Ordinal));

        // In at 02:10 by summer's clock, out at 02:05 by winter's.
        Assert.Contains("MSA|AA|", await SayAsync("A01", "021000"), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(server.Engine.Feeds.ReadCounts()).Patients.Values.Sum());
        time.Advance(TimeSpan.FromMinutes(55));
        Assert.Contains("MSA|AA|", await SayAsync("A03", "020500"), StringComparison.Ordinal);
        Assert.Empty(Assert.Single(server.Engine.Feeds.ReadCounts()).Patients);

        // The admission once more, an hour after it: still the same message.
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Contains("MSA|AA|", await SayAsync("A01", "021000"), StringComparison.Ordinal);
        Assert.Empty(Assert.Single(server.Engine.Feeds.ReadCounts()).Patients);
        Assert.Equal(
            Instant.FromUtc(2026, 10, 25, 1, 10, 0),
            server.Engine.Feeds.ReadCounts()[0].Spoken);
        Assert.Empty(server.Engine.Feeds.ReadFindings(1));
    }

    [Fact]
    public async Task A_feed_may_come_over_tls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(
            Now.ToDateTimeOffset().AddYears(-1), Now.ToDateTimeOffset().AddYears(9));
        var folder = Directory.CreateTempSubdirectory("coordinaat-tls-").FullName;
        var (certificate, secret) = (
            Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());
        await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem());
        await using (var server = await WebServer.StartHearingAsync(
            new ManualTime(Now.ToDateTimeOffset()), IPEndPoint.Parse("127.0.0.1:0"), "mllps",
            ("Feeds:Mllp:Certificate", certificate), ("Feeds:Mllp:Key", secret)))
        {
            using var sender = await MllpSender.ConnectAsync(
                server.Service<MllpHost>().Address!, made);
            await AssertUsableAsync(server, sender);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_sender_over_the_bound_is_cut_and_the_others_go_on()
    {
        await using var server = await StartAsync();
        var address = server.Service<MllpHost>().Address!;
        var senders = new List<MllpSender>();
        for (var n = 0; n < MllpOptions.ConnectionsMax; n++)
        {
            senders.Add(await MllpSender.ConnectAsync(address));
            _ = await senders[^1].AskAsync(Text("A31", ""));
        }

        using var extra = await MllpSender.ConnectAsync(address);
        await Assert.ThrowsAnyAsync<IOException>(() => extra.AskAsync(Text("A31", "")));
        await AssertUsableAsync(server, senders[0]);
        senders.ForEach(s => s.Dispose());
        await Eventually.HoldsAsync(
            async () =>
            {
                using var next = await MllpSender.ConnectAsync(address);
                try
                {
                    return (await next.AskAsync(Text("A31", ""))).Contains("|AA|");
                }
                catch (IOException)
                {
                    return false;
                }
            },
            "there is room again");
    }

    // Whoever is admitted here is counted.
    private static async Task AssertUsableAsync(WebServer server, MllpSender sender)
    {
        var before = Count(server);
        Assert.Contains(
            "MSA|AA|", await sender.AskAsync(Text("A01", "IC", patient: 999)),
            StringComparison.Ordinal);
        Assert.Equal(before + 1, Count(server));
    }

    private static int Count(WebServer server) =>
        server.Engine.Feeds.ReadCounts().Sum(c => c.Patients.Values.Sum());

    private static async Task<string> StateAsync(Api api) =>
        (await api.GetAsync("/koppelingen")).Body.Split("data-state=\"")[^1].Split('"')[0];

    private static Domain.Capacity.Figures FiguresOf(WebServer server)
    {
        var regions = server.World.Regions;
        return server.World.Capacity[regions.Units[
            regions.Units.NumberOf("zh-keienburg-chir")].Pool].Figures!;
    }

    private static void Execute(WebServer server, string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(server.Folder, "feeds.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Task<WebServer> StartAsync() =>
        WebServer.StartHearingAsync(new ManualTime(Now.ToDateTimeOffset()));

    private static string Text(
        string trigger, string place, string prior = "", int minutes = 0, string control = "K1",
        int patient = 1) => AdtDay.Message(
            trigger, Now + Duration.FromMinutes(minutes), control, patient, place, prior);
}
