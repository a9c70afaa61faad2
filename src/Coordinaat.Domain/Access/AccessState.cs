using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Access;

/// <summary>The care requests.</summary>
/// <param name="Requests">By number; null for those that are archived.</param>
public sealed record AccessState(Vector<CareRequest?> Requests)
{
    /// <summary>No requests yet.</summary>
    public static readonly AccessState Empty = new(Vector<CareRequest?>.Empty);

    /// <summary>The open requests, in order of their numbers.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> Open { get; init; } =
        [.. Kept(Requests).Where(r => r.IsOpen).Select(r => r.Id.Value)];

    /// <summary>The open requests about one person.</summary>
    [JsonIgnore]
    public ImmutableDictionary<PersonId, ImmutableArray<CareRequestId>> OpenByPerson
    {
        get;
        init;
    } = Kept(Requests).Where(r => r.IsOpen).GroupBy(r => r.Person)
        .ToImmutableDictionary(g => g.Key, g => g.Select(r => r.Id).ToImmutableArray());

    /// <summary>The closed requests, who closed first in front: in this order they are archived.
    /// </summary>
    [JsonIgnore]
    public ImmutableQueue<CareRequestId> Closed { get; init; } = ImmutableQueue.CreateRange(
        Kept(Requests).Where(r => !r.IsOpen).OrderBy(r => r.StageSince).ThenBy(r => r.Id.Value)
            .Select(r => r.Id));

    /// <summary>The request, or null when there is none, or it is archived.</summary>
    public CareRequest? Find(CareRequestId id) => Requests.Find(id.Value - 1);

    /// <summary>Whether there was such a request, and it left the world.</summary>
    public bool IsArchived(CareRequestId id) =>
        id.Value > 0 && id.Value <= Requests.Count && Find(id) is null;

    /// <summary>Why somebody does nothing with a request, by its number and by who it is; null
    /// when nothing is in the way. Nearly every request about a care request asks this first.
    /// </summary>
    /// <param name="id">Which request.</param>
    /// <param name="isAllowed">Whether it is for this actor, of a request that is here.</param>
    /// <param name="unknown">When there is no such request; checked first.</param>
    /// <param name="archived">When it left the world.</param>
    /// <param name="notAllowed">When it is not for this actor; checked last.</param>
    public TRefusal? FaultOf<TRefusal>(
        CareRequestId id, Func<CareRequest, bool> isAllowed, TRefusal unknown, TRefusal archived,
        TRefusal notAllowed)
        where TRefusal : struct, Enum =>
        Find(id) is { } request
            ? isAllowed(request) ? null : notAllowed
            : IsArchived(id) ? archived : unknown;

    /// <summary>The request.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or it is archived.</exception>
    public CareRequest this[CareRequestId id] => Find(id)
        ?? throw new KeyNotFoundException($"There is no request {id.Value} in the world.");

    /// <summary>Whether a request is open, or the one that it was merged into.</summary>
    public bool GoesOnIn(CareRequestId id) =>
        Find(id) is { } request
        && (request.IsOpen || (request.MergedInto is { } into && GoesOnIn(into)));

    /// <summary>The open requests.</summary>
    public IEnumerable<CareRequest> ListOpen() => Open.Select(n => Requests[n - 1]!);

    /// <summary>What an organisation reported since a moment, the latest first.</summary>
    public IEnumerable<CareRequest> ListReports(OrganisationId by, Instant since)
    {
        for (var i = Requests.Count - 1; i >= 0; i--)
        {
            if (Requests[i] is not { } request)
            {
                continue;
            }

            if (request.ReceivedAt <= since)
            {
                yield break;
            }

            if (request.ReportBack?.By == by)
            {
                yield return request;
            }
        }
    }

    /// <summary>The requests that are not archived, in order of their numbers.</summary>
    public IEnumerable<CareRequest> ListKept() => Kept(Requests);

    /// <summary>The state after one more event about a request, of any capability.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="recorded">The same as the journal holds it.</param>
    public AccessState After(RequestEvent happened, Recorded recorded)
    {
        var at = recorded.At;
        if (happened is CareRequestRegistered e)
        {
            return Add(new CareRequest(
                e.Request, e.Person, [], recorded.By.Organisation, e.Desks, e.Subregion,
                e.Requester, e.Channel, e.Age, at, e.Contact, e.Identity, e.Story, [],
                Stage.Received, at, LifeThreat: null, Lead: null, Ending: null,
                IsErased: false, [recorded.Number]));
        }

        var before = this[happened.Request];
        var after = Change(before, happened, at, recorded.By.Account) with
        {
            ReportBack = ReportBackAfter(before, happened, recorded),
            Trail = before.Trail.Add(recorded.Number),
        };
        after = after with { Asked = after.Asked?.After(happened) };
        if (happened.Takes is { } step)
        {
            var stage = RequestLife.Next(before.Stage, step);
            after = stage == before.Stage
                ? after
                : after with { Stage = stage, StageSince = at };
        }

        return Replace(before, after);
    }

