using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Domain.Regions;

/// <summary>For whom a telephone line is.</summary>
public enum LineKind
{
    /// <summary>Callers who said that it is urgent.</summary>
    Urgent = 1,

    /// <summary>All other callers.</summary>
    Other,

    /// <summary>Care providers among themselves (overleglijn).</summary>
    Provider,
}

/// <summary>A telephone line that callers wait on (FR-P1).</summary>
/// <param name="Code">Stable code; also how exchanges name it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Organisation">Who answers it.</param>
/// <param name="Kind">For whom it is.</param>
/// <param name="Subregions">For which subregions; at least one.</param>
/// <param name="Neighbour">Code of the line that can take over (overflow); empty for none.</param>
/// <param name="MayCallBack">Whether callers may be offered to be called back.</param>
/// <param name="Exchange">Code of the exchange that tells of it; empty while none does.</param>
public sealed record PhoneLine(
    string Code, string Name, OrganisationId Organisation, LineKind Kind,
    ImmutableArray<SubregionId> Subregions, string Neighbour, bool MayCallBack,
    string Exchange) : ICoded;

/// <summary>Defines a telephone line.</summary>
public sealed record PhoneLineRow(
    string OwnCode, string OwnName, string Organisation, LineKind Kind,
    ImmutableArray<string> Subregions, string Neighbour, bool MayCallBack, string Exchange)
    : Definition<PhoneLineDefined>
{
    /// <inheritdoc/>
    public override string Code => OwnCode;

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions)
    {
        var subregions = Subregions.Select(s => regions.Subregions.NumberOf(s)).ToArray();
        if (subregions.Length == 0 || subregions.Contains(0))
        {
            return DefineRefusal.SubregionUnknown;
        }

        return regions.Organisations.NumberOf(Organisation) is var organisation and > 0
            ? new PhoneLineDefined(new PhoneLine(
                OwnCode, OwnName, new OrganisationId(organisation), Kind,
                [.. subregions.Select(s => new SubregionId(s))], Neighbour, MayCallBack,
                Exchange))
            : DefineRefusal.OrganisationUnknown;
    }
}

/// <summary>What is expected of lines of one kind, from a date on (K1, K2).</summary>
/// <param name="Kind">Which lines.</param>
/// <param name="Since">The first day, as yyyy-mm-dd.</param>
/// <param name="WithinSeconds">A person within this time; one of <see cref="Bounds"/>.</param>
/// <param name="WithinPercent">For at least so many of a hundred answered calls.</param>
/// <param name="LateSeconds">Longer than this is too late; one of <see cref="Bounds"/>.</param>
/// <param name="LatePercent">At most so many of a hundred; 100 where no norm says so.</param>
/// <param name="CallBackMinutes">Within how long a promised call-back is made.</param>
/// <param name="RetryMinutes">How long after each try that reached nobody the next one is; after
/// the last the supervising physician decides (R24).</param>
public sealed record PhoneNorm(
    LineKind Kind, string Since, int WithinSeconds, int WithinPercent, int LateSeconds,
    int LatePercent, int CallBackMinutes, ImmutableArray<int> RetryMinutes) : ICoded
{
    /// <summary>Waits are counted up to and including each of these, in seconds; so norms can
    /// change and what was counted can be judged anew.</summary>
    public static readonly ImmutableArray<int> Bounds =
        [10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1_800];

    /// <summary>Where no norm is known at all: nothing is expected.</summary>
    public static readonly PhoneNorm None =
        new(LineKind.Other, "1970-01-01", 1_800, 0, 1_800, 100, 60, [10, 20]);

    /// <inheritdoc/>
    public string Code => $"{Kind}/{Since}";
}

/// <summary>Defines what is expected of lines of one kind.</summary>
public sealed record PhoneNormRow(PhoneNorm Row) : Definition<PhoneNormDefined>
{
    /// <inheritdoc/>
    public override string Code => Row.Since;

    /// <inheritdoc/>
    public override string Name => Row.Code;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        LocalDatePattern.Iso.Parse(Row.Since).Success
        && PhoneNorm.Bounds.Contains(Row.WithinSeconds)
        && PhoneNorm.Bounds.Contains(Row.LateSeconds)
        && Row.WithinPercent is >= 0 and <= 100 && Row.LatePercent is >= 0 and <= 100
        && Row.CallBackMinutes is >= 1 and <= 1_440
        && Row.RetryMinutes.Length is >= 1 and <= 10
        && Row.RetryMinutes.All(m => m is >= 1 and <= 1_440)
            ? new PhoneNormDefined(Row)
            : DefineRefusal.NumberOutOfRange;
}

/// <summary>Finds lines and what is expected of them.</summary>
public static class PhoneLines
{
    /// <summary>The norm of a kind of line at a moment; of no date later than that day.</summary>
    public static PhoneNorm NormOf(this RegionsState regions, LineKind kind, Instant at)
    {
        var day = LocalDatePattern.Iso.Format(at.InZone(LocalMoment.Zone).Date);
        return regions.PhoneNorms.All
            .Where(n => n.Kind == kind && string.CompareOrdinal(n.Since, day) <= 0)
            .MaxBy(n => n.Since, StringComparer.Ordinal) ?? PhoneNorm.None;
    }

    /// <summary>The region of a line: that of its organisation.</summary>
    public static RegionId RegionOf(this RegionsState regions, LineId line) =>
        regions.Organisations[regions.Lines[line.Value].Organisation.Value].Region;

    /// <summary>Who works a line: its organisation, and the centres of its subregions.</summary>
    public static bool IsDeskOf(this RegionsState regions, LineId line, Actor actor)
    {
        var known = regions.Lines[line.Value];
        return actor.IsAny(Roles.Desk) && (known.Organisation == actor.Organisation
            || known.Subregions.Any(s => Centres.Of(regions, s).Contains(actor.Organisation)));
    }
}
