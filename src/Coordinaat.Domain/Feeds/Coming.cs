using System.Collections.Immutable;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Feeds;

/// <summary>When a visit was first at a place.</summary>
/// <param name="Place">Where.</param>
/// <param name="At">When.</param>
/// <param name="IsArrival">
/// Whether it came there at that moment; false where it was there already, and nobody told since
/// when.
/// </param>
public readonly record struct CameTo(WardPlace Place, Instant At, bool IsArrival);

/// <summary>Where a visit came, as far as its movements were read.</summary>
/// <remarks>
/// Who is admitted or moved comes. Who is first heard of by a change, a move from elsewhere or a
/// discharge taken back was there before. What is taken back never happened: a move takes its place
/// along, an admission all places since.
/// </remarks>
/// <param name="All">Each place once, the first first.</param>
/// <param name="BeforeMove">What is left when the last move is taken back.</param>
/// <param name="BeforeAdmission">What is left when the last admission is taken back.</param>
internal sealed record Coming(
    ImmutableArray<CameTo> All, ImmutableArray<CameTo> BeforeMove,
    ImmutableArray<CameTo> BeforeAdmission)
{
    /// <summary>Nowhere yet.</summary>
    public static readonly Coming Nowhere = new([], [], []);

    /// <summary>After one more movement.</summary>
    /// <param name="movement">What was said.</param>
    /// <param name="isKnown">Whether the visit was known before.</param>
    /// <param name="from">Where it was before; null when nowhere.</param>
    /// <param name="to">Where it is now; null when nowhere.</param>
    public Coming After(Movement movement, bool isKnown, WardPlace? from, WardPlace? to) =>
        movement.Kind switch
        {
            // Of an admission that is told again the first one counts.
            MovementKind.Admitted => (from == to ? this : this with { BeforeAdmission = All })
                .To(to, movement.At, isArrival: true),
            MovementKind.Moved => (this with { BeforeMove = All })
                .To(isKnown ? null : movement.Prior, movement.At, isArrival: false)
                .To(to, movement.At, isArrival: true),
            MovementKind.Updated => To(to, movement.At, isArrival: isKnown),
            MovementKind.MoveCancelled => (this with { All = BeforeMove })
                .To(to, movement.At, isArrival: false),
            MovementKind.LeaveCancelled => To(to, movement.At, isArrival: false),
            MovementKind.AdmissionCancelled => this with
            {
                All = BeforeAdmission, BeforeMove = BeforeAdmission,
            },
            MovementKind.Left or MovementKind.WithoutBed => this,
        };

    private Coming To(WardPlace? place, Instant at, bool isArrival) =>
        place is not { } told || All.Any(c => c.Place == told)
            ? this
            : this with { All = All.Add(new CameTo(told, at, isArrival)) };
}
