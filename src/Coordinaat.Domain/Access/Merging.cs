using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Access;

/// <summary>This request is one case with another, which goes on.</summary>
/// <param name="Request">Which request; it is closed in the same batch.</param>
/// <param name="Into">The one that goes on.</param>
[Stored("merged-into", 1, Level = 2)]
public sealed record MergedInto(CareRequestId Request, CareRequestId Into)
    : RequestEvent(Request);

/// <summary>This request goes on for another as well; the trails are read together.</summary>
/// <remarks>It says all that is needed later: the other may be archived long before.</remarks>
/// <param name="Request">The one that goes on.</param>
/// <param name="Other">The one that was merged into it.</param>
/// <param name="Holder">Who keeps the record of the other.</param>
/// <param name="Desks">Who else read the other, and still may (R12).</param>
/// <param name="Persons">Under which ids the vault knows the patient there; none where another
/// organisation keeps that record (R11).</param>
/// <param name="TimesTold">How often the story was told there (K15).</param>
[Stored("took-in", 1, Level = 2)]
public sealed record TookIn(
    CareRequestId Request, CareRequestId Other, OrganisationId Holder,
    ImmutableArray<OrganisationId> Desks, ImmutableArray<PersonId> Persons, int TimesTold)
    : RequestEvent(Request);

/// <summary>A request that was merged into another.</summary>
/// <param name="Request">Its number.</param>
/// <param name="Holder">Who keeps its record.</param>
/// <param name="Desks">Who else read it.</param>
public sealed record TakenIn(
    CareRequestId Request, OrganisationId Holder, ImmutableArray<OrganisationId> Desks)
{
    /// <summary>Whether an actor may read it: whoever might before. Reading the request that goes
    /// on opens nothing of this one (R12).</summary>
    public bool MayBeReadBy(Actor actor) =>
        actor.IsSystem
        || (actor.IsAny(Roles.Desk)
            && (actor.Organisation == Holder || Desks.Contains(actor.Organisation)))
        || (actor.IsAny(Roles.Referrer) && actor.Organisation == Holder);
}
