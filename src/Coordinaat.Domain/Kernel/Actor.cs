namespace Coordinaat.Domain.Kernel;

/// <summary>What a member of staff may do. An account can have several.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing: an account without a role can only sign out.</summary>
    None = 0,

    /// <summary>Takes requests and records urgency (triagist).</summary>
    Triagist = 1,

    /// <summary>Finds the place and leads the case (zorgbemiddelaar).</summary>
    Coordinator = 2,

    /// <summary>Supervises triage (regiearts).</summary>
    SupervisingPhysician = 4,

    /// <summary>Answers for the organisation's own units (aanbieder).</summary>
    ProviderDesk = 8,

    /// <summary>Asks for care for own patients (verwijzer).</summary>
    Referrer = 16,

    /// <summary>Sees figures, never persons (regiomanager).</summary>
    RegionManager = 32,

    /// <summary>Manages accounts and the region's data (beheerder).</summary>
    Administrator = 64,

    /// <summary>Answers colleagues who ask about a patient of theirs (consulent).</summary>
    Consultant = 128,

    /// <summary>Reports a person in need, and hears only that it was taken over (melder, R12).
    /// </summary>
    Reporter = 256,

    /// <summary>Whoever works a care request at the desk.</summary>
    Desk = Triagist | Coordinator | SupervisingPhysician,

    /// <summary>Whoever may see persons.</summary>
    SeesPersons = Desk | ProviderDesk | Referrer | Consultant,

    /// <summary>Whoever sees persons, or types in who they are, needs a second factor.</summary>
    NeedsSecondFactor = SeesPersons | Reporter,
}

/// <summary>Who acts: an account, for the organisation it belongs to.</summary>
/// <param name="Account">0 when the system acts: a clock or a reaction.</param>
/// <param name="Organisation">
/// The record holder (dossierhouder) of what this act adds; 0 for the system.
/// </param>
/// <param name="Roles">What the account may do, as known when the act was asked.</param>
public readonly record struct Actor(AccountId Account, OrganisationId Organisation, Roles Roles)
{
    /// <summary>A clock or a reaction.</summary>
    public static readonly Actor System;

    /// <summary>Whether this is a clock or a reaction.</summary>
    public bool IsSystem => Account.Value == 0;

    /// <summary>Whether the actor has at least one of these roles.</summary>
    public bool IsAny(Roles roles) => (Roles & roles) != 0;
}
