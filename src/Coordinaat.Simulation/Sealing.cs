using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>What somebody who calls says about themselves and the place.</summary>
/// <param name="Phone">The call-back number.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Place">Where the patient is, in words.</param>
/// <param name="Postcode">Four digits and two letters.</param>
public sealed record ContactWords(string Phone, string Caller, string Place, string Postcode)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>Who the made-up patient is.</summary>
/// <param name="Name">The name.</param>
/// <param name="Bsn">Nine digits; empty when unknown.</param>
/// <param name="Birth">The birth date.</param>
/// <param name="Address">Home address.</param>
public sealed record IdentityWords(string Name, string Bsn, LocalDate Birth, string Address)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>How the edge writes and seals: the simulation knows the words, not their form.
/// </summary>
/// <param name="NewId">A new id for each sealed item.</param>
/// <param name="WriteContact">The text that is sealed of a contact.</param>
/// <param name="WriteIdentity">The text that is sealed of who somebody is.</param>
public sealed record Sealing(
    Func<Guid> NewId, Func<ContactWords, string> WriteContact,
    Func<IdentityWords, string> WriteIdentity)
{
    internal Secret Seal(Actor by, PersonId person, SealedField field, string text) =>
        new(new SealedId(NewId()), person, by.Organisation, field, text);
}
