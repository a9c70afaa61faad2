using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Defines one row of the norms or the regions, or defines it anew.</summary>
/// <remarks>
/// One row is one request, so that an import can say line by line what it took. A row that is
/// already there word for word stores nothing: an import can be run twice.
/// </remarks>
/// <param name="Row">The row, with its references as codes.</param>
public sealed partial record Define(Definition Row) : Request<DefineRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <summary>No code is longer, in characters.</summary>
    public const int CodeLengthMax = 60;

    /// <summary>No name is longer, in characters.</summary>
    public const int NameLengthMax = 120;

    // A box around the European part of the country, with room for border regions.
    private static readonly (Position Low, Position High) Country =
        (new Position(-20_000, 280_000), new Position(320_000, 660_000));

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, DefineRefusal> Decide(
        World world, Moment moment)
    {
        if (!moment.By.IsSystem && !moment.By.IsAny(Roles.Administrator))
        {
            return DefineRefusal.NotAllowed;
        }

        if (!CodeForm().IsMatch(Row.Code))
        {
            return DefineRefusal.CodeMalformed;
        }

        if (string.IsNullOrWhiteSpace(Row.Name) || Row.Name.Length > NameLengthMax)
        {
            return DefineRefusal.NameMissingOrLong;
        }

        if (Row.At is { } at && !IsInCountry(at))
        {
            return DefineRefusal.PositionOutsideCountry;
        }

        // What cannot be written yet waits for a later import, and so does what it refers to:
        // until then the norm without it holds.
        return Row.Level > moment.WriteLevel ? ImmutableArray<Event>.Empty
            : Row.Resolve(world.Regions).TryGet(out var happened, out var refusal)
                ? Changes(world.Regions, happened)
                : refusal;
    }

    private static bool IsInCountry(Position at) =>
        at.X >= Country.Low.X && at.X <= Country.High.X
        && at.Y >= Country.Low.Y && at.Y <= Country.High.Y;

    // Compared as stored text: two rows are the same when they would be stored the same.
    private static ImmutableArray<Event> Changes(RegionsState regions, RegionsEvent happened)
    {
        var known = happened switch
        {
            CareTypeDefined e => Known(regions.CareTypes, e.CareType, c => new CareTypeDefined(c)),
            UrgencyDefined e => Known(regions.Urgencies, e.Urgency, u => new UrgencyDefined(u)),
            TransportKindDefined e =>
                Known(regions.Transports, e.Kind, t => new TransportKindDefined(t)),
            TermDefined e => Known(regions.Terms, e.Term, p => new TermDefined(p)),
            CodeDefined e => Known(regions.Codes, e.Entry, c => new CodeDefined(c)),
            RegionDefined e => Known(regions.Regions, e.Region, r => new RegionDefined(r)),
            SubregionDefined e =>
                Known(regions.Subregions, e.Subregion, s => new SubregionDefined(s)),
            OrganisationDefined e =>
                Known(regions.Organisations, e.Organisation, o => new OrganisationDefined(o)),
            LocationDefined e => Known(regions.Locations, e.Location, l => new LocationDefined(l)),
            UnitDefined e => Known(
                regions.Units, e.Unit,
                u => new UnitDefined(u, regions.Pools[u.Pool.Value].Code)),
            ContactDefined e => Known(regions.Contacts, e.Contact, c => new ContactDefined(c)),
            FacilityDefined e =>
                Known(regions.Facilities, e.Facility, f => new FacilityDefined(f)),
            PostcodeDefined e => Known(regions.Postcodes, e.Area, p => new PostcodeDefined(p)),
            StopRuleDefined e => Known(regions.StopRules, e.Rule, r => new StopRuleDefined(r)),
            CrowdingRuleDefined e =>
                Known(regions.CrowdingRules, e.Rule, r => new CrowdingRuleDefined(r)),
            DutyRuleDefined e => Known(regions.DutyRules, e.Rule, r => new DutyRuleDefined(r)),
            ExchangeMappingDefined e =>
                Known(regions.Exchanges, e.Mapping, m => new ExchangeMappingDefined(m)),
            SiteKeyDefined e => Known(regions.SiteKeys, e.Key, k => new SiteKeyDefined(k)),
            FeedDefined e => Known(regions.Feeds, e.Feed, f => new FeedDefined(f)),
            FeedPlaceDefined e =>
                Known(regions.FeedPlaces, e.Place, p => new FeedPlaceDefined(p)),
            UnitAbilityDefined e =>
                Known(regions.Abilities, e.Ability, a => new UnitAbilityDefined(a)),
            RetriageRuleDefined e =>
                Known(regions.RetriageRules, e.Rule, r => new RetriageRuleDefined(r)),
            TriageMappingDefined e =>
                Known(regions.TriageMappings, e.Mapping, m => new TriageMappingDefined(m)),
            AnswerNormDefined e =>
                Known(regions.AnswerNorms, e.Norm, n => new AnswerNormDefined(n)),
            ServiceDefined e => Known(regions.Services, e.Rule, s => new ServiceDefined(s)),
            PhoneLineDefined e => Known(regions.Lines, e.Line, l => new PhoneLineDefined(l)),
            OfficeHoursDefined e =>
                Known(regions.OfficeHours, e.Hours, h => new OfficeHoursDefined(h)),
            HolidayDefined e => Known(regions.Holidays, e.Day, d => new HolidayDefined(d)),
            RequestKindDefined e =>
                Known(regions.RequestKinds, e.Kind, k => new RequestKindDefined(k)),
            PhoneNormDefined e =>
                Known(regions.PhoneNorms, e.Norm, n => new PhoneNormDefined(n)),
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
        return known is not null
            && EventCodec.Encode(known).AsSpan().SequenceEqual(EventCodec.Encode(happened))
                ? []
                : [happened];
    }

    private static RegionsEvent? Known<T>(
        Register<T> register, T thing, Func<T, RegionsEvent> wrap)
        where T : class, ICoded =>
        register.NumberOf(thing.Code) is var number and > 0 ? wrap(register[number]) : null;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,59}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeForm();
}

