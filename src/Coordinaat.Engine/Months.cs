using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>Seals every month that ended: the world at its last event, with the journal.</summary>
/// <remarks>
/// A seal is what a start builds on that has no snapshot of its own, and what a check begins with.
/// With it, the events of that month and before may be moved away. It is work beside the loop; any
/// node may do it, and the first one counts.
/// </remarks>
internal sealed class Months(Storage storage, Func<long, Standing> findBase, ILogger log)
    : IDisposable
{
    private const int PageMax = 5_000;

    // Reading a part to cut it stops all writing; two million events are read in half a second.
    private const long PartMax = 2_000_000;
    private const long LookEvery = 100_000;

    private readonly CancellationTokenSource stop = new();
    private Task work = Task.CompletedTask;
    private Instant turn = Instant.MinValue;
    private long lookedAt;

    /// <summary>Looks whether a month ended, and seals it behind the caller's back.</summary>
    /// <param name="before">Where the node stood; the end of the month when that is over.</param>
    /// <param name="after">Where it stands.</param>
    public void Look(Standing before, Standing after)
    {
        var last = after.World.Number;
        if (last == 0 || (after.World.At < turn && last - lookedAt < LookEvery))
        {
            return;
        }

        lookedAt = last;
        var begin = BeginOf(after.World.At);
        turn = BeginOf(after.World.At, months: 1);
        work = work.ContinueWith(
            _ => Seal(before, last, begin), CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    /// <summary>Ends what is going on.</summary>
    public void Dispose()
    {
        stop.Cancel();
        work.Wait();
        stop.Dispose();
    }

    /// <summary>The worlds of sealed months, the newest first, as this program folds.</summary>
    /// <param name="connection">Of the journal.</param>
    /// <param name="epoch">The journal's, whatever it was when a month was sealed.</param>
    /// <param name="upTo">Those up to this event.</param>
    public static IEnumerable<Standing> Read(
        DbConnection connection, int epoch, long upTo = long.MaxValue)
    {
        var months = connection.Read(
            "SELECT month FROM seal WHERE fold = @fold AND number <= @upTo ORDER BY month DESC",
            row => row.GetString(0), ("@fold", World.FoldVersion), ("@upTo", upTo));
        foreach (var month in months)
        {
            if (connection.Find(
                "SELECT body FROM seal WHERE month = @month AND fold = @fold",
                ("@month", month), ("@fold", World.FoldVersion)) is byte[] body
                && Unpack(body) is { } taken)
            {
                yield return taken with { Epoch = epoch };
            }
        }
    }

    /// <summary>The first moment of a month, on the clocks of the Netherlands.</summary>
    /// <param name="at">In that month.</param>
    /// <param name="months">Or in one that is so many later.</param>
    public static Instant BeginOf(Instant at, int months = 0) =>
        at.InZone(LocalMoment.Zone).Date.With(DateAdjusters.StartOfMonth).PlusMonths(months)
            .AtStartOfDayInZone(LocalMoment.Zone).ToInstant();

    private void Seal(Standing before, long last, Instant begin)
    {
        try
        {
            using var connection = storage.OpenReader();
            var end = FindEnd(connection, begin, last);
            if (end > 0 && !IsSealed(connection, begin)
                && (before.World.Number == end ? before : Fold(connection, end)) is { } standing)
            {
                Store(standing, begin);
            }

            storage.Cut(end + 1, least: 1);
            storage.Cut(last + 1, PartMax);
        }
        catch (Exception fault) when (fault is DbException or OperationCanceledException
            or ObjectDisposedException)
        {
            // Nothing depends on it: it is done at the next start, or by another node. A line that
            // breaks at the very moment of a question is an object that is no more.
            log.LogWarning(
                Said.MonthUnsealed, "A month was not sealed: {Fault}.", fault.GetType().Name);
        }
    }

    /// <summary>The last event before a moment, 0 for none; what was moved away counts as before.
    /// </summary>
    /// <param name="connection">Of the journal.</param>
    /// <param name="begin">The moment.</param>
    /// <param name="last">The last event that there is.</param>
    /// <remarks>The journal's time never goes back, so halving finds it.</remarks>
    public static long FindEnd(DbConnection connection, Instant begin, long last)
    {
        var (low, high) = (0L, last);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var isBefore = connection.Find(
                "SELECT at FROM journal WHERE number = @number", ("@number", middle))
                is not long at || at < begin.ToUnixTimeMilliseconds();
            (low, high) = isBefore ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static string NameOf(Instant begin) =>
        NodaTime.Text.YearMonthPattern.Iso.Format(
            begin.InZone(LocalMoment.Zone).Date.PlusDays(-1).ToYearMonth());

    private static bool IsSealed(DbConnection connection, Instant begin) => connection.Find(
        "SELECT number FROM seal WHERE month = @month AND fold = @fold",
        ("@month", NameOf(begin)), ("@fold", World.FoldVersion)) is not null;

    // As a month ends a node stands there; who comes later reads its way to it.
    private Standing? Fold(DbConnection connection, long end)
    {
        var standing = findBase(end);
        var head = connection.Read(
            "SELECT first, last, hash FROM batch WHERE first <= @end ORDER BY first DESC LIMIT 1",
            Journal.ReadHead,
            ("@end", end)).Single();
        while (standing.World.Number < end)
        {
            stop.Token.ThrowIfCancellationRequested();
            var most = (int)Math.Min(PageMax, end - standing.World.Number);
            var page = Journal.ReadPage(connection, standing.World.Number, most);
            if (page.Count == 0)
            {
                return null;
            }

            standing = standing.After(page, head);
        }

        return standing with { Head = head };
    }

    private void Store(Standing standing, Instant begin)
    {
        using var packed = new MemoryStream();
        SnapshotHeader header;
        using (var zip = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            header = Snapshots.Pack(standing, zip);
        }

        using var connection = storage.OpenWriter();
        connection.Run(
            """
            INSERT INTO seal (month, fold, number, world, head, body)
            VALUES (@month, @fold, @number, @world, @head, @body) ON CONFLICT DO NOTHING
            """,
            ("@month", NameOf(begin)), ("@fold", World.FoldVersion), ("@number", header.Number),
            ("@world", header.Sha256), ("@head", standing.Head.Hash.ToArray()),
            ("@body", packed.ToArray()));
        log.LogInformation(
            Said.MonthSealed, "Month {Month} is sealed, up to event {Number}.", NameOf(begin),
            header.Number);
    }

    private static Standing? Unpack(byte[] body)
    {
        try
        {
            using var unpacked = new MemoryStream();
            using (var zip = new BrotliStream(new MemoryStream(body), CompressionMode.Decompress))
            {
                zip.CopyTo(unpacked);
            }

            return Snapshots.Unpack(unpacked.ToArray());
        }
        catch (Exception fault) when (
            fault is JsonException or FormatException or InvalidDataException
                or InvalidOperationException)
        {
            // A damaged seal is no base: the one before it is, or the first event.
            return null;
        }
    }
}
