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
        if (world.Access.Find(Request) is not { } request)
        {
            return EraseRefusal.RequestUnknown;
        }

        if (!moment.By.IsAny(Roles.Administrator) || moment.By.Organisation != request.Holder)
        {
            return EraseRefusal.NotAllowed;
        }

        if (world.Access.OpenByPerson.ContainsKey(request.Person))
        {
            return EraseRefusal.StillOpen;
        }

        return request.IsErased
            ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(new RecordErased(Request));
    }
}

/// <summary>The holder's record of the patient of a request was destroyed.</summary>
[Stored("record-erased", 1)]
public sealed record RecordErased(CareRequestId Request) : RequestEvent(Request);

/// <summary>Why a record was not destroyed, in the order it is checked.</summary>
public enum EraseRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The actor does not manage the organisation that keeps this record.</summary>
    NotAllowed,

    /// <summary>The patient has an open request: close that first.</summary>
    StillOpen,
}
