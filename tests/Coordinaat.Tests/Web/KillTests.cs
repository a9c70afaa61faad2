using System.Globalization;
using Coordinaat.Engine;
using Coordinaat.Engine.Proof;
using Coordinaat.Tests.Proof;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Web;

/// <summary>
/// The power goes at a random moment, and again while it starts or works: what was answered yes is
/// in the journal once, what was refused is not, and all of it can be proved.
/// </summary>
public abstract class KillTests(Store store)
{
    private const int AtOnce = 8;
    private const int Kills = 2;

    /// <summary>Five, and fifty when there is time.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(
        1, Environment.GetEnvironmentVariable("COORDINAAT_LONG") == "1" ? 50 : 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_was_answered_is_there_once_however_the_power_goes(int seed)
    {
        var database = store == Store.Postgres ? Cluster.Shared.CreateDatabase() : null;
        var journal = database is null ? null : Cluster.Shared.StringOf(database);
        try
        {
            await using var server = await ServerProcess.StartDemoAsync(
                "", journal is null ? [] : [("ConnectionStrings__Journal", journal)]);
            using var callers = new Callers(server.Url);
            await PlayAsync(server, callers, new Random(seed));
            Assert.Equal(0, await server.StopAsync());
            Judge(
                callers, new EngineOptions(
                    server.Folder, TimeProvider.System, NullLogger.Instance)
                {
                    Journal = journal,
                });
        }
        finally
        {
            if (database is not null)
            {
                Cluster.Shared.DropDatabase(database);
            }
        }
    }

    private static async Task PlayAsync(ServerProcess server, Callers callers, Random dice)
    {
        using var desk = new Api(server.Url);
        await desk.SignInDemoAsync("coordinator");
        callers.GoOn();
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, AtOnce)
            .Select(n => AskAsync(callers, desk, n, stop.Token)).ToArray();
        for (var kill = 0; kill < Kills; kill++)
        {
            // The moment is random in what was answered: a slow machine dies as far on its way.
            var answered = callers.Yeses.Count + dice.Next(1, 400);
            await Eventually.Holds(() => callers.Yeses.Count >= answered, "they work");
            server.Kill();
            await server.RestartAsync();
        }

        var last = callers.Yeses.Count + 20;
        await Eventually.Holds(() => callers.Yeses.Count >= last, "they work again");
        await stop.CancelAsync();
        await Task.WhenAll(asking);
    }

    // Some are taken back, and some of those once more, which is refused.
    private static async Task AskAsync(
        Callers callers, Api desk, int caller, CancellationToken stop)
    {
        for (var number = caller; !stop.IsCancellationRequested; number += AtOnce)
        {
            var taken = await callers.DoAsync(
                "take in", desk, "/api/care-requests", new Patient(number).Intake());
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"/api/care-requests/{taken.GetProperty("request").GetInt32()}/close");
            for (var times = number % 3; times > 0; times--)
            {
                _ = await callers.PostAsync("close", desk, path, new { ending = "Withdrawn" });
            }
        }
    }

    private static void Judge(Callers callers, EngineOptions place)
    {
        Assert.Equal(0, Verify.Run(place, isWhole: true, BackupTests.Fail).Findings);
        using var storage = Storage.Of(place);
        using var connection = storage.OpenReader();
        var batches = connection.Read(
            "SELECT DISTINCT request, batch FROM journal", row => row.GetId(0)).ToLookup(id => id);
        var yeses = callers.Yeses.Select(y => y.Id).ToHashSet();
        Assert.True(callers.Yeses.Count > 20 && !callers.Noes.IsEmpty, "both kinds of answers");
        Assert.All(yeses, id => Assert.Single(batches[id]));
        Assert.All(callers.Noes, id => Assert.Empty(batches[id]));
        Assert.Equal(
            callers.Yeses.Count(y => y.Path == "/api/care-requests"),
            callers.Yeses.Where(y => y.Path == "/api/care-requests")
                .Select(y => y.Answer.Json.GetProperty("request").GetInt32()).Distinct().Count());
    }
}

/// <inheritdoc/>
public sealed class KillTestsOnSqlite() : KillTests(Store.Sqlite);

/// <inheritdoc/>
public sealed class KillTestsOnPostgres() : KillTests(Store.Postgres);
