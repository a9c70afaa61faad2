using Coordinaat.Components;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Http;

namespace Coordinaat.Access;

/// <summary>What a kind of request needs, beside what the intake form holds.</summary>
internal static class IntakeMinimum
{
    private const string Measured = "vitalSigns.";

    /// <summary>The form's name of a field.</summary>
    public static string NameOf(IntakeFields field) => field switch
    {
        IntakeFields.Caller => "caller",
        IntakeFields.Story => "story",
        IntakeFields.Name => "name",
        IntakeFields.BirthDate => "birthDate",
        IntakeFields.Bsn => "bsn",
        IntakeFields.Address => "address",
        IntakeFields.Triage => "triageUrgency",
        IntakeFields.VitalSigns => Measured + "respirations",
        _ => "",
    };

    /// <summary>What was filled in. Of vital signs only those that can be recorded.</summary>
    public static IntakeFields GivenIn(RegisterCareRequestEndpoint.Body body)
    {
        var isMeasured = body.VitalSigns is { } measured
            && measured.Signs() is { IsMeasured: true, IsPossible: true } signs
            && (signs.IsUsual || measured.Confirmed);
        (IntakeFields Field, string Text)[] texts =
        [
            (IntakeFields.Caller, body.Caller), (IntakeFields.Story, body.Story),
            (IntakeFields.Name, body.Name), (IntakeFields.BirthDate, body.BirthDate),
            (IntakeFields.Bsn, body.Bsn), (IntakeFields.Address, body.Address),
            (IntakeFields.Triage, body.TriageUrgency),
        ];
        return texts.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Aggregate(
            isMeasured ? IntakeFields.VitalSigns : IntakeFields.None, (all, t) => all | t.Field);
    }

    /// <summary>Says which fields are missing.</summary>
    public static RefusalDetail MissingIn(
        RegionsState regions, RegisterCareRequestEndpoint.Body body)
    {
        var missing = (regions.KindOf(body.Kind)?.Minimum ?? IntakeFields.None) & ~GivenIn(body);
        var isOdd = missing.HasFlag(IntakeFields.VitalSigns) && body.VitalSigns is not null;
        return new RefusalDetail(
            new(
                $"Nog nodig: {Names(missing, Language.Dutch)}."
                    + (isOdd ? " Kijk de metingen na: een getal kan niet kloppen, of is heel "
                        + "ongewoon." : ""),
                $"Still needed: {Names(missing, Language.English)}."
                    + (isOdd ? " Look at the measurements again: a number cannot be right, or is "
                        + "very unusual." : "")),
            [.. missing.Each().Select(NameOf)]);
    }

    /// <summary>Says that the request is there, and this part of it is not.</summary>
    public static RefusalDetail NotRecorded(
        CareRequestId id, Enum why, bool isMeasurement) => new(
        new(
            $"De zorgvraag zelf is wel vastgelegd: nummer {id.Value}. Verbeter dit en verstuur "
                + "opnieuw, of maak deze velden leeg en verstuur.",
            $"The request itself was recorded: number {id.Value}. Put this right and send again, "
                + "or empty these fields and send."),
        !isMeasurement ? NameOf(IntakeFields.Triage)
            : why is VitalSignsRefusal && Texts.Of(why).Field is { Length: > 0 } field
                ? Measured + field
                : NameOf(IntakeFields.VitalSigns));

    /// <summary>The names of fields, in a list.</summary>
    public static string Names(IntakeFields fields, Language language) =>
        string.Join(", ", fields.Each().Select(f => Texts.Label(f, language)));
}
