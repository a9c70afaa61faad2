using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using NodaTime;

namespace Coordinaat.Domain.Visits;

/// <summary>Whether the patient takes anticoagulants: stated with every reserved act (R9).
/// </summary>
public enum Anticoagulants
{
    /// <summary>No.</summary>
    No = 1,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>Asked, and nobody knows.</summary>
    Unknown,
}

/// <summary>What is told of a nurse on a visit.</summary>
public enum VisitProgress
{
    /// <summary>On the way.</summary>
    Underway = 1,

    /// <summary>With the patient.</summary>
    Arrived,
}

/// <summary>How a visit went.</summary>
public enum VisitOutcome
{
    /// <summary>All was done.</summary>
    Done = 1,

    /// <summary>Some of it was done.</summary>
    Partly,

    /// <summary>The patient was not there.</summary>
    NotThere,

    /// <summary>The patient did not want it.</summary>
    Declined,

    /// <summary>It could not be done.</summary>
    NotPossible,

    /// <summary>The patient is worse: back to triage (R7).</summary>
    Worse,
}

/// <summary>Why a visit ended without an outcome.</summary>
public enum VisitEnd
{
    /// <summary>The order was taken back.</summary>
    Withdrawn = 1,

    /// <summary>The request was closed.</summary>
    RequestClosed,
}

/// <summary>How the GP heard what came of a visit.</summary>
public enum HandBackWay
{
    /// <summary>By telephone.</summary>
    Phone = 1,

    /// <summary>By a message.</summary>
    Message,

    /// <summary>In person.</summary>
    InPerson,
}

/// <summary>Who prescribed a reserved act, and what (R9).</summary>
/// <param name="Prescriber">Sealed: the name.</param>
/// <param name="Function">Code of the function.</param>
/// <param name="Practice">Sealed: of which practice or institution; null when not said.</param>
/// <param name="Words">Sealed: what was asked.</param>
public sealed record Prescription(
    SealedId Prescriber, string Function, SealedId? Practice, SealedId Words);

/// <summary>What a nurse is asked to do, where and when.</summary>
/// <param name="Tasks">Codes of the tasks, at least one.</param>
/// <param name="Reserved">Those that were reserved acts when this was ordered.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">There before this moment.</param>
/// <param name="Prescription">Who prescribed it; null where nobody has to.</param>
/// <param name="Indication">Sealed: why; null when not said.</param>
/// <param name="Material">Sealed: what is needed for it; null when not said.</param>
/// <param name="Anticoagulants">Whether the patient takes them; null when not said.</param>
/// <param name="NeedsTwo">Two nurses go together.</param>
/// <param name="Access">Sealed: how to come in; null when nothing was said.</param>
/// <param name="Safety">Sealed: what to beware of; null when nothing was said.</param>
public sealed record VisitOrder(
    ImmutableArray<string> Tasks, ImmutableArray<string> Reserved, Instant From, Instant Until,
    Prescription? Prescription, SealedId? Indication, SealedId? Material,
    Anticoagulants? Anticoagulants, bool NeedsTwo, SealedId? Access, SealedId? Safety);

/// <summary>Who goes.</summary>
/// <param name="Name">Sealed.</param>
/// <param name="Function">Code of the function.</param>
/// <param name="CompetentFor">Codes of the tasks that this nurse is stated competent for (R9).
/// </param>
/// <param name="Second">Sealed: who comes along; null for nobody.</param>
/// <param name="ExpectedAt">When the nurse thinks to be there.</param>
public sealed record AssignedNurse(
    SealedId Name, string Function, ImmutableArray<string> CompetentFor, SealedId? Second,
    Instant ExpectedAt);

/// <summary>How a visit went.</summary>
/// <param name="Outcome">Code.</param>
/// <param name="HappenedAt">When the nurse was ready.</param>
/// <param name="Done">Sealed: what was done; null when nothing was said.</param>
/// <param name="Found">Sealed: what was found; null when nothing was said.</param>
/// <param name="Advice">Sealed: what the nurse advises; null when nothing was said.</param>
public sealed record VisitResult(
    VisitOutcome Outcome, Instant HappenedAt, SealedId? Done, SealedId? Found, SealedId? Advice);

/// <summary>Who heard what came of it.</summary>
/// <param name="Receiver">Sealed: name of the person or the practice.</param>
/// <param name="Function">Code of the function.</param>
/// <param name="Way">How.</param>
/// <param name="HappenedAt">When.</param>
public sealed record HandBack(
    SealedId Receiver, string Function, HandBackWay Way, Instant HappenedAt);

