using System.Diagnostics.CodeAnalysis;

namespace Coordinaat.Domain.Kernel;

/// <summary>The parts of a record that are sealed, each under its own name.</summary>
public enum SealedField
{
    /// <summary>Call-back number, caller, and where the patient is.</summary>
    Contact = 1,

    /// <summary>Name, BSN, birth date, home address of the patient.</summary>
    Identity,

    /// <summary>What is the matter, in words.</summary>
    Story,

    /// <summary>A remark or the words beside a coded reason.</summary>
    Note,

    /// <summary>The name of a professional in this case.</summary>
    Professional,

    /// <summary>A member of staff: display name and sign-in name.</summary>
    Staff,

    /// <summary>The hash of a password.</summary>
    Credential,

    /// <summary>The shared secret of a second factor.</summary>
    SecondFactor,

    /// <summary>What a ranking was worked out from: travel times would give the place away.
    /// </summary>
    Ranking,

    /// <summary>Vital signs as they were measured.</summary>
    VitalSigns,
}

/// <summary>Personal data on its way into the vault. Never prints itself.</summary>
/// <remarks>
/// The vault seals the text under the key of one person and one record holder, with person,
/// holder and field as associated data. Events carry only the <see cref="Id"/>.
/// </remarks>
/// <param name="id">The new item. A correction is a new item.</param>
/// <param name="person">Whom it is about.</param>
/// <param name="holder">Which organisation keeps it.</param>
/// <param name="field">Which part of the record it is.</param>
/// <param name="text">The text, at most <see cref="LengthMax"/> characters.</param>
public sealed class Secret(
    SealedId id, PersonId person, OrganisationId holder, SealedField field, string text)
{
    /// <summary>No sealed item is longer, in characters.</summary>
    public const int LengthMax = 20_000;

    /// <summary>The item's id: all that the journal sees.</summary>
    public SealedId Id { get; } = id;

    /// <summary>Whom it is about.</summary>
    public PersonId Person { get; } = person;

    /// <summary>Which organisation keeps it.</summary>
    public OrganisationId Holder { get; } = holder;

    /// <summary>Which part of the record it is.</summary>
    public SealedField Field { get; } = field;

    /// <summary>The text itself. Only for sealing.</summary>
    public string Reveal() => text;

    /// <summary>Whether nothing was said.</summary>
    public static bool IsBlank([NotNullWhen(false)] Secret? secret) =>
        string.IsNullOrWhiteSpace(secret?.Reveal());

    /// <summary>Shows the field, never the text.</summary>
    public override string ToString() => $"{Field} ***";
}