    /// <summary>The state without a request that is closed.</summary>
    public AccessState Without(CareRequestId id)
    {
        // Of those that closed in the same moment any may go first; the queue catches up.
        var requests = Requests.Clear(id.Value - 1);
        var closed = Closed;
        while (!closed.IsEmpty && requests.Find(closed.Peek().Value - 1) is null)
        {
            closed = closed.Dequeue();
        }

        return this with { Requests = requests, Closed = closed };
    }

    /// <summary>The state with a request's ending filled in.</summary>
    public AccessState WithEnding(CareRequestId id, Ending ending) => this with
    {
        Requests = Requests.Set(id.Value - 1, this[id] with { Ending = ending }),
    };

    private static CareRequest Change(
        CareRequest request, RequestEvent happened, Instant at, AccountId by) =>
        happened switch
        {
            LifeThreatReported => request with { LifeThreat = new LifeThreat(at, null, null) },
            LifeThreatHandedOver e => request with
            {
                LifeThreat = request.LifeThreat! with
                {
                    HandedOver = e.HappenedAt, Centralist = e.Centralist,
                },
            },
            LeadTaken e => request with
            {
                Lead = new Lead(e.Account, e.Organisation), LeadOffer = null,
            },
            LeadOffered e => request with
            {
                LeadOffer = new LeadOffer(
                    e.Organisation, e.Account, e.ToDo, by, e.AnswerBy, IsOverdue: false),
            },
            LeadAccepted e => request with
            {
                HandOvers = request.HandOvers + 1,
                ToldAgain = request.ToldAgain + (e.WasToldAgain ? 1 : 0),
            },
            LeadDeclined or LeadOfferWithdrawn or { Takes: Step.Close } => request with
            {
                LeadOffer = null,
            },
            LeadOfferUnanswered => request with
            {
                LeadOffer = request.LeadOffer! with { IsOverdue = true },
            },
            PatientIdentified e => request with
            {
                Person = e.Person,
                FormerPersons = e.Person == request.Person
                    ? request.FormerPersons
                    : request.FormerPersons.Add(request.Person),
                Age = e.Age,
                Identity = e.Identity,
            },
            ContactCorrected e => request with { Subregion = e.Subregion, Contact = e.Contact },
            NoteAdded e => request with { Notes = request.Notes.Add(e.Note) },
            CareAskedFor e => request with { Asked = new Asked(e.Kind, e.Missing, e.Why) },
            RecordErased => request with { IsErased = true },
            MergedInto e => request with { MergedInto = e.Into },
            TookIn e => request with
            {
                FormerPersons =
                [
                    .. request.FormerPersons.Union(e.Persons).Where(p => p != request.Person),
                ],
                TakenIn = request.TakenIn.Add(
                    new TakenIn(e.Other, e.Holder, e.Desks)),
                ToldAgain = request.ToldAgain + e.TimesTold,
            },
            CareReported e => request with { Holder = e.Holder },
            _ => request,
        };

    // Taken over by whoever takes the lead first, or closes it: no clock does either.
    private static ReportBack? ReportBackAfter(
        CareRequest before, RequestEvent happened, Recorded recorded) =>
        happened switch
        {
            CareReported => new ReportBack(before.Holder, null, default),
            LeadTaken or { Takes: Step.Close }
                when before.ReportBack is { TakenOver: null } report =>
                report with
                {
                    TakenOver = recorded.At, TakenOverBy = recorded.By.Organisation,
                },
            _ => before.ReportBack,
        };

    private static ImmutableDictionary<PersonId, ImmutableArray<CareRequestId>> Without(
        ImmutableDictionary<PersonId, ImmutableArray<CareRequestId>> open, CareRequest request)
    {
        if (!open.TryGetValue(request.Person, out var ids))
        {
            return open;
        }

        var rest = ids.Remove(request.Id);
        return rest.IsEmpty ? open.Remove(request.Person) : open.SetItem(request.Person, rest);
    }

    private static ImmutableDictionary<PersonId, ImmutableArray<CareRequestId>> With(
        ImmutableDictionary<PersonId, ImmutableArray<CareRequestId>> open, CareRequest request) =>
        open.SetItem(
            request.Person,
            open.TryGetValue(request.Person, out var ids) ? ids.Add(request.Id) : [request.Id]);

    private static IEnumerable<CareRequest> Kept(Vector<CareRequest?> requests) =>
        requests.OfType<CareRequest>();

    private AccessState Add(CareRequest request) => this with
    {
        Requests = Requests.Set(request.Id.Value - 1, request),
        Open = Open.Add(request.Id.Value),
        OpenByPerson = With(OpenByPerson, request),
    };

    private AccessState Replace(CareRequest before, CareRequest after)
    {
        var state = this with { Requests = Requests.Set(after.Id.Value - 1, after) };
        if (before.IsOpen == after.IsOpen && before.Person == after.Person)
        {
            return state;
        }

        var rest = Without(OpenByPerson, before);
        return state with
        {
            Open = after.IsOpen ? Open : Open.Remove(after.Id.Value),
            Closed = before.IsOpen == after.IsOpen ? Closed : Closed.Enqueue(after.Id),
            OpenByPerson = after.IsOpen ? With(rest, after) : rest,
        };
    }
}
