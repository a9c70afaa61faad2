using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine;

/// <summary>The latest changes, for screens that were away for a moment.</summary>
/// <remarks>Holds what changed, not how: a screen asks for the state as it is now.</remarks>
public sealed class Changes
{
    /// <summary>How many changes are kept.</summary>
    public const int Kept = 16_384;

    private readonly (long Number, StreamKey Stream)[] ring = new (long, StreamKey)[Kept];
    private readonly Lock gate = new();
    private long head;
    private long oldest = 1;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The last event that is in.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>Completes when something changes after this call.</summary>
    public Task Moved
    {
        get
        {
            lock (gate)
            {
                return moved.Task;
            }
        }
    }

    /// <summary>What changed after an event, or null when that is too long ago.</summary>
    /// <param name="after">The last event that the screen knows.</param>
    /// <param name="upTo">The last event that the answer covers.</param>
    public ImmutableHashSet<StreamKey>? Since(long after, out long upTo)
    {
        lock (gate)
        {
            upTo = head;
            if (after > head || after < oldest - 1)
            {
                return null;
            }

            var changed = ImmutableHashSet.CreateBuilder<StreamKey>();
            for (var number = after + 1; number <= head; number++)
            {
                changed.Add(ring[number % Kept].Stream);
            }

            return changed.ToImmutable();
        }
    }

    /// <summary>Starts after an event: what came before is not known.</summary>
    internal void Start(long number)
    {
        lock (gate)
        {
            (head, oldest) = (number, number + 1);
        }
    }

    internal void Publish(IReadOnlyList<Recorded> events)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            foreach (var recorded in events)
            {
                ring[recorded.Number % Kept] = (recorded.Number, recorded.Happened.Stream);
                head = recorded.Number;
            }

            oldest = Math.Max(oldest, head - Kept + 1);
            waiting = moved;
            moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }
}
