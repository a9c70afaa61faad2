using System.Data.Common;
using Coordinaat.Domain;

namespace Coordinaat.Engine.Proof;

/// <summary>What the world was at some events: of snapshots, and of months that were sealed.
/// </summary>
internal sealed class WorldMarks
{
    private readonly ILookup<long, Mark> marks;
    private readonly Action<FindingKind, long, long, string> found;

    /// <summary>Collects what there is to compare with.</summary>
    /// <param name="snapshots">Listed before the moment of the read.</param>
    /// <param name="seals">The sealed months.</param>
    /// <param name="epoch">The journal's epoch: older snapshots are of another history.</param>
    /// <param name="found">Is told what is wrong.</param>
    public WorldMarks(
        IEnumerable<(string Name, SnapshotHeader? Header)> snapshots, IEnumerable<Mark> seals,
        int epoch, Action<FindingKind, long, long, string> found)
    {
        this.found = found;
        var all = seals.ToList();
        foreach (var (name, header) in snapshots)
        {
            if (header is null)
            {
                found(FindingKind.SnapshotDamaged, 0, 0, name);
            }
            else if (header.Fold == World.FoldVersion && header.Epoch == epoch)
            {
                all.Add(new Mark(
                    FindingKind.SnapshotDiffers, header.Number, header.Sha256, header.Head!,
                    name));
            }
        }

        marks = all.ToLookup(m => m.Number);
    }

    /// <summary>How many were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Reads the seals of months that were folded as this program folds.</summary>
    public static List<Mark> ReadSeals(DbConnection moment) => moment.Read(
        "SELECT number, world, head, month FROM seal WHERE fold = @fold ORDER BY number",
        row => new Mark(
            FindingKind.SealDiffers, row.GetInt64(0), row.GetString(1),
            Convert.ToHexString((byte[])row[2]), row.GetString(3)),
        ("@fold", World.FoldVersion));

    /// <summary>Compares the world with what it was said to be here.</summary>
    public void Compare(World world, Head head)
    {
        foreach (var mark in marks[world.Number])
        {
            Compared++;
            var isSame = Convert.ToHexString(head.Hash.AsSpan())
                    .Equals(mark.Head, StringComparison.OrdinalIgnoreCase)
                && Snapshots.HashOf(world).Equals(mark.World, StringComparison.OrdinalIgnoreCase);
            if (!isSame)
            {
                found(mark.Kind, world.Number, world.Number, mark.Name);
            }
        }
    }

    /// <summary>What was said of events that the journal does not have.</summary>
    /// <param name="last">The journal's last event.</param>
    public void CheckEnd(long last)
    {
        foreach (var mark in marks.SelectMany(m => m).Where(m => m.Number > last))
        {
            found(FindingKind.EndMissing, last + 1, mark.Number, mark.Name);
        }
    }
}

/// <summary>What the world was at an event.</summary>
/// <param name="Kind">What is wrong when it was not.</param>
/// <param name="Number">The event.</param>
/// <param name="World">The world's hash, in hex.</param>
/// <param name="Head">The hash of the event's batch, in hex.</param>
/// <param name="Name">The file or the month.</param>
internal sealed record Mark(FindingKind Kind, long Number, string World, string Head, string Name);