/// <summary>One visit of a nurse, from its order to the GP.</summary>
/// <param name="Order">What was asked, with the window as it is now.</param>
/// <param name="OrderedAt">When.</param>
/// <param name="MovedWith">Sealed: with whom the window was moved last; null when it was not.
/// </param>
/// <param name="Nurse">Who goes; null before that is known.</param>
/// <param name="UnderwayAt">When the nurse left; null before, or when not told.</param>
/// <param name="ArrivedAt">When the nurse was there; null before.</param>
/// <param name="Result">How it went; null before.</param>
/// <param name="RecordedAt">When the result was recorded; null before.</param>
/// <param name="HandedBack">Who heard of it; null before.</param>
/// <param name="IsLate">The window passed and nobody was there: an alarm on both sides.</param>
/// <param name="End">Why it ended without a result; null otherwise.</param>
public sealed record NursingVisit(
    VisitOrder Order, Instant OrderedAt, SealedId? MovedWith, AssignedNurse? Nurse,
    Instant? UnderwayAt, Instant? ArrivedAt, VisitResult? Result, Instant? RecordedAt,
    HandBack? HandedBack, bool IsLate, VisitEnd? End)
{
    /// <summary>Nobody has to go any more.</summary>
    [JsonIgnore]
    public bool IsOver => Result is not null || End is not null;

    /// <summary>Some or all of it was done.</summary>
    [JsonIgnore]
    public bool WasOfUse => Result is { Outcome: VisitOutcome.Done or VisitOutcome.Partly };

    /// <summary>Before when a nurse has to be there: never, once that moment passed; null where
    /// nobody is awaited.</summary>
    [JsonIgnore]
    public Instant? ArriveBy => IsOver || ArrivedAt is not null ? null
        : IsLate ? Instant.MaxValue
        : Order.Until;

    internal NursingVisit After(RequestEvent happened, Instant at) => happened switch
    {
        VisitMoved e => this with
        {
            Order = Order with { From = e.From, Until = e.Until },
            MovedWith = e.AgreedWith, IsLate = false,
        },
        VisitWithdrawn => this with { End = VisitEnd.Withdrawn },
        NurseAssigned e => this with { Nurse = e.Nurse },
        VisitProgressed { Progress: VisitProgress.Underway } e => this with
        {
            UnderwayAt = e.HappenedAt,
        },
        VisitProgressed e => this with { ArrivedAt = e.HappenedAt },
        VisitFinished e => this with { Result = e.Result, RecordedAt = at },
        VisitHandedBack e => this with { HandedBack = e.HandBack },
        VisitOverdue => this with { IsLate = true },
        _ when IsOver => this,
        Departed e => this with { UnderwayAt = UnderwayAt ?? e.HappenedAt },
        Arrived e => this with { ArrivedAt = ArrivedAt ?? e.HappenedAt },
        // The order stands; somebody else goes.
        PlaceReleased => this with { Nurse = null, UnderwayAt = null, ArrivedAt = null },
        { Takes: Step.Close } => this with { End = VisitEnd.RequestClosed },
        _ => this,
    };
}

/// <summary>The visits of one request, oldest first.</summary>
public sealed record VisitFile(ImmutableArray<NursingVisit> All);

/// <summary>The visits, by request.</summary>
/// <param name="Files">Null for requests without one.</param>
public sealed record VisitsState(Vector<VisitFile?> Files)
{
    /// <summary>No visits yet.</summary>
    public static readonly VisitsState Empty = new(Vector<VisitFile?>.Empty);

    /// <summary>The requests with a visit, in order of their numbers.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> Requests { get; init; } =
    [
        .. Enumerable.Range(1, Files.Count).Where(n => Files.Find(n - 1) is not null),
    ];

    /// <summary>All visits of a request, oldest first.</summary>
    public ImmutableArray<NursingVisit> this[CareRequestId id] =>
        Files.Find(id.Value - 1)?.All ?? [];

    /// <summary>The visit of a request that was ordered last; null without.</summary>
    public NursingVisit? Last(CareRequestId id) => this[id] is [.., var last] ? last : null;

    /// <summary>The state without a request.</summary>
    public VisitsState Without(CareRequestId id) => Requests.Contains(id.Value)
        ? new VisitsState(Files.Clear(id.Value - 1)) { Requests = Requests.Remove(id.Value) }
        : this;

    /// <summary>The state after one more event.</summary>
    public VisitsState After(RequestEvent happened, Instant at)
    {
        var id = happened.Request;
        if (happened is VisitOrdered e)
        {
            return With(id, this[id].Add(new NursingVisit(
                e.Order, at, null, null, null, null, null, null, null, false, null)));
        }

        return Last(id) is { } last && last.After(happened, at) is var after && after != last
            ? With(id, this[id].SetItem(this[id].Length - 1, after))
            : this;
    }

    private VisitsState With(CareRequestId id, ImmutableArray<NursingVisit> visits) =>
        new(Files.Set(id.Value - 1, new VisitFile(visits)))
        {
            Requests = Requests.Add(id.Value),
        };
}
