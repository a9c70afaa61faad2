using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Triage;

/// <summary>What a physician said of advice that a triagist gave alone (R25).</summary>
public enum ReviewState
{
    /// <summary>It was right.</summary>
    Authorised = 1,

    /// <summary>It was not: something has to be done.</summary>
    Returned,

    /// <summary>What had to be done was done.</summary>
    Settled,
}

/// <summary>The review of advice that a triagist gave alone.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Words">Sealed: what has to be done, or what was; null for nothing.</param>
/// <param name="At">Since when.</param>
/// <param name="By">Who said so.</param>
public sealed record AdviceReview(
    ReviewState State, SealedId? Words, Instant At, AccountId By);

/// <summary>A physician reviewed advice, or what was returned was settled.</summary>
[Stored("advice-reviewed", 1, Level = 2)]
public sealed record AdviceReviewed(CareRequestId Request, ReviewState State, SealedId? Words)
    : RequestEvent(Request);

/// <summary>Authorises advice that triagists gave alone (R25).</summary>
/// <remarks>The gravest urgencies are looked at one by one, and nobody authorises their own.
/// </remarks>
/// <param name="Requests">Which requests; at least one, at most <see cref="AtOnceMax"/>.</param>
public sealed record AuthoriseAdvice(ImmutableArray<CareRequestId> Requests)
    : Request<ReviewRefusal>
{
    /// <summary>No more at once.</summary>
    public const int AtOnceMax = 50;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReviewRefusal> Decide(
        World world, Moment moment)
    {
        if (Requests.IsEmpty || Requests.Length > AtOnceMax
            || Requests.Distinct().Count() < Requests.Length)
        {
            return ReviewRefusal.RequestUnknown;
        }

        foreach (var id in Requests)
        {
            if (Reviews.FaultOf(world, id, moment.By) is { } fault)
            {
                return fault;
            }
        }

        return Requests.Length > 1 && Requests.Any(id => Reviews.IsOneByOne(world, id))
            ? ReviewRefusal.OneByOne
            : moment.WriteLevel < EventCodec.LevelOf<AdviceReviewed>()
                ? ReviewRefusal.NotYetWritten
                : Requests.Select(
                        Event (id) => new AdviceReviewed(id, ReviewState.Authorised, null))
                    .ToImmutableArray();
    }
}

/// <summary>Returns advice that was not right, with what has to be done.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Words">What has to be done; not empty.</param>
public sealed record ReturnAdvice(CareRequestId Request, Secret Words) : Request<ReviewRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ReviewRefusal> Decide(
        World world, Moment moment) =>
        Reviews.FaultOf(world, Request, moment.By) is { } fault ? fault
            : Secret.IsBlank(Words) ? ReviewRefusal.WordsMissing
            : moment.WriteLevel < EventCodec.LevelOf<AdviceReviewed>()
                ? ReviewRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(
                new AdviceReviewed(Request, ReviewState.Returned, Words.Id));
}

/// <summary>Records what was done about advice that was returned.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Words">What was done; not empty.</param>
public sealed record SettleAdvice(CareRequestId Request, Secret Words) : Request<SettleRefusal>
{
    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Words];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SettleRefusal> Decide(
        World world, Moment moment) =>
        world.Access.FaultOf(
            Request, r => r.MayBeWorkedBy(moment.By), SettleRefusal.RequestUnknown,
            SettleRefusal.RequestArchived, SettleRefusal.NotAllowed) is { } fault ? fault
            : world.Triage[Request].Review is not { State: ReviewState.Returned }
                ? SettleRefusal.NotReturned
            : Secret.IsBlank(Words) ? SettleRefusal.WordsMissing
            : ImmutableArray.Create<Event>(
                new AdviceReviewed(Request, ReviewState.Settled, Words.Id));
}

/// <summary>What holds for every review.</summary>
public static class Reviews
{
    /// <summary>Whether advice is only reviewed by itself: life and limb, and all that has to be
    /// seen as soon as possible.</summary>
    public static bool IsOneByOne(World world, CareRequestId request) =>
        world.Triage[request].Urgency is "U0" or "U1" or "U2";

    /// <summary>Why somebody does not review the advice of a request; null when they may.
    /// </summary>
    internal static ReviewRefusal? FaultOf(World world, CareRequestId request, Actor by) =>
        world.Access.FaultOf(
            request, r => by.IsAny(Roles.SupervisingPhysician) && r.MayBeWorkedBy(by),
            ReviewRefusal.RequestUnknown, ReviewRefusal.RequestArchived, ReviewRefusal.NotAllowed)
        ?? (!world.Triage[request].AwaitsReview ? ReviewRefusal.NothingToReview
            : world.Triage[request].Current!.By == by.Account ? ReviewRefusal.OwnAdvice
            : null);
}

/// <summary>Why a review was refused, in the order it is checked.</summary>
public enum ReviewRefusal
{
    /// <summary>There is no such request, or none or very many were named.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor is no supervising physician who works on this request.</summary>
    NotAllowed,

    /// <summary>No advice of this request waits for a physician.</summary>
    NothingToReview,

    /// <summary>Nobody authorises their own advice.</summary>
    OwnAdvice,

    /// <summary>What has to be done is missing.</summary>
    WordsMissing,

    /// <summary>The gravest urgencies are authorised one by one.</summary>
    OneByOne,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}

/// <summary>Why nothing was settled, in the order it is checked.</summary>
public enum SettleRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>No advice of this request was returned.</summary>
    NotReturned,

    /// <summary>What was done is missing.</summary>
    WordsMissing,
}
