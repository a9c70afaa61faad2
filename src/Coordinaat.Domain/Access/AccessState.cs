using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Access;

/// <summary>The care requests.</summary>
public sealed record AccessState(Vector<CareRequest> Requests)
{
    /// <summary>No requests yet.</summary>
    public static readonly AccessState Empty = new(Vector<CareRequest>.Empty);

    /// <summary>The open requests, in order of their numbers.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> Open { get; init; } =
        [.. Requests.Where(r => r.IsOpen).Select(r => r.Id.Value)];

    /// <summary>The open requests about one person.</summary>
    [JsonIgnore]
    public ImmutableDictionary<PersonId, ImmutableArray<CareRequestId>> OpenByPerson
    {
        get;
        init;
    } = Requests.Where(r => r.IsOpen).GroupBy(r => r.Person)
        .ToImmutableDictionary(g => g.Key, g => g.Select(r => r.Id).ToImmutableArray());

    /// <summary>The request, or null.</summary>
    public CareRequest? Find(CareRequestId id) => Requests.Find(id.Value - 1);

    /// <summary>The request.</summary>
    public CareRequest this[CareRequestId id] => Requests[id.Value - 1];

    /// <summary>The open requests.</summary>
    public IEnumerable<CareRequest> ListOpen() => Open.Select(n => Requests[n - 1]);

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
        var after = Change(before, happened, at) with
        {
            Trail = before.Trail.Add(recorded.Number),
        };
        if (happened.Takes is { } step)
        {
            var stage = RequestLife.Next(before.Stage, step);
            after = stage == before.Stage
                ? after
                : after with { Stage = stage, StageSince = at };
        }

        return Replace(before, after);
    }

    /// <summary>The state with a request's ending filled in.</summary>
    public AccessState WithEnding(CareRequestId id, Ending ending) => this with
    {
        Requests = Requests.Set(id.Value - 1, this[id] with { Ending = ending }),
    };

    private static CareRequest Change(CareRequest request, RequestEvent happened, Instant at) =>
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
            LeadTaken e => request with { Lead = new Lead(e.Account, e.Organisation) },
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
            RecordErased => request with { IsErased = true },
            _ => request,
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

    private AccessState Add(CareRequest request) => this with
    {
        Requests = Requests.Add(request),
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
            OpenByPerson = after.IsOpen ? With(rest, after) : rest,
        };
    }
}
