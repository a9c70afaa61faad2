using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>Enters a call by hand: where no exchange tells of them, or it failed.</summary>
/// <param name="Line">Which line.</param>
/// <param name="Person">The caller, in the vault.</param>
/// <param name="Number">The caller's number; null while unknown.</param>
/// <param name="Sign">Why it goes first; null for nothing.</param>
/// <param name="WaitsSince">Since when the caller waits; null for now.</param>
public sealed record EnterCall(
    LineId Line, PersonId Person, Secret? Number, CallSign? Sign, Instant? WaitsSince)
    : Request<EnterCallRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Number is null ? [] : [Number];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, EnterCallRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Regions.Lines.Find(Line.Value) is null)
        {
            return EnterCallRefusal.LineUnknown;
        }

        if (!CallDesks.Works(world, Line, moment.By))
        {
            return EnterCallRefusal.NotAllowed;
        }

        var since = WaitsSince ?? moment.Now;
        if (since > moment.Now + Facts.ClockSlack || since < moment.Now - TellCalls.PastMax)
        {
            return EnterCallRefusal.TimeOutOfRange;
        }

        return moment.WriteLevel < EventCodec.LevelOf<CallBegan>()
            ? EnterCallRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(new CallBegan(
                new CallId(world.Telephone.Calls.Count + 1), null, Person,
                new(CallFact.Offered, since, Line, default, "", Sign, Number?.Id)));
    }
}

/// <summary>Why a call was not entered, in the order it is checked.</summary>
public enum EnterCallRefusal
{
    /// <summary>There is no such line.</summary>
    LineUnknown = 1,

    /// <summary>The line is another desk's.</summary>
    NotAllowed,

    /// <summary>The moment lies in the future, or longer ago than
    /// <see cref="TellCalls.PastMax"/>.</summary>
    TimeOutOfRange,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}

/// <summary>Takes a request in from a call, and keeps which one. A call never stands in the way:
/// where it is not this actor's, or left, the request is taken in without it.</summary>
/// <param name="Call">The call in hand.</param>
/// <param name="Registration">The request.</param>
public sealed record RegisterFromCall(CallId Call, RegisterCareRequest Registration)
    : Request<RegisterRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Registration.Secrets;

    /// <inheritdoc/>
    public override PersonLookup? Lookup => Registration.Lookup;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RegisterRefusal> Decide(
        World world, Moment moment)
    {
        if (!Registration.Decide(world, moment).TryGet(out var events, out var refusal))
        {
            return refusal;
        }

        var request = events.OfType<CareRequestRegistered>().Single().Request;
        return events.AddRange(CallLinks.Of(world, Call, request, moment));
    }
}

/// <summary>The same, where the call turns out to be about a request that is open already: a
/// contact about that one, which keeps the call.</summary>
/// <param name="Call">The call in hand.</param>
/// <param name="Contact">The contact.</param>
public sealed record AddContactFromCall(CallId Call, AddContact Contact)
    : Request<AddContactRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Contact.Secrets;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AddContactRefusal> Decide(
        World world, Moment moment) =>
        Contact.Decide(world, moment).TryGet(out var events, out var refusal)
            ? events.AddRange(CallLinks.Of(world, Call, Contact.Request, moment))
            : refusal;
}

/// <summary>That a request followed from a call, or was what it is about.</summary>
internal static class CallLinks
{
    /// <summary>The link, where the call is the actor's and has none; nothing otherwise.</summary>
    public static IEnumerable<Event> Of(
        World world, CallId id, CareRequestId request, Moment moment)
    {
        if (world.Telephone.Find(id) is not { Request.Value: 0 } call
            || !CallDesks.Works(world, call.At, moment.By)
            || (call.Claim is { } claim && claim.Account != moment.By.Account)
            || moment.WriteLevel < EventCodec.LevelOf<CallLinked>())
        {
            yield break;
        }

        yield return new CallLinked(request, id, call.Line, (int)call.Wait.TotalSeconds);
        if (call.IsByHand && call.State == CallState.Talking)
        {
            yield return new CallTold(
                id, new(CallFact.Ended, moment.Now, call.At, default, "", null, null));
        }
    }
}
