using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Access;

/// <summary>
/// Records that a holder destroys its record of a patient (R11). The vault erases the key; other
/// holders' records and all figures stay.
/// </summary>
/// <param name="Request">A closed request of that patient, held by the actor's organisation.
/// </param>
public sealed record EraseRecord(CareRequestId Request) : Request<EraseRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, EraseRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request,
                r => moment.By.IsAny(Roles.Administrator) && moment.By.Organisation == r.Holder,
                EraseRefusal.RequestUnknown, EraseRefusal.RequestArchived,
                EraseRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (IsNeeded(world, request.AllPersons, request.MergedInto))
        {
            return EraseRefusal.StillOpen;
        }

        return request.IsErased
            ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(new RecordErased(Request));
    }

    // Nobody's record goes while the patient is helped: by this request, or where it goes on.
    internal static bool IsNeeded(
        World world, IEnumerable<PersonId> persons, CareRequestId? mergedInto) =>
        persons.Any(world.Access.OpenByPerson.ContainsKey)
        || (mergedInto is { } into && world.Access.GoesOnIn(into));
}

/// <summary>The same for a request that is archived: the world knows no more of it.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Holder">Who keeps the record, as read back from the journal.</param>
/// <param name="Persons">The patient, under every id, as read back from the journal.</param>
/// <param name="MergedInto">Where it went on, as read back; null where it stood for itself.</param>
/// <param name="IsErased">Whether the journal says that it was destroyed already.</param>
public sealed record EraseArchivedRecord(
    CareRequestId Request, OrganisationId Holder, ImmutableArray<PersonId> Persons,
    CareRequestId? MergedInto, bool IsErased) : Request<EraseRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, EraseRefusal> Decide(
        World world, Moment moment) =>
        !world.Access.IsArchived(Request)
            ? EraseRefusal.RequestUnknown
            : !moment.By.IsAny(Roles.Administrator) || moment.By.Organisation != Holder
                ? EraseRefusal.NotAllowed
                : EraseRecord.IsNeeded(world, Persons, MergedInto)
                    ? EraseRefusal.StillOpen
                    : IsErased
                        ? ImmutableArray<Event>.Empty
                        : ImmutableArray.Create<Event>(new RecordErased(Request));
}

/// <summary>The holder's record of the patient of a request was destroyed.</summary>
[Stored("record-erased", 1)]
public sealed record RecordErased(CareRequestId Request) : RequestEvent(Request);

/// <summary>Why a record was not destroyed, in the order it is checked.</summary>
public enum EraseRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not manage the organisation that keeps this record.</summary>
    NotAllowed,

    /// <summary>The patient has an open request: close that first.</summary>
    StillOpen,
}
