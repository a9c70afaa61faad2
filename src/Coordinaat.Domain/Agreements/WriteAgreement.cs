using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Agreements;

/// <summary>Writes an agreement, or a next version of it, or other words for a draft.</summary>
/// <remarks>Words that are signed by all stay as they are: what comes then is the next version.
/// </remarks>
/// <param name="Code">Stable code of the agreement.</param>
/// <param name="Terms">What is agreed.</param>
public sealed partial record WriteAgreement(string Code, AgreementTerms Terms)
    : Request<WriteAgreementRefusal>
{
    /// <summary>No title is longer, in characters.</summary>
    public const int TitleMax = 120;

    /// <summary>No text is longer, in characters.</summary>
    public const int TextMax = 20_000;

    /// <summary>No agreement has more rules, or more examples.</summary>
    public const int ListMax = 100;

    /// <summary>Who may write: for its own organisation.</summary>
    public const Roles Writers = Roles.RegionManager | Roles.Administrator;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WriteAgreementRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsAny(Writers))
        {
            return WriteAgreementRefusal.NotAllowed;
        }

        if (!CodeForm().IsMatch(Code))
        {
            return WriteAgreementRefusal.CodeMalformed;
        }

        var known = world.Agreements.Find(Code);
        if (known is not null && known.Owner != moment.By.Organisation)
        {
            return WriteAgreementRefusal.OfOthers;
        }

        if (TermsCheck.FaultOf(world.Regions, Terms) is { } fault)
        {
            return fault;
        }

        if (moment.WriteLevel < EventCodec.LevelOf<AgreementWritten>())
        {
            return WriteAgreementRefusal.NotYetWritten;
        }

        var id = known is null
            ? new AgreementId(world.Agreements.All.Count + 1)
            : new AgreementId(world.Agreements.All.NumberOf(Code));
        var version = known is null ? 1
            : known.Newest is { SignedAt: null, EndedAt: null } draft ? draft.Number
            : known.Newest.Number + 1;
        var written = new AgreementWritten(id, Code, moment.By.Organisation, version, Terms);
        return known?.Newest is { SignedAt: null, EndedAt: null } before
            && EventCodec.Encode(written with { Terms = before.Terms }).AsSpan()
                .SequenceEqual(EventCodec.Encode(written))
            ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(written);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,59}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeForm();
}

/// <summary>Why an agreement was not written, in the order it is checked.</summary>
public enum WriteAgreementRefusal
{
    /// <summary>The actor does not write agreements.</summary>
    NotAllowed = 1,

    /// <summary>The code is not 2 to 60 small letters, digits and dashes.</summary>
    CodeMalformed,

    /// <summary>Another organisation keeps the agreement of that code.</summary>
    OfOthers,

    /// <summary>The title is missing, or title, text, rules or examples are too long or too many.
    /// </summary>
    TooLong,

    /// <summary>There is no party, or a party stands twice.</summary>
    PartyMissing,

    /// <summary>A party or a subregion is unknown.</summary>
    ScopeUnknown,

    /// <summary>It ends before it begins.</summary>
    PeriodEmpty,

    /// <summary>A rule or an example has no name, or one that stands twice.</summary>
    NameMissing,

    /// <summary>A rule or an example names something that is unknown.</summary>
    CodeUnknown,

    /// <summary>A number or an hour lies outside its range.</summary>
    NumberOutOfRange,

    /// <summary>A rule about how is asked names units: it is about the request.</summary>
    UnitsNamed,

    /// <summary>A ladder does not begin at 0 minutes, or does not rise.</summary>
    LadderMalformed,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
