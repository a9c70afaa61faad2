using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Placement;
using NodaTime;

namespace Coordinaat.Downtime;

/// <summary>An open case as the emergency list tells it: nothing of a person.</summary>
/// <param name="Number">
/// The request's number; of a question that was not answered yet the question's own (R14).
/// </param>
/// <param name="Urgency">Its urgency; empty before triage.</param>
/// <param name="Care">The kind of care; empty when nobody said yet.</param>
/// <param name="Step">How far it is.</param>
/// <param name="Unit">The unit that it is about; empty when there is none yet.</param>
/// <param name="Since">Since when it is at that step.</param>
internal sealed record DowntimeCase(
    string Number, string Urgency, string Care, string Step, string Unit, Instant Since)
{
    /// <summary>The open cases that an organisation works, referred, or has a part in.</summary>
    public static List<DowntimeCase> Of(View view, OrganisationId owner)
    {
        var world = view.World;
        var offers = Inbox.OffersFor(world, owner).ToArray();
        var own = world.Access.ListOpen().Where(r => r.IsShownTo(owner)).ToArray();
        var known = own.Select(r => r.Id).ToHashSet();
        return
        [
            .. own.Select(r => OfRequest(view, r))
                .Concat(offers.Where(o => !known.Contains(o.Request)).Select(o => OfOffer(view, o)))
                .OrderBy(c => c.Urgency.Length > 0 ? c.Urgency : "U-", StringComparer.Ordinal)
                .ThenBy(c => c.Since),
        ];
    }

    private static DowntimeCase OfRequest(View view, CareRequest request) => new(
        Text(request.Id.Value), view.World.Triage[request.Id].Urgency, CareOf(view, request.Id),
        view.Label(request.Stage),
        view.World.Placement.FindAccepted(request.Id) is { } offer ? UnitOf(view, offer) : "",
        request.StageSince);

    private static DowntimeCase OfOffer(View view, Offer offer) =>
        offer.State == OfferState.Accepted
            ? OfRequest(view, view.World.Access[offer.Request])
            : new DowntimeCase(
                $"{view.T("vraag", "question")} {Text(offer.Id.Value)}",
                view.World.Triage[offer.Request].Urgency, CareOf(view, offer.Request),
                $"{view.Label(offer.State)} ({view.T("voor", "by")} {view.Clock(offer.AnswerBy)})",
                UnitOf(view, offer), offer.At);

    private static string CareOf(View view, CareRequestId request) =>
        view.World.Triage[request].Need is { } need ? view.CareType(need.CareType) : "";

    private static string UnitOf(View view, Offer offer) =>
        view.Regions.Units[offer.Unit.Value].Name;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
