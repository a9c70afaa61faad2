using System.Net;
using Coordinaat.Tests.Support;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Coordinaat.Tests.Feeds;

/// <summary>The program as it runs: a kill loses nothing that was answered, and no line of its log,
/// however loud, has a word of a patient.</summary>
public sealed class FeedProcessTests
{
    private static readonly string[] Wards = ["SEH", "A3", "C2"];

    [Fact]
    public async Task A_kill_in_the_middle_of_a_stream_loses_nothing_that_was_answered()
    {
        var address = FreeAddress();
        var day = new AdtDay(7, Start(), 400, Wards);
        await using var server = await ServerProcess.StartDemoAsync(
            "", ("Feeds__Mllp__Url", $"mllp://{address}"));
        var answered = 0;
        using (var sender = await MllpSender.ConnectAsync(address))
        {
            foreach (var (text, number) in day.Texts.Select((t, n) => (t.Text, n)))
            {
                if (number == 250)
                {
                    // On its way when the power goes: nobody knows whether it was stored.
                    await sender.SendAsync(AdtDay.Frames([text]));
                    server.Kill();
                    break;
                }

                Assert.Contains("|AA|", await sender.AskAsync(text), StringComparison.Ordinal);
                answered++;
            }
        }

        await server.RestartAsync();
        using (var sender = await MllpSender.ConnectAsync(address))
        {
            // As senders do: on with the first that was not answered.
            foreach (var text in day.Texts.Skip(answered))
            {
                Assert.Contains("|AA|", await sender.AskAsync(text.Text), StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            Wards.Select(w => (long)day.CountAt(w)),
            Wards.Select(w => Count(
                server.Folder, $"place = '{w}' OR place LIKE '{w}^%'")));
    }

    [Fact]
    public async Task No_line_of_the_log_and_no_page_has_a_word_of_a_patient()
    {
        var address = FreeAddress();
        await using var server = await ServerProcess.StartDemoAsync(
            "", ("Feeds__Mllp__Url", $"mllp://{address}"), ("Logging__LogLevel__Default", "Trace"),
            ("Logging__Console__LogLevel__Default", "Trace"));
        var day = new AdtDay(9, Start(), 60, Wards);
        var one = day.Texts[0].Text;
        using (var sender = await MllpSender.ConnectAsync(address))
        {
            foreach (var text in day.Texts.Select(t => t.Text).Concat(
            [
                one[..^150], one[4..], one.Replace("|P|", "|T|", StringComparison.Ordinal),
                one.Replace("UTF-8", "8", StringComparison.Ordinal),
                one.Replace("HIX", "Bruggink", StringComparison.Ordinal),
                one.Replace("ADT", "Bruggink", StringComparison.Ordinal),
                one.Replace("PV1|", "", StringComparison.Ordinal), "Bruggink", "",
            ]))
            {
                Assert.Contains("MSA|", await sender.AskAsync(text), StringComparison.Ordinal);
            }

            // A fault of the store, and a connection that ends in the middle of a name.
            Execute(server.Folder, "ALTER TABLE feed_movement RENAME TO away");
            Assert.Contains("|AR|", await sender.AskAsync(one + " "), StringComparison.Ordinal);
            Execute(server.Folder, "ALTER TABLE away RENAME TO feed_movement");
            await sender.SendAsync((byte[])[0x0B, .. "MSH|^~\\&|HIX|PID|Bruggink"u8]);
        }

        using var api = new Api(server.Url);
        await api.SignInDemoAsync("beheerder");
        var page = (await api.GetAsync("/koppelingen")).Body;
        Assert.Contains("data-fault=\"NotHl7\"", page, StringComparison.Ordinal);
        Assert.Contains("feed-unstored", server.Output, StringComparison.Ordinal);
        var words = AdtDay.Words.Concat(Enumerable.Range(0, 60).SelectMany(n =>
            new[] { new Patient(n).Bsn, new Patient(n).Address, $"{4_000_000 + n}" })).ToArray();
        var said = server.Output;
        Assert.DoesNotContain(words, w => said.Contains(w, StringComparison.Ordinal));
        Assert.DoesNotContain(words, w => page.Contains(w, StringComparison.Ordinal));
    }

    private static Instant Start() => Instant.FromDateTimeOffset(
        TimeProvider.System.GetUtcNow()) - Duration.FromHours(12);

    private static IPEndPoint FreeAddress()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static long Count(string folder, string where)
    {
        using var connection = OpenFile(folder);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM feed_visit WHERE {where}";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = OpenFile(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection OpenFile(string folder)
    {
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "feeds.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
