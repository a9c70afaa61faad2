using System.Globalization;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Engine.Reports;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Matching;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Coordinaat.Handover;

/// <summary>One request: its page, and what a program may read of it.</summary>
internal static class Dossier
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/zorgvragen/{request:int}", (int request) =>
                new RazorComponentResult<DossierPage>(new { Id = new CareRequestId(request) }))
            .RequireAuthorization(Policies.Intake).ExcludeFromDescription();
        routes.MapGet("/api/care-requests/{request:int}", GetAsync)
            .RequireAuthorization(Policies.Dossier).WithName("GetCareRequest")
            .WithTags("care-requests").Produces<DossierBody>();
        routes.MapGet("/api/care-requests/{request:int}/text/{form}", TextAsync)
            .RequireAuthorization(Policies.Intake).WithName("GetCaseText")
            .WithTags("care-requests").Produces<TextBody>();
        routes.MapGet("/api/care-requests/{request:int}/candidates", CandidatesAsync)
            .RequireAuthorization(Policies.Desk).WithName("ListCandidates")
            .WithTags("care-requests").Produces<CandidatesBody>();
        routes.MapGet("/api/care-requests/{request:int}/candidates/{unit}", ExplainAsync)
            .RequireAuthorization(Policies.Desk).WithName("ExplainUnit")
            .WithTags("care-requests").Produces<UnitBody>();
    }

    /// <summary>A request at the depth that the caller may see. How it waits, what follows, who
    /// was consulted and who pays only for who works on it or referred it.</summary>
    internal sealed record DossierBody(
        Requests.RequestBody Request, Disclosure Disclosure, NeedBody? Need,
        IReadOnlyList<SearchBodies.OfferBody> Offers, SearchBodies.ConditionBody? Condition,
        ContactCard? Contact, IdentityCard? Identity, string? Story, string? ArchivedAt,
        TripBody? Trip, bool ReturnsToSender, SearchBodies.WaitBody? Waiting,
        SearchBodies.FollowUpBody? FollowUp,
        IReadOnlyList<SearchBodies.ConsultedBody> Consultations, Payer? Payer,
        string? MedicallyReadyAt, Visits.VisitRounds.VisitBody? Visit,
        SearchBodies.AskedBody? Asked);

    /// <summary>The case as one text.</summary>
    internal sealed record TextBody(string Text)
    {
        public override string ToString() => "***";
    }

    /// <summary>The journey: what was asked, what the meldkamer assigned, where the ride is.
    /// </summary>
    internal sealed record TripBody(
        string Kind, string RequestedUrgency, string RequestedAt, string AssignedUrgency,
        RideStatus? Ride, string? RideAt);

    /// <summary>The need, without a person; the organisations only for who works
    /// on the request.</summary>
    internal sealed record NeedBody(
        string CareType, Domain.Regions.Complexity Complexity, Domain.Regions.Features Features,
        LegalTitle Title, ReturnHome ReturnHome, string Transport, string Specialism,
        int NeonatalLevel, int TraumaLevel, IReadOnlyList<string> Preferred,
        IReadOnlyList<string> KnownAt);

    /// <summary>The units for a need, and why the others are not.</summary>
    internal sealed record CandidatesBody(
        long Number, int CandidateCount, IReadOnlyList<CandidateBody> Candidates,
        IReadOnlyDictionary<string, int> ExcludedBy);

    /// <summary>One unit: what it fails, and the least that would make it possible; null where
    /// nothing is failed, or nothing near helps.</summary>
    internal sealed record UnitBody(
        long Number, string Unit, string Name, string ArrivalAt, int TravelSeconds,
        IReadOnlyList<string> Failed, PossibleBody? PossibleWith);

    /// <summary>All of these changes together, and the arrival then.</summary>
    internal sealed record PossibleBody(IReadOnlyList<ChangeBody> Changes, string ArrivalAt);

    /// <summary>One change, with what it is about: a moment, a code, or a number.</summary>
    internal sealed record ChangeBody(string Kind, string Value);

    /// <summary>One candidate, with what decided its place.</summary>
    internal sealed record CandidateBody(
        int Rank, string Unit, string Name, string ArrivalAt, int? Admissible, int TravelSeconds,
        bool IsTravelMeasured, int AgeSeconds, int LoadSeconds, int TrustSeconds,
        int WaitSeconds, int WishSeconds, int AgreedSeconds, int CostSeconds,
        IReadOnlyList<RuleBody> Agreed);

    /// <summary>A rule of an agreement in force.</summary>
    internal sealed record RuleBody(string Agreement, int Version, string Rule);

    /// <summary>Finds a request in the world, or in the archive.</summary>
    /// <returns>The world to read it from; the moment of archiving; no request for none.</returns>
    public static async Task<(World World, CareRequest? Request, Instant? ArchivedAt)> FindAsync(
        Engine.Engine engine, ArchivedCases archive, CareRequestId id)
    {
        var world = engine.World;
        return world.Access.Find(id) is { } kept
            ? (world, kept, null)
            : await archive.FindAsync(id) is { } archived
                ? (archived.World, archived.Request, archived.At)
                : (world, null, null);
    }

    private static async Task GetAsync(
        int request, HttpContext http, Engine.Engine engine, ArchivedCases archive)
    {
        var actor = http.Caller().Actor;
        var id = new CareRequestId(request);
        var (world, found, archivedAt) = await FindAsync(engine, archive, id);
        if (found is null && engine.World.Access.IsArchived(id))
        {
            await Problems.WriteAsync(http, InputFault.ArchiveBehind);
            return;
        }

        if (found is null || Disclosures.Of(world, actor, found) == Disclosure.Nothing)
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        await http.Response.WriteAsJsonAsync(
            BodyOf(world, engine, actor, found, archivedAt), UseCase.Json);
    }

    private static async Task TextAsync(
        int request, string form, HttpContext http, Engine.Engine engine, ArchivedCases archive,
        Components.StaffNames staff)
    {
        var actor = http.Caller().Actor;
        var (world, found, _) = await FindAsync(engine, archive, new CareRequestId(request));
        if (found is null || !found.MayBeAddedToBy(actor) || form is not ("soep" or "isbarr"))
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        var view = new View(world, engine.Now, http.Language(), staff);
        await http.Response.WriteAsJsonAsync(
            new TextBody(form == "soep"
                ? CaseText.Soep(view, engine.Vault, found)
                : CaseText.Isbarr(view, engine.Vault, found, actor)),
            UseCase.Json);
    }

    private static DossierBody BodyOf(
        World world, Engine.Engine engine, Actor actor, CareRequest found, Instant? archivedAt)
    {
        var vault = engine.Vault;
        var disclosure = Disclosures.Of(world, actor, found);
        var isPerson = disclosure == Disclosure.Person;
        var isOwn = found.MayBeAddedToBy(actor);
        var judged = world.Triage[found.Id];
        return new DossierBody(
            Requests.BodyOf(world, found), disclosure, NeedOf(world, actor, found),
            [
                .. OffersFor(world, actor, found)
                    .Select(o => SearchBodies.Of(world, vault, actor, found, o)),
            ],
            isPerson ? SearchBodies.ConditionOf(world, vault, found) : null,
            isPerson ? vault.Open<ContactCard>(found.Contact) : null,
            isPerson ? vault.Open<IdentityCard>(found.Identity) : null,
            isPerson ? vault.OpenText(found.Story) : null,
            archivedAt is { } at ? View.Iso(at) : null,
            isPerson ? TripOf(world.Transport[found.Id]) : null,
            isPerson && world.Placement[found.Id].ReturnsToSender,
            isOwn ? SearchBodies.WaitOf(world, found) : null,
            isOwn ? SearchBodies.FollowUpOf(world, found) : null,
            isOwn ? [.. SearchBodies.ConsultationsOf(world, vault, found)] : [],
            isOwn ? judged.Payer : null,
            isOwn && judged.MedicallyReadyAt is { } ready ? View.Iso(ready) : null,
            world.Visits.Last(found.Id) is { } visit
                ? Visits.VisitRounds.BodyOf(engine, world, actor, found.Id, visit)
                : null,
            isPerson && found.Asked is { } asked
                ? new SearchBodies.AskedBody(
                    asked.Kind, [.. asked.Missing.Each()], vault.OpenText(asked.Why))
                : null);
    }

    private static async Task CandidatesAsync(int request, HttpContext http, Engine.Engine engine)
    {
        var world = engine.World;
        if (FindSought(engine, world, http, request) is not { } sought)
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        var ranking = sought.RankAll();
        var excluded = RuleWords.Single
            .ToDictionary(
                r => r.ToString(), r => ranking.Failed.Count(f => (f & r) != Rules.None),
                StringComparer.Ordinal);
        await http.Response.WriteAsJsonAsync(
            new CandidatesBody(
                world.Number, ranking.CandidateCount,
                [.. ranking.Candidates.Select(c => BodyOf(
                    world, c, sought.RankOf(ranking, c.Unit)))],
                excluded),
            UseCase.Json);
    }

    private static async Task ExplainAsync(
        int request, string unit, HttpContext http, Engine.Engine engine)
    {
        var world = engine.World;
        var id = new UnitId(world.Regions.Units.NumberOf(unit));
        if (id.Value == 0
            || FindSought(engine, world, http, request) is not { } sought)
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        var assessed = sought.Assess(id);
        var change = sought.ChangeFor(id);
        await http.Response.WriteAsJsonAsync(
            new UnitBody(
                world.Number, unit, world.Regions.Units[id.Value].Name,
                View.Iso(assessed.ArrivalAt), assessed.TravelSeconds,
                [.. RuleWords.Single.Where(r => assessed.Failed.HasFlag(r))
                    .Select(r => r.ToString())],
                change is null ? null : new PossibleBody(
                    [.. change.Changes.Select(BodyOf)], View.Iso(change.Then.ArrivalAt))),
            UseCase.Json);
    }

    // A request with a need, for whoever works on it.
    private static Sought? FindSought(
        Engine.Engine engine, World world, HttpContext http, int request) =>
        world.Access.Find(new CareRequestId(request)) is { } found
            && found.MayBeWorkedBy(http.Caller().Actor)
            ? Sought.Of(
                engine, http.RequestServices.GetRequiredService<TravelTimes>(), world, found,
                engine.Now)
            : null;

    private static ChangeBody BodyOf(Change change) => new(
        change.GetType().Name,
        change switch
        {
            LeaveLater c => View.Iso(c.At),
            LadderReached c => View.Iso(c.At),
            TravelBy c => c.Transport,
            PlacesFree c => c.Count.ToString(CultureInfo.InvariantCulture),
            SomebodyOnDuty c => c.Function,
            NeedWithout c => c.Feature.ToString(),
            NeedLighter c => c.Most.ToString(),
            _ => "",
        });

    // A provider sees the questions put to it, not those put to others.
    private static IEnumerable<Offer> OffersFor(World world, Actor actor, CareRequest request) =>
        world.Placement.ListOffers(request.Id).Where(o => request.MayBeAddedToBy(actor)
            || world.Regions.OwnerOf(o.Unit) == actor.Organisation);

    // Where else the patient is known, or would rather go, is not a provider's to know (R12).
    private static NeedBody? NeedOf(World world, Actor actor, CareRequest request)
    {
        var (need, beyond) = (world.Triage[request.Id].Need, world.Triage[request.Id].Requirements);
        var isOwn = request.MayBeAddedToBy(actor);
        return need is null
            ? null
            : new NeedBody(
                world.Regions.CareTypes[need.CareType.Value].Code, need.Complexity, need.Features,
                need.Title, need.ReturnHome, need.Transport, beyond.Specialism,
                beyond.NeonatalLevel, beyond.TraumaLevel, Codes(beyond.Preferred),
                Codes(beyond.KnownAt));

        IReadOnlyList<string> Codes(IEnumerable<OrganisationId> organisations) => isOwn
            ? [.. organisations.Select(o => world.Regions.Organisations[o.Value].Code)]
            : [];
    }

    private static TripBody? TripOf(Trip trip) => trip.RequestedAt is { } asked
        ? new TripBody(
            trip.Kind, trip.RequestedUrgency, View.Iso(asked), trip.AssignedUrgency,
            trip.Latest?.Status,
            trip.Latest is { } latest ? View.Iso(latest.HappenedAt) : null)
        : null;

    private static CandidateBody BodyOf(World world, Assessment candidate, int rank)
    {
        var unit = world.Regions.Units[candidate.Unit.Value];
        return new CandidateBody(
            rank, unit.Code, unit.Name, View.Iso(candidate.ArrivalAt),
            candidate.Availability.IsKnown ? candidate.Availability.Places : null,
            candidate.TravelSeconds, candidate.IsTravelMeasured, candidate.AgeCost,
            candidate.LoadCost, candidate.TrustCost, candidate.WaitCost, candidate.WishCost,
            candidate.AgreedCost, candidate.Cost,
            [
                .. candidate.Agreed.Rules.Select(r => r.Name)
                    .Select(n => new RuleBody(n.Agreement, n.Version, n.Rule)),
            ]);
    }
}

