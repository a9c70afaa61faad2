using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Agreements;

/// <summary>A change of the agreements.</summary>
public abstract record AgreementEvent(AgreementId Agreement) : Event
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Agreement, Agreement.Value);
}

/// <summary>A change of one version.</summary>
public abstract record AgreementVersionEvent(AgreementId Agreement, int Version)
    : AgreementEvent(Agreement);

/// <summary>A version was written, or its words were changed while nobody was bound: who had
/// signed signs anew.</summary>
[Stored("agreement-written", 1, Level = 2)]
public sealed record AgreementWritten(
    AgreementId Agreement, string Code, OrganisationId Owner, int Version, AgreementTerms Terms)
    : AgreementEvent(Agreement);

/// <summary>A version was tried on the past.</summary>
[Stored("agreement-rehearsed", 1, Level = 2)]
public sealed record AgreementRehearsed(
    AgreementId Agreement, int Version, DryRunSummary Summary)
    : AgreementVersionEvent(Agreement, Version);

/// <summary>A party signed a version.</summary>
/// <param name="Agreement">Which agreement.</param>
/// <param name="Version">Which version.</param>
/// <param name="Party">Which organisation.</param>
/// <param name="IsLast">All parties have signed now.</param>
[Stored("agreement-signed", 1, Level = 2)]
public sealed record AgreementSigned(
    AgreementId Agreement, int Version, OrganisationId Party, bool IsLast)
    : AgreementVersionEvent(Agreement, Version);

/// <summary>A party ended a version, or the owner took a draft back.</summary>
[Stored("agreement-ended", 1, Level = 2)]
public sealed record AgreementEnded(AgreementId Agreement, int Version)
    : AgreementVersionEvent(Agreement, Version);
