using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Engine;

/// <summary>A yes is on the synchronous copy too, also when it is given a second time.</summary>
public sealed class CopyTests
{
    [Fact]
    public async Task A_yes_that_is_repeated_waits_for_the_copy_as_a_new_one_does()
    {
        await using var cluster = Cluster.Start();
        await using var engine = Open(cluster);
        var (stamp, define) = (
            new Stamp(Ids.New(), Actor.System), new Define(TestRegion.Rows.First()));
        Assert.True((await engine.SubmitAsync(define, stamp)).TryGet(out _, out _));

        // After a crash a server shows what its copy may not have: here, what none has.
        await LoseCopyAsync(cluster);
        var waiting = await Assert.ThrowsAsync<EngineException>(
            () => engine.SubmitAsync(define, stamp));
        Assert.Equal(EngineFault.OutcomeUnknown, waiting.Fault);

        cluster.WaitForCopy("");
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return (await engine.SubmitAsync(define, stamp)).TryGet(out var again, out _)
                        && again.IsRepeat;
                }
                catch (EngineException)
                {
                    return false;
                }
            },
            "it is answered once the copy counts no more");
    }

    [Fact]
    public async Task A_commit_that_waits_for_a_copy_that_is_away_is_said_and_never_cancelled()
    {
        await using var cluster = Cluster.Start();
        await using var engine = Open(cluster);
        await LoseCopyAsync(cluster);
        var (first, second) = (
            new Stamp(Ids.New(), Actor.System), new Stamp(Ids.New(), Actor.System));
        Define[] rows = [.. TestRegion.Rows.Take(2).Select(r => new Define(r))];

        var waiting = await Assert.ThrowsAsync<EngineException>(
            () => engine.SubmitAsync(rows[0], first));
        Assert.Equal(EngineFault.OutcomeUnknown, waiting.Fault);
        await Eventually.Holds(() => engine.UnwritableSince is not null, "it is said");
        var refused = await Assert.ThrowsAsync<EngineException>(
            () => engine.SubmitAsync(rows[1], second));
        Assert.Equal(EngineFault.Unwritable, refused.Fault);
        Assert.Equal(0, engine.World.Number);

        cluster.WaitForCopy("");
        await Eventually.Holds(() => engine.UnwritableSince is null, "it is over");
        Assert.True((await engine.SubmitAsync(rows[0], first)).TryGet(out var again, out _));
        Assert.True(again.IsRepeat);
        Assert.Equal(1, engine.World.Number);
    }

    private static EngineItself Open(Cluster cluster) => EngineItself.Open(
        new EngineOptions(
            Directory.CreateTempSubdirectory("coordinaat-test-").FullName, TimeProvider.System,
            NullLogger.Instance)
        {
            Journal = cluster.StringOf(cluster.CreateDatabase()),
        });

    private static async Task LoseCopyAsync(Cluster cluster)
    {
        cluster.WaitForCopy("away");
        await Eventually.HoldsAsync(
            () => Task.FromResult(NamesOf(cluster) == "away"), "the setting is read");
    }

    private static string NamesOf(Cluster cluster)
    {
        using var connection = cluster.Connect("postgres");
        using var command = connection.CreateCommand();
        command.CommandText = "SHOW synchronous_standby_names";
        return (string)command.ExecuteScalar()!;
    }
}
