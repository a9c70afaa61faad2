using System.Collections.Frozen;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Components;

/// <summary>A refusal in words: what happened, what was kept, what to do now.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Nl">Dutch.</param>
/// <param name="En">English.</param>
/// <param name="Field">The one field that is at fault, as the form and the API call it; empty
/// where it is not one field.</param>
internal sealed record RefusalText(int Status, string Nl, string En, string Field = "")
{
    private const string NotYetNl =
        "Dit kan nog niet: een andere server draait nog de vorige versie. Er is niets veranderd; "
        + "probeer het na het bijwerken opnieuw.";

    private const string NotYetEn =
        "This is not possible yet: another server still runs the previous version. Nothing was "
        + "changed; try again after the update.";

    /// <summary>For every refusal that waits until no node runs an older release.</summary>
    public static readonly RefusalText NotYetWritten = new(409, NotYetNl, NotYetEn);

    public string In(Language language) => language == Language.English ? En : Nl;
}

/// <summary>The texts of one capability: its refusals and its labels, both languages side by side.
/// </summary>
internal sealed record CapabilityTexts(
    IReadOnlyDictionary<Enum, RefusalText> Refusals, IReadOnlyDictionary<Enum, Label> Labels);

/// <summary>All texts that belong to a word of the code.</summary>
internal static class Texts
{
    private static readonly CapabilityTexts[] All =
    [
        Http.HttpTexts.All, Accounts.AccountTexts.All, Regions.RegionTexts.All,
        Regions.ImportTexts.All, Access.AccessTexts.All, Triage.TriageTexts.All,
        Triage.FindingTexts.All,
        Capacity.CapacityTexts.All, Capacity.SightTexts.All,
        Agreements.AgreementTexts.All, Matching.MatchingTexts.All, Placement.PlacementTexts.All,
        Transport.TransportTexts.All, Handover.HandoverTexts.All, Exchange.ExchangeTexts.All,
        Feeds.FeedTexts.All, Visits.VisitTexts.All, Consulting.ConsultationTexts.All,
        Roster.RosterTexts.All, Telephone.TelephoneTexts.All,
        Protocols.ProtocolTexts.All,
    ];

    private static readonly FrozenDictionary<Enum, RefusalText> Refusals =
        All.SelectMany(t => t.Refusals).ToFrozenDictionary();

    private static readonly FrozenDictionary<Enum, Label> Labels =
        All.SelectMany(t => t.Labels).ToFrozenDictionary();

    /// <summary>Every refusal that has words.</summary>
    public static IEnumerable<KeyValuePair<Enum, RefusalText>> AllRefusals => Refusals;

    /// <summary>Every word that has a label.</summary>
    public static IEnumerable<Enum> AllLabels => Labels.Keys;

    /// <summary>A refusal in words.</summary>
    /// <exception cref="KeyNotFoundException">It has none: a test finds those.</exception>
    public static RefusalText Of(Enum refusal) => Refusals[refusal];

    /// <summary>A word of the code in the user's language.</summary>
    /// <exception cref="KeyNotFoundException">It has none: a test finds those.</exception>
    public static string Label(Enum word, Language language) => Labels[word].In(language);

    /// <summary>The stable name of a refusal: the problem's type.</summary>
    /// <returns>For example <c>/problems/answer-offer/offer-expired</c>.</returns>
    public static string TypeOf(Enum refusal) => $"/problems/{RefusalName.Of(refusal)}";
}