/// <summary>Why a row was not taken, in the order it is checked.</summary>
public enum DefineRefusal
{
    /// <summary>The actor is no administrator.</summary>
    NotAllowed = 1,

    /// <summary>
    /// The code is empty, longer than <see cref="Define.CodeLengthMax"/>, or has other characters
    /// than letters, digits, dots, dashes and underscores.
    /// </summary>
    CodeMalformed,

    /// <summary>The name is empty or longer than <see cref="Define.NameLengthMax"/>.</summary>
    NameMissingOrLong,

    /// <summary>The position is not in or near the Netherlands.</summary>
    PositionOutsideCountry,

    /// <summary>The region's code is unknown.</summary>
    RegionUnknown,

    /// <summary>A subregion's code is unknown, or none was given.</summary>
    SubregionUnknown,

    /// <summary>The organisation's code is unknown.</summary>
    OrganisationUnknown,

    /// <summary>The location's code is unknown.</summary>
    LocationUnknown,

    /// <summary>The pool belongs to another location.</summary>
    PoolElsewhere,

    /// <summary>The unit exists with another pool: a unit never changes its pool.</summary>
    PoolChanged,

    /// <summary>The kind of care is unknown.</summary>
    CareTypeUnknown,

    /// <summary>The kind of stop is unknown.</summary>
    StopKindUnknown,

    /// <summary>The feed is unknown.</summary>
    FeedUnknown,

    /// <summary>The unit is unknown.</summary>
    UnitUnknown,

    /// <summary>The unit belongs to another organisation than the feed.</summary>
    UnitElsewhere,

    /// <summary>A number lies outside its range.</summary>
    NumberOutOfRange,

    /// <summary>The role, the function, the facility or the competence is not in the list.
    /// </summary>
    WordUnknown,

    /// <summary>Another feed sends under the same names.</summary>
    SenderDoubled,
}
