using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;

namespace Coordinaat.Handover;

/// <summary>What a program may read of the search for a place: the same as the dossier shows.
/// </summary>
internal static class SearchBodies
{
    /// <summary>A question to a unit. The link only for who works on the request or referred it,
    /// and never the link itself.</summary>
    internal sealed record OfferBody(
        int Offer, string Unit, OfferState State, string AnswerBy, string? RemindAt,
        bool IsReminded, int Rank, int TravelMinutes, AnsweredBody? Answer, OfferLinkBody? Link);

    /// <summary>What a unit answered; words and who said it only for who may see the person.
    /// </summary>
    internal sealed record AnsweredBody(
        Reply Reply, string Reason, string? Words, string? Spoken, string At, bool IsByLink,
        bool WasPreferred)
    {
        public override string ToString() => "***";
    }

    /// <summary>The answering link of a question: until when it works, or that it was used.
    /// </summary>
    internal sealed record OfferLinkBody(string MadeAt, string Until, bool IsUsed);

    /// <summary>The condition of a "ja, mits": what, before when, and how it stands.</summary>
    internal sealed record ConditionBody(string? What, string? By, bool IsMet, bool IsOverdue)
    {
        public override string ToString() => "***";
    }

    /// <summary>How a request waits for a place, and where one came free meanwhile.</summary>
    internal sealed record WaitBody(
        int Priority, string Since, string? CallBackBy, bool IsCallBackDue,
        IReadOnlyList<string> CameFree);

    /// <summary>The requests for the place after this one and before it, and by when the patient
    /// has to move on; null without.</summary>
    internal sealed record FollowUpBody(int? FollowedBy, int? Follows, string? MoveOnBy);

    /// <summary>What was asked for, what of it is still to be known, and why it was missing.
    /// </summary>
    internal sealed record AskedBody(
        string Kind, IReadOnlyList<Domain.Regions.IntakeFields> Missing, string? Why)
    {
        public override string ToString() => "***";
    }

    /// <summary>Who was consulted, and what was advised.</summary>
    internal sealed record ConsultedBody(string Function, string? Name, string? Advice, string At)
    {
        public override string ToString() => "***";
    }

    public static OfferBody Of(
        World world, Engine.Vault vault, Actor actor, CareRequest request, Offer offer)
    {
        var isPerson = Disclosures.Of(world, actor, request) == Disclosure.Person;
        return new OfferBody(
            offer.Id.Value, CodeOf(world, offer.Unit), offer.State, View.Iso(offer.AnswerBy),
            offer.RemindAt is { } remindAt ? View.Iso(remindAt) : null, offer.IsReminded,
            offer.Rank, offer.TravelMinutes,
            offer.Answer is { } answer
                ? new AnsweredBody(
                    answer.Reply, answer.Reason, isPerson ? vault.OpenText(answer.Words) : null,
                    isPerson ? vault.OpenText(answer.Spoken) : null, View.Iso(answer.At),
                    answer.IsByLink, IsChoice(world, offer))
                : null,
            offer.Link is { } link && request.MayBeAddedToBy(actor)
                ? new OfferLinkBody(
                    View.Iso(link.At), View.Iso(link.Until), offer.Answer is { IsByLink: true })
                : null);
    }

    /// <summary>The condition of the yes that holds; null without.</summary>
    public static ConditionBody? ConditionOf(
        World world, Engine.Vault vault, CareRequest request)
    {
        var search = world.Placement[request.Id];
        return world.Placement.FindAccepted(request.Id)?.Answer is { Reply: Reply.YesIf } answer
            ? new ConditionBody(
                vault.OpenText(answer.Words),
                search.ConditionBy is { } by ? View.Iso(by) : null, search.ConditionMet,
                search.IsConditionOverdue)
            : null;
    }

    /// <summary>The waiting; null when it does not wait.</summary>
    public static WaitBody? WaitOf(World world, CareRequest request) =>
        world.Placement[request.Id].Waiting is { } waiting
            ? new WaitBody(
                waiting.Priority, View.Iso(waiting.Since),
                waiting.CallBackBy is { } by ? View.Iso(by) : null, waiting.IsCallBackDue,
                [.. waiting.CameFree.Select(u => CodeOf(world, u))])
            : null;

    /// <summary>What comes after this place and came before it; null for nothing.</summary>
    public static FollowUpBody? FollowUpOf(World world, CareRequest request)
    {
        var search = world.Placement[request.Id];
        var moveOn = MoveOn.ByOf(world, request);
        return search.FollowUp is null && search.Follows is null && moveOn is null
            ? null
            : new FollowUpBody(
                search.FollowUp?.Value, search.Follows?.Value,
                moveOn is { } by ? View.Iso(by) : null);
    }

    /// <summary>All consultations, oldest first.</summary>
    public static IEnumerable<ConsultedBody> ConsultationsOf(
        World world, Engine.Vault vault, CareRequest request) =>
        world.Triage[request.Id].Consultations.Select(c => new ConsultedBody(
            c.Function, vault.OpenText(c.Name), vault.OpenText(c.Advice), View.Iso(c.At)));

    private static string CodeOf(World world, UnitId unit) => world.Regions.Units[unit.Value].Code;

    private static bool IsChoice(World world, Offer offer) =>
        world.Placement[offer.Request].PreferredFull.Contains(offer.Unit);
}
