using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Feeds;

/// <summary>Where one visit is, by all that a feed said of it.</summary>
/// <param name="Place">Where the patient is; null when not, or no longer, in a bed.</param>
/// <param name="At">When the last movement happened.</param>
/// <param name="Findings">What does not fit: by movement, in the order in which they happened.
/// </param>
/// <param name="Came">Where it was first when, by place.</param>
public sealed record Visit(
    WardPlace? Place, Instant At,
    ImmutableArray<(Movement Movement, CensusFinding Finding)> Findings,
    ImmutableArray<CameTo> Came)
{
    /// <summary>Derives it from the movements in any order, in the order in which they happened.
    /// </summary>
    /// <remarks>
    /// So a message that comes twice, late or out of order leads to the same visit. What happened
    /// at one moment goes by when it was said, and then by the sender's number.
    /// </remarks>
    /// <param name="movements">At least one.</param>
    public static Visit Of(IEnumerable<Movement> movements)
    {
        var findings = ImmutableArray.CreateBuilder<(Movement, CensusFinding)>();
        var (state, coming) = (State.Before, Coming.Nowhere);
        var last = Instant.MinValue;
        foreach (var movement in movements.Distinct().OrderBy(m => m.At).ThenBy(m => m.Sent)
            .ThenBy(m => m.Control.Length).ThenBy(m => m.Control, StringComparer.Ordinal))
        {
            var (next, finding) = state.After(movement);
            coming = coming.After(movement, state.IsKnown, state.Place, next.Place);
            (state, last) = (next, movement.At);
            findings.Add((movement, finding));
        }

        return new Visit(state.Place, last, findings.ToImmutable(), coming.All);
    }

    /// <summary>Where somebody is as far as the movements were read.</summary>
    /// <param name="IsKnown">An admission, or at least an update, was told.</param>
    /// <param name="Place">Where; null when not in.</param>
    /// <param name="Places">Where before, the last one first: for what is cancelled.</param>
    private sealed record State(bool IsKnown, WardPlace? Place, ImmutableStack<WardPlace> Places)
    {
        public static readonly State Before = new(false, null, []);

        public (State Next, CensusFinding Finding) After(Movement movement) => movement.Kind switch
        {
            MovementKind.Admitted => (At(movement.Place), CensusFinding.None),
            MovementKind.Moved => (At(movement.Place ?? Place), Judge(movement)),
            MovementKind.Left => (Gone(), OfUnknown),
            MovementKind.WithoutBed => (Gone(), CensusFinding.None),
            MovementKind.AdmissionCancelled => (Gone(), OfUnknown),
            MovementKind.Updated => (IsKnown && Place is null
                ? this
                : At(movement.Place ?? Place), CensusFinding.None),
            MovementKind.MoveCancelled => (At(movement.Place ?? Earlier), OfUnknown),
            MovementKind.LeaveCancelled => (At(movement.Place ?? Latest), OfUnknown),
        };

        private CensusFinding OfUnknown =>
            IsKnown ? CensusFinding.None : CensusFinding.NeverAdmitted;

        private WardPlace? Latest => Places.IsEmpty ? Place : Places.Peek();

        // The place before the present one, which stands on top.
        private WardPlace? Earlier =>
            Places.IsEmpty || Places.Pop().IsEmpty ? Place : Places.Pop().Peek();

        private State At(WardPlace? place) => place is not { } known
            ? this with { IsKnown = IsKnown || place is not null }
            : new State(
                IsKnown: true, known, Latest == known ? Places : Places.Push(known));

        private State Gone() => this with { IsKnown = true, Place = null };

        private CensusFinding Judge(Movement moved) => this switch
        {
            { IsKnown: false } => CensusFinding.NeverAdmitted,
            { Place: null } => CensusFinding.MovedAfterLeaving,
            _ when moved.Prior is { } told && !IsSame(told, Place.Value)
                // Somebody already here, by an update that was said before the move.
                && Place != moved.Place => CensusFinding.PriorDisagrees,
            _ => CensusFinding.None,
        };

        // Rooms are compared where both tell one.
        private static bool IsSame(WardPlace a, WardPlace b) => a.Ward == b.Ward
            && (a.Room == b.Room || a.Room.Length == 0 || b.Room.Length == 0);
    }
}
