using System.Data.Common;
using System.Security.Cryptography;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine.Proof;

/// <summary>
/// Reads the journal from one event to its end: order, chain, bodies, and the world that they give.
/// </summary>
/// <param name="moment">A read of one moment.</param>
/// <param name="marks">What the world has to be equal to, and where.</param>
/// <param name="found">Is told what is wrong.</param>
internal sealed class JournalCheck(
    DbConnection moment, WorldMarks marks, Action<FindingKind, long, long, string> found)
{
    private const int PageMax = 2_000;
    private const int AskedMax = 200;

    private readonly BatchCheck batches = new(moment, found);
    private World world = World.Empty;
    private bool folds = true;
    private long lastAt;
    private int lastEpoch;

    /// <summary>How many events were checked.</summary>
    public long Count { get; private set; }

    /// <summary>The last event.</summary>
    public long Last { get; private set; }

    /// <summary>The world at the end; null when it could not be folded.</summary>
    public World? World => folds ? world : null;

    /// <summary>Checks.</summary>
    /// <param name="from">The world to begin with, and its batch.</param>
    /// <param name="epoch">The journal's epoch: no event is of a later one.</param>
    public void Run(Standing from, int epoch)
    {
        (world, Last) = (from.World, from.Head.Last);
        (lastAt, lastEpoch) = (from.World.At.ToUnixTimeMilliseconds(), 0);
        batches.Begin(from.Head);
        marks.Compare(world, from.Head);
        while (true)
        {
            var (page, last) = RawEvent.ReadPage(moment, Last, PageMax, ReportUnreadable);
            if (last == Last && page.Count == 0)
            {
                break;
            }

            Parallel.ForEach(page, e => e.Decode());
            foreach (var one in page)
            {
                Check(one, epoch);
            }

            CheckItems(page);
            Last = Math.Max(Last, last);
        }

        batches.End();
    }

    private void ReportUnreadable(long number) =>
        found(FindingKind.EventUnreadable, number, number, "");

    private void Check(RawEvent one, int epoch)
    {
        var number = one.Number;
        void Find(FindingKind kind, string detail = "") => found(kind, number, number, detail);
        if (number != Last + 1)
        {
            found(FindingKind.EventsMissing, Last + 1, number - 1, "");
        }

        if (one.At < lastAt)
        {
            Find(FindingKind.TimeGoesBack);
        }

        if (one.Epoch < lastEpoch || one.Epoch > epoch)
        {
            Find(FindingKind.EpochWrong);
        }
        else
        {
            lastEpoch = one.Epoch;
        }

        if (one.Cause < 0 || one.Cause >= number)
        {
            Find(FindingKind.CauseWrong);
        }

        if (one.Fault is { } fault)
        {
            Find(fault, $"{one.Kind}/{one.Shape}");
        }

        if (!one.IsInItsStream)
        {
            Find(FindingKind.PlaceWrong);
        }

        batches.Add(one);
        Fold(one);
        (Last, lastAt) = (number, one.At);
        Count++;
    }

    private void Fold(RawEvent one)
    {
        if (!folds)
        {
            return;
        }

        var recorded = one.Happened is null ? null : one.Recorded;
        if (recorded is null || !TryFold(recorded))
        {
            folds = false;
            found(FindingKind.FoldFailed, one.Number, one.Number, "");
            return;
        }

        if (batches.Current is { } batch && batch.Last == one.Number)
        {
            marks.Compare(world, batch);
        }
    }

    // A changed event may break the fold in any way at all.
    private bool TryFold(Recorded recorded)
    {
        try
        {
            world = world.After(recorded);
            if (world.RegionOf(recorded.Happened.Stream) != recorded.Region)
            {
                found(FindingKind.PlaceWrong, recorded.Number, recorded.Number, "");
            }

            return true;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return false;
        }
    }

    private void CheckItems(List<RawEvent> page)
    {
        var named = page.Where(e => e.Happened is not null)
            .SelectMany(e => SealedIds.In(e.Happened!).Select(id => (Id: id, e.Number)));
        foreach (var asked in named.Chunk(AskedMax))
        {
            var names = asked.Select((_, i) => $"@id{i}").ToArray();
            var there = moment.Read(
                $"SELECT id FROM sealed_item WHERE id IN ({string.Join(", ", names)})",
                row => row.GetId(0),
                [.. asked.Select((a, i) => (names[i], (object)a.Id.Bytes()))]).ToHashSet();
            foreach (var (id, number) in asked.Where(a => !there.Contains(a.Id)))
            {
                found(FindingKind.ItemMissing, number, number, $"{id:N}");
            }
        }
    }
}

/// <summary>Follows the batches beside the events: they cover the journal, each with its hash.
/// </summary>
internal sealed class BatchCheck(
    DbConnection moment, Action<FindingKind, long, long, string> found)
{
    private const int PageMax = 2_000;

    private readonly Queue<Head> page = new();
    private IncrementalHash? hash;
    private Head before = Head.None;

    /// <summary>The batch that the last event belongs to; null when it has none.</summary>
    public Head? Current { get; private set; }

    /// <summary>Begins after a batch.</summary>
    public void Begin(Head from) => before = from;

    /// <summary>Takes the next event.</summary>
    public void Add(RawEvent one)
    {
        while ((Current is null || Current.Last < one.Number) && Advance())
        {
            // To the batch that the event is in.
        }

        if (Current is null || one.Number < Current.First || one.Number > Current.Last
            || one.Batch != Current.First)
        {
            found(FindingKind.BatchOfEventWrong, one.Number, one.Number, "");
        }

        if (Current is not null)
        {
            one.Chain(hash!);
        }
    }

    /// <summary>After the last event: no batch is left, nor half done.</summary>
    public void End()
    {
        while (Advance())
        {
            // What remains has no events.
        }
    }

    private bool Advance()
    {
        Close();
        if (page.Count == 0)
        {
            Fill();
        }

        if (!page.TryDequeue(out var next))
        {
            return false;
        }

        if (next.First != before.Last + 1 || next.Last < next.First)
        {
            found(FindingKind.BatchesWrong, next.First, next.Last, "");
        }

        Current = next;
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before.Hash.AsSpan());
        return true;
    }

    // The hash that is stored counts for the next: one change is one finding.
    private void Close()
    {
        if (Current is null)
        {
            return;
        }

        if (!hash!.GetHashAndReset().AsSpan().SequenceEqual(Current.Hash.AsSpan()))
        {
            found(FindingKind.ChainBroken, Current.First, Current.Last, "");
        }

        hash.Dispose();
        (before, Current) = (Current, null);
    }

    private void Fill()
    {
        foreach (var head in moment.Read(
            "SELECT first, last, hash FROM batch WHERE first > @after ORDER BY first LIMIT @most",
            Journal.ReadHead,
            ("@after", before.First), ("@most", PageMax)))
        {
            page.Enqueue(head);
        }
    }
}
