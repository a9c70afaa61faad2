using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Agreements;

/// <summary>Records what a dry run of a draft showed; it was worked out outside the loop.</summary>
/// <param name="Code">Code of the agreement.</param>
/// <param name="Version">Which version.</param>
/// <param name="WrittenAt">When it got the words that were tried.</param>
/// <param name="Summary">What it showed.</param>
public sealed record RehearseAgreement(
    string Code, int Version, Instant WrittenAt, DryRunSummary Summary)
    : Request<AgreementStepRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreementStepRefusal> Decide(
        World world, Moment moment)
    {
        if (AgreementStep.Check(world, Code, Version, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (id, _, version) = AgreementStep.Find(world, Code, Version);
        return version is not { SignedAt: null, EndedAt: null }
            ? AgreementStepRefusal.StateForbids
            : version.WrittenAt != WrittenAt
                ? AgreementStepRefusal.WordsChanged
                : AgreementStep.Store(moment, new AgreementRehearsed(id, Version, Summary));
    }
}

/// <summary>Signs a version for the actor's own organisation.</summary>
/// <param name="Code">Code of the agreement.</param>
/// <param name="Version">Which version.</param>
/// <param name="WrittenAt">When it got the words that were read.</param>
public sealed record SignAgreement(string Code, int Version, Instant WrittenAt)
    : Request<AgreementStepRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreementStepRefusal> Decide(
        World world, Moment moment)
    {
        if (AgreementStep.Check(world, Code, Version, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (id, _, version) = AgreementStep.Find(world, Code, Version);
        var own = moment.By.Organisation;
        if (!AgreementStep.IsParty(world, version, own))
        {
            return AgreementStepRefusal.NotAllowed;
        }

        if (version.Signatures.Any(s => s.Party == own))
        {
            return ImmutableArray<Event>.Empty;
        }

        if (version is not { SignedAt: null, EndedAt: null } || version.Terms.Until <= moment.Now)
        {
            return AgreementStepRefusal.StateForbids;
        }

        if (version.WrittenAt != WrittenAt)
        {
            return AgreementStepRefusal.WordsChanged;
        }

        if (version.DryRun is null)
        {
            return AgreementStepRefusal.DryRunMissing;
        }

        return version.Terms.Examples.Any(
            e => !ExampleResult.Of(world.Regions, Code, version, e).Passes)
            ? AgreementStepRefusal.ExampleFails
            : AgreementStep.Store(moment, new AgreementSigned(
                id, Version, own,
                IsLast: version.Signatures.Length + 1 == version.Terms.Parties.Length));
    }
}

/// <summary>Ends a version: the owner takes a draft back, or a party gives notice.</summary>
/// <param name="Code">Code of the agreement.</param>
/// <param name="Version">Which version.</param>
public sealed record EndAgreement(string Code, int Version) : Request<AgreementStepRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, AgreementStepRefusal> Decide(
        World world, Moment moment)
    {
        if (AgreementStep.Check(world, Code, Version, moment.By) is { } refusal)
        {
            return refusal;
        }

        var (id, agreement, version) = AgreementStep.Find(world, Code, Version);
        return version.EndedAt is not null ? ImmutableArray<Event>.Empty
            : agreement.StatusOf(version, moment.Now)
                is AgreementStatus.Superseded or AgreementStatus.Ended
                ? AgreementStepRefusal.StateForbids
                : AgreementStep.Store(moment, new AgreementEnded(id, Version));
    }
}

/// <summary>What the steps of an agreement's life share.</summary>
public static class AgreementStep
{
    /// <summary>Who may take them: for the own organisation.</summary>
    public const Roles Mandated =
        Roles.RegionManager | Roles.Administrator | Roles.ProviderDesk;

    /// <summary>Whether an organisation signs a version.</summary>
    public static bool IsParty(
        World world, AgreementVersion version, OrganisationId organisation) =>
        organisation.Value > 0
        && version.Terms.Parties.Contains(
            world.Regions.Organisations[organisation.Value].Code);

    internal static (AgreementId Id, Agreement Agreement, AgreementVersion Version) Find(
        World world, string code, int version)
    {
        var agreement = world.Agreements.Find(code)!;
        return (
            new AgreementId(world.Agreements.All.NumberOf(code)), agreement,
            agreement.Versions[version - 1]);
    }

    internal static AgreementStepRefusal? Check(
        World world, string code, int version, Actor by)
    {
        if (world.Agreements.Find(code) is not { } agreement
            || version < 1 || version > agreement.Versions.Length)
        {
            return AgreementStepRefusal.AgreementUnknown;
        }

        var own = by.Organisation;
        return !by.IsAny(Mandated)
            || (own != agreement.Owner && !IsParty(world, agreement.Versions[version - 1], own))
            ? AgreementStepRefusal.NotAllowed
            : null;
    }

    internal static Outcome<ImmutableArray<Event>, AgreementStepRefusal> Store(
        Moment moment, AgreementVersionEvent happened) =>
        moment.WriteLevel < EventCodec.LevelOf(happened)
            ? AgreementStepRefusal.NotYetWritten
            : ImmutableArray.Create<Event>(happened);
}

/// <summary>Why a step of an agreement was not taken, in the order it is checked.</summary>
public enum AgreementStepRefusal
{
    /// <summary>There is no such agreement, or no such version.</summary>
    AgreementUnknown = 1,

    /// <summary>The actor does not speak for the owner or a party.</summary>
    NotAllowed,

    /// <summary>This version cannot be changed any more: it is signed, superseded or over.
    /// </summary>
    StateForbids,

    /// <summary>The words were changed after they were read.</summary>
    WordsChanged,

    /// <summary>Nobody signs before a dry run of these words.</summary>
    DryRunMissing,

    /// <summary>An example of the agreement does not come out as it says.</summary>
    ExampleFails,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
