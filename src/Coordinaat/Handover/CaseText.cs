using System.Collections.Immutable;
using System.Text;
using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Triage;

namespace Coordinaat.Handover;

/// <summary>A case as one text, to be pasted into another system or read aloud (R21).</summary>
/// <remarks>SOEP goes into the patient's own file and names nobody; ISBARR is for who takes over,
/// and begins with who it is about. Only for who may see the person.</remarks>
internal sealed class CaseText
{
    private readonly StringBuilder text = new();
    private readonly View view;
    private readonly Engine.Vault vault;
    private readonly CareRequest request;
    private readonly Judgement judgement;

    private CaseText(View view, Engine.Vault vault, CareRequest request) =>
        (this.view, this.vault, this.request, judgement) =
            (view, vault, request, view.World.Triage[request.Id]);

    /// <summary>Subjectief, Objectief, Evaluatie, Plan.</summary>
    public static string Soep(View view, Engine.Vault vault, CareRequest request)
    {
        var it = new CaseText(view, vault, request);
        it.text.Line(it.T("Zorgvraag", "Request"), request.Id.Value.ToString(view.Culture),
            view.Label(request.Age), it.When());
        it.text.Line("S", it.Complaint(), it.Open(request.Story), it.Later());
        it.text.Line("O", it.Abcd(), it.Measured(), it.Open(it.Found?.Discriminators));
        it.text.Line("E", it.Judged(), it.Signs(), it.Limits());
        it.text.Line("P", it.Plan(), it.Consulted(), it.Outcome());
        return it.ToString();
    }

    /// <summary>Identificatie, Situatie, Background, Assessment, Recommendation, Repeat.</summary>
    public static string Isbarr(
        View view, Engine.Vault vault, CareRequest request, Actor by)
    {
        var it = new CaseText(view, vault, request);
        it.text.Line("I", $"{view.Staff.Of(by.Account)}, {view.Organisation(by.Organisation)}",
            it.Who(), it.Where());
        it.text.Line("S", it.Complaint(), it.Open(request.Story), it.Judged());
        it.text.Line("B", it.Context(), it.Limits(), it.Later());
        it.text.Line("A", it.Abcd(), it.Measured(), it.Open(it.Found?.Discriminators), it.Signs());
        it.text.Line("R", it.Plan(), it.Needed(), it.Consulted(), it.Outcome());
        it.text.Line("R", it.T("herhaal wat is afgesproken", "repeat what was agreed"),
            it.Open(it.Found?.SafetyNet) is { } net
                ? $"{it.T("vangnet", "safety net")}: {net}" : null);
        return it.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString().TrimEnd();

    private Findings? Found => judgement.Current?.Findings;

    private string T(string nl, string en) => view.T(nl, en);

    private string? Open(SealedId? item) => vault.OpenText(item);

    private string When() =>
        $"{T("binnen", "received")} {view.Clock(request.ReceivedAt)}";

    private string? Who()
    {
        var card = vault.Open<IdentityCard>(request.Identity);
        return string.Join(", ", new[]
        {
            card?.Name is { Length: > 0 } name ? $"{T("patiënt", "patient")}: {name}" : null,
            card?.BirthDate is { Length: > 0 } born
                ? $"{T("geboren", "born")}: {Cards.Shown(born)}"
                : view.Label(request.Age),
        }.OfType<string>());
    }

    private string? Where() => vault.Open<ContactCard>(request.Contact) is { } contact
        ? $"{T("verblijft", "is at")}: {contact.Place}, {contact.Postcode}; "
            + $"{T("terugbelnummer", "call-back number")}: {contact.Phone}"
        : null;

    private string? Complaint() => Found?.Complaint is { Length: > 0 } complaint
        ? view.Code(CodeList.Complaint, complaint) : null;

    private string? Later() => judgement.Contacts.IsEmpty
        ? null
        : string.Join("; ", judgement.Contacts.Select(c =>
            $"{T("opnieuw contact", "contact again")} {view.Clock(c.At)}"
            + (c.IsWorse ? T(", het gaat slechter", ", it is worse") : "")
            + (Open(c.Words) is { } words ? $": {words}" : "")));

    private string? Abcd() => Found is { } found
        && found.Abcd.All.Where(p => p.State != AbcdState.NotAssessed).ToArray()
            is { Length: > 0 } looked
            ? string.Join(", ", looked.Select(p => $"{p.Letter} {view.Label(p.State)}"))
            : null;

    private string? Measured() => judgement.Measurements.IsEmpty
        ? null
        : string.Join("; ", judgement.Measurements.TakeLast(3)
            .Select(m => (m.MeasuredAt, Text: Open(m.Values)))
            .Where(m => m.Text is not null)
            .Select(m => $"{view.Clock(m.MeasuredAt)} "
                + (VitalSigns.Read(m.Text!) is { } signs ? VitalSignsWords.Of(view, signs) : "")));

    private string? Judged() => judgement.Current is { } current
        ? $"{T("urgentie", "urgency")}: {current.Urgency} "
            + $"({view.Code(CodeList.TriageSystem, current.System)} {current.SystemVersion}: "
            + $"{current.Proposed})"
            + (Open(current.Reason) is { } why ? $", {why}" : "")
        : null;

    private string? Signs() => Names(
        T("alarmsignalen", "signs of alarm"), CodeList.AlarmSign, Found?.AlarmSigns);

    private string? Context() => Names(
        T("weegt mee", "weighs in"), CodeList.TriageContext, Found?.Context);

    private string? Limits() => judgement.Limits is { } limits
        ? Names(T("behandelgrenzen", "limits on treatment"), CodeList.TreatmentLimit,
            limits.Limits)
            + (Open(limits.Words) is { } words ? $" {words}" : "")
        : null;

    private string? Names(string head, CodeList list, ImmutableArray<string>? codes) =>
        codes is { IsEmpty: false } some
            ? $"{head}: {string.Join(", ", some.Select(c => view.Code(list, c)))}"
            : null;

    private string? Plan() => Found is { } found
        ? string.Join("; ", new[]
        {
            found.FollowUp.Length > 0 ? view.Code(CodeList.TriageFollowUp, found.FollowUp) : null,
            Open(found.Advice),
            Open(found.SafetyNet) is { } net ? $"{T("vangnet", "safety net")}: {net}" : null,
        }.OfType<string>())
        : null;

    private string? Needed() => judgement.Need is { } need
        ? $"{T("gevraagd", "asked")}: {view.CareType(need.CareType)}, {view.Label(need.Complexity)}"
        : null;

    private string? Consulted() => judgement.Consultations.IsEmpty
        ? null
        : string.Join("; ", judgement.Consultations.Select(c =>
            $"{T("overlegd met", "consulted")} {EventWords.FunctionOf(view, c.Function)}: "
            + Open(c.Advice)));

    private string? Outcome()
    {
        var place = view.World.Placement.FindAccepted(request.Id) is { } accepted
            ? $"{T("plek", "place")}: {view.Regions.Units[accepted.Unit.Value].Name}"
            : null;
        return string.Join("; ", new[]
        {
            place,
            request.Ending is { } ending ? $"{T("afloop", "ending")}: {view.Label(ending)}" : null,
        }.OfType<string>());
    }
}
