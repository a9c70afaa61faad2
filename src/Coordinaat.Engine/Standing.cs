using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine;

/// <summary>By what the worlds of two nodes are compared.</summary>
/// <param name="Epoch">Counts restores of a back-up.</param>
/// <param name="Number">The last event in it.</param>
/// <param name="Hash">SHA-256 in hex: equal worlds have equal hashes.</param>
public sealed record WorldPrint(int Epoch, long Number, string Hash);

/// <summary>Where a node stands: the world, and the batch of the journal that it ends with.
/// </summary>
/// <param name="World">All that is known.</param>
/// <param name="Head">The last batch in it.</param>
/// <param name="Epoch">Counts restores of a back-up.</param>
internal sealed record Standing(World World, Head Head, int Epoch)
{
    /// <summary>After what others stored.</summary>
    public Standing After(IEnumerable<Recorded> tail, Head head)
    {
        var world = World;
        foreach (var recorded in tail)
        {
            world = world.After(recorded);
        }

        return this with { World = world, Head = head };
    }
}
