using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Agreements;

/// <summary>How a version of an agreement stands.</summary>
public enum AgreementStatus
{
    /// <summary>Written; not everybody signed.</summary>
    Draft = 1,

    /// <summary>Everybody signed; it begins later.</summary>
    Signed,

    /// <summary>In force: it is carried out.</summary>
    InForce,

    /// <summary>A later version took its place.</summary>
    Superseded,

    /// <summary>It was over, or somebody ended it.</summary>
    Ended,
}

/// <summary>A party's yes to one version, as it is worded.</summary>
/// <param name="Party">Which organisation.</param>
/// <param name="By">Who signed for it.</param>
/// <param name="At">When.</param>
public sealed record Signature(OrganisationId Party, AccountId By, Instant At);

/// <summary>What a dry run over the past showed, in short.</summary>
/// <param name="From">The first moment that it looked at.</param>
/// <param name="Rankings">Rankings that were worked out anew.</param>
/// <param name="Without">Questions of which the ranking's inputs were not kept.</param>
/// <param name="Changed">Rankings with another unit first.</param>
/// <param name="TravelMinutes">The change of all travel together; below zero is less.</param>
public sealed record DryRunSummary(
    Instant From, int Rankings, int Without, int Changed, int TravelMinutes);

/// <summary>One version of an agreement.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Terms">What is agreed.</param>
/// <param name="WrittenBy">Who wrote it.</param>
/// <param name="WrittenAt">When it got these words.</param>
/// <param name="DryRun">The dry run of these words; null before.</param>
/// <param name="DryRunAt">When; null before.</param>
/// <param name="Signatures">Who signed these words.</param>
/// <param name="SignedAt">When the last party signed; null before.</param>
/// <param name="EndedAt">When somebody ended it; null otherwise.</param>
public sealed record AgreementVersion(
    int Number, AgreementTerms Terms, AccountId WrittenBy, Instant WrittenAt,
    DryRunSummary? DryRun, Instant? DryRunAt, ImmutableArray<Signature> Signatures,
    Instant? SignedAt, Instant? EndedAt)
{
    /// <summary>From when it counts, unless a later version does; null while a party did not
    /// sign, and when it was ended before. Nobody is bound before the last signature.</summary>
    [JsonIgnore]
    public Instant? Begins =>
        SignedAt is { } signed && Instant.Max(signed, Terms.From) is var begins
            && !(EndedAt <= begins)
            ? begins
            : null;

    /// <summary>Whether it would count at a moment, were it the only version.</summary>
    public bool Covers(Instant at) =>
        Begins is { } begins && begins <= at
        && (Terms.Until is not { } until || at < until)
        && (EndedAt is not { } ended || at < ended);
}

/// <summary>An agreement with all its versions.</summary>
/// <param name="Code">Stable code, for example <c>elv-avond</c>.</param>
/// <param name="Owner">Which organisation keeps it.</param>
/// <param name="Versions">The oldest first; never empty.</param>
public sealed record Agreement(
    string Code, OrganisationId Owner, ImmutableArray<AgreementVersion> Versions) : ICoded
{
    /// <summary>The newest version.</summary>
    [JsonIgnore]
    public AgreementVersion Newest => Versions[^1];

    /// <summary>The version in force at a moment: the newest that counts then; null for none.
    /// </summary>
    public AgreementVersion? InForce(Instant at)
    {
        for (var i = Versions.Length - 1; i >= 0; i--)
        {
            // A version that began ends all before it, also when it is over itself.
            if (Versions[i].Begins is { } begins && begins <= at)
            {
                return Versions[i].Covers(at) ? Versions[i] : null;
            }
        }

        return null;
    }

    /// <summary>How a version stands at a moment.</summary>
    public AgreementStatus StatusOf(AgreementVersion version, Instant at) =>
        version.EndedAt is { } ended && ended <= at ? AgreementStatus.Ended
        : version.Begins is not { } begins ? AgreementStatus.Draft
        : at < begins ? AgreementStatus.Signed
        : Versions.Any(v => v.Number > version.Number && v.Begins <= at)
            ? AgreementStatus.Superseded
        : version.Covers(at) ? AgreementStatus.InForce : AgreementStatus.Ended;
}

/// <summary>All agreements.</summary>
public sealed record AgreementsState(Register<Agreement> All)
{
    /// <summary>Nothing agreed.</summary>
    public static readonly AgreementsState Empty = new(Register<Agreement>.Empty);

    /// <summary>The agreement, or null.</summary>
    public Agreement? Find(string code) =>
        All.NumberOf(code) is var number and > 0 ? All[number] : null;

    /// <summary>What is in force at a moment, in the order of the codes' first writing.</summary>
    public ImmutableArray<(Agreement Agreement, AgreementVersion Version)> InForce(Instant at)
    {
        var found = ImmutableArray.CreateBuilder<(Agreement, AgreementVersion)>();
        foreach (var agreement in All.All)
        {
            if (agreement.InForce(at) is { } version)
            {
                found.Add((agreement, version));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The state after one more event.</summary>
    public AgreementsState After(AgreementEvent happened, Instant at, Actor by) => happened switch
    {
        AgreementWritten e => Write(e, at, by),
        AgreementRehearsed e => With(e, v => v with { DryRun = e.Summary, DryRunAt = at }),
        AgreementSigned e => With(e, v => v with
        {
            Signatures = v.Signatures.Add(new Signature(e.Party, by.Account, at)),
            SignedAt = e.IsLast ? at : null,
        }),
        AgreementEnded e => With(e, v => v with { EndedAt = at }),
        _ => this,
    };

    private AgreementsState Write(AgreementWritten e, Instant at, Actor by)
    {
        var version = new AgreementVersion(
            e.Version, e.Terms, by.Account, at, null, null, [], null, null);
        var agreement = Find(e.Code) is { } known
            ? known with
            {
                Versions = e.Version > known.Versions.Length
                    ? known.Versions.Add(version)
                    : known.Versions.SetItem(e.Version - 1, version),
            }
            : new Agreement(e.Code, e.Owner, [version]);
        return new(All.Define(agreement));
    }

    private AgreementsState With(
        AgreementVersionEvent e, Func<AgreementVersion, AgreementVersion> change)
    {
        var agreement = All[e.Agreement.Value];
        return new(All.Define(agreement with
        {
            Versions = agreement.Versions.SetItem(
                e.Version - 1, change(agreement.Versions[e.Version - 1])),
        }));
    }
}