/// <summary>The parts of one dossier, each redrawn when something in it changes.</summary>
/// <remarks>In the order in which Tab goes through them: what to do now comes first.</remarks>
public sealed class DossierTopic(CareRequestId id) : Topic
{
    private const int AlternativesPlace = 3;
    private const int CandidatesPlace = 5;

    /// <inheritdoc/>
    public override string Name =>
        string.Create(CultureInfo.InvariantCulture, $"dossier:{id.Value}");

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) =>
        world.Access.Find(id) is { } request && request.MayBeAddedToBy(actor);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{actor.Organisation.Value}/{actor.Account.Value}");

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor)
    {
        var request = view.World.Access[id];
        return
        [
            Part<DossierHead>(view, actor, request, "head", 1),
            Step(view, actor, request),
            Alternatives(view, actor, request),
            Part<DossierOffers>(view, actor, request, "offers", 4),
            Candidates(view, actor, request),
            Part<DossierFacts>(view, actor, request, "facts", 6),
            Part<DossierTimeline>(view, actor, request, "timeline", 7),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change)
    {
        if (change == new StreamKey(StreamKind.CareRequest, id.Value)
            && view.World.Access.Find(id) is not null)
        {
            return All(view, actor);
        }

        if (change.Kind == StreamKind.Call && view.World.Access.Find(id) is { } called
            && view.World.Telephone.Find(new CallId(change.Number))?.Request == id)
        {
            return [Step(view, actor, called)];
        }

        return change.Kind == StreamKind.Pool && view.World.Access.Find(id) is { } request
            ? TouchedBy(view, actor, request, new PoolId(change.Number))
            : [];
    }

    // Places elsewhere matter only while there is something to choose, and of care that is shown.
    private IEnumerable<Row> TouchedBy(View view, Actor actor, CareRequest request, PoolId pool)
    {
        var cares = view.Regions.UnitsIn(pool)
            .Select(u => view.Regions.Units[u.Value].CareType).Distinct();
        if (request.Stage is Stage.Seeking or Stage.Asking
            && view.World.Triage[id].Need is { } need && cares.Contains(need.CareType))
        {
            yield return Candidates(view, actor, request);
        }

        if (request.MayBeWorkedBy(actor)
            && RequestLife.Allows(request.Stage, Domain.Access.Step.DescribeNeed)
            && cares.Any(c => Domain.Matching.Alternatives.DrawOn(
                view.World, request, c, view.Now)))
        {
            yield return Alternatives(view, actor, request);
        }
    }

    private Row Step(View view, Actor actor, CareRequest request) =>
        Part<DossierStep>(view, actor, request, "step", 2);

    private Row Alternatives(View view, Actor actor, CareRequest request) =>
        Part<AlternativesPanel>(view, actor, request, "alternatives", AlternativesPlace);

    private Row Candidates(View view, Actor actor, CareRequest request) =>
        Part<DossierCandidates>(view, actor, request, "candidates", CandidatesPlace);

    private Row Part<TPart>(View view, Actor actor, CareRequest request, string key, int place)
        where TPart : DossierPart =>
        Rows.Of<TPart>(
            $"dossier-{id.Value}", key, place.ToString(CultureInfo.InvariantCulture), view,
            (nameof(DossierPart.Actor), actor), (nameof(DossierPart.Request), request));
}

/// <summary>A part of a dossier, for somebody who may see the person.</summary>
public abstract class DossierPart : LiveRow
{
    [Microsoft.AspNetCore.Components.Inject]
    public required Engine.Engine Engine { get; init; }

    [Microsoft.AspNetCore.Components.Parameter]
    [Microsoft.AspNetCore.Components.EditorRequired]
    public Actor Actor { get; set; }

    [Microsoft.AspNetCore.Components.Parameter]
    [Microsoft.AspNetCore.Components.EditorRequired]
    public CareRequest Request { get; set; } = null!;

    protected World World => View.World;

    /// <summary>Read back from the journal: nothing can be added.</summary>
    protected bool IsArchived => Engine.World.Access.IsArchived(Request.Id);

    protected bool IsDesk => Request.MayBeWorkedBy(Actor);

    protected string Here =>
        string.Create(CultureInfo.InvariantCulture, $"/zorgvragen/{Request.Id.Value}");

    protected Need? Need => World.Triage[Request.Id].Need;

    protected Search Search => World.Placement[Request.Id];

    protected string Sealed(SealedId? item) => item is null
        ? ""
        : Engine.Vault.OpenText(item) ?? T("(vernietigd)", "(erased)");
}
