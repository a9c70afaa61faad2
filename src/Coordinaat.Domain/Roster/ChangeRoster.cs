using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Roster;

/// <summary>Why the roster was not changed, in the order it is checked.</summary>
public enum RosterRefusal
{
    /// <summary>The actor does not keep this roster.</summary>
    NotAllowed = 1,

    /// <summary>There is no such organisation.</summary>
    OrganisationUnknown,

    /// <summary>The code is empty, too long, or has characters that no code has.</summary>
    CodeMalformed,

    /// <summary>There is no such entry.</summary>
    EntryUnknown,

    /// <summary>The discipline is not in the list.</summary>
    DisciplineUnknown,

    /// <summary>A subregion is unknown, or none was given.</summary>
    SubregionUnknown,

    /// <summary>It ends before it begins, lasts longer than a month, is over, or begins more than
    /// a year ahead.</summary>
    TimeOutOfRange,

    /// <summary>Somebody new needs a name or a number.</summary>
    WhoMissing,

    /// <summary>There is no room: <see cref="EnterRoster.EntriesMax"/> entries.</summary>
    TooMany,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,

    /// <summary>The calendar has nothing left of what it said of the coming time: it may be empty
    /// by mistake, or another one. Taken when the actor says to be sure.</summary>
    CalendarDiffers,
}

/// <summary>Who keeps which roster.</summary>
public static partial class RosterKeepers
{
    /// <summary>Whoever may keep the roster of the own organisation.</summary>
    public const Roles Keepers = Roles.Desk | Roles.ProviderDesk | Roles.Consultant;

    /// <summary>Whether an actor keeps the roster of an organisation: the own one; a desk of a
    /// coordination centre also those of its region, as said on the telephone; administrators
    /// all.</summary>
    public static bool MayKeep(RegionsState regions, Actor actor, OrganisationId organisation) =>
        actor.IsSystem || actor.IsAny(Roles.Administrator)
        || (actor.IsAny(Keepers) && actor.Organisation == organisation)
        || (actor.IsAny(Roles.Desk)
            && regions.Organisations[actor.Organisation.Value] is
                { Sector: Sector.CoordinationCentre } centre
            && regions.Organisations.Find(organisation.Value)?.Region == centre.Region);

    /// <summary>What is wrong with who asks, whose roster it is, or a code or key.</summary>
    internal static RosterRefusal? FaultOf(
        RegionsState regions, Actor by, OrganisationId organisation, string code) =>
        !MayKeep(regions, by, organisation) ? RosterRefusal.NotAllowed
        : regions.Organisations.Find(organisation.Value) is null
            ? RosterRefusal.OrganisationUnknown
        : !CodeForm().IsMatch(code) ? RosterRefusal.CodeMalformed : null;

    [GeneratedRegex(
        "^[A-Za-z0-9][A-Za-z0-9@._/-]{0,119}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeForm();
}

/// <summary>Puts somebody on the roster, or changes how somebody stands there.</summary>
/// <param name="Organisation">Whose roster.</param>
/// <param name="Code">The same code is the same entry: an import can be run twice.</param>
/// <param name="Discipline">Code.</param>
/// <param name="Card">Name and number; null to leave them as they are.</param>
/// <param name="Place">Where.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when, not included.</param>
/// <param name="Subregions">For where; at least one.</param>
public sealed record EnterRoster(
    OrganisationId Organisation, string Code, string Discipline, Secret? Card, WorkPlace Place,
    Instant From, Instant Until, ImmutableArray<SubregionId> Subregions) : Request<RosterRefusal>
{
    /// <summary>No roster of one organisation is longer.</summary>
    public const int EntriesMax = 2_000;

    private static readonly Duration LongestMax = Duration.FromDays(31);

    private static readonly Duration AheadMax = Duration.FromDays(366);

    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => Card is null ? [] : [Card];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RosterRefusal> Decide(
        World world, Moment moment)
    {
        if (RosterKeepers.FaultOf(world.Regions, moment.By, Organisation, Code) is { } fault)
        {
            return fault;
        }

        if (!world.Regions.Knows(CodeList.Discipline, Discipline))
        {
            return RosterRefusal.DisciplineUnknown;
        }

        if (Subregions.IsEmpty
            || Subregions.Any(s => world.Regions.Subregions.Find(s.Value) is null))
        {
            return RosterRefusal.SubregionUnknown;
        }

        if (Until <= From || Until - From > LongestMax || Until <= moment.Now
            || From > moment.Now + AheadMax)
        {
            return RosterRefusal.TimeOutOfRange;
        }

        return Entered(world.Roster[Organisation], moment);
    }

    private Outcome<ImmutableArray<Event>, RosterRefusal> Entered(RosterFile file, Moment moment)
    {
        var known = file.Find(Code);
        if ((Card?.Id ?? known?.Card) is not { } card)
        {
            return RosterRefusal.WhoMissing;
        }

        if (known is null && file.Entries.Length >= EntriesMax)
        {
            return RosterRefusal.TooMany;
        }

        var entry = new RosterEntry(
            Code, Discipline, card, Place, From, Until,
            [.. Subregions.Distinct().OrderBy(s => s.Value)]);
        return moment.WriteLevel < EventCodec.LevelOf<RosterEntered>()
            ? RosterRefusal.NotYetWritten
            : Card is null && known!.IsSame(entry)
                ? ImmutableArray<Event>.Empty
                : ImmutableArray.Create<Event>(new RosterEntered(Organisation, entry));
    }
}

/// <summary>Takes somebody off the roster.</summary>
/// <param name="Organisation">Whose roster.</param>
/// <param name="Code">Which entry.</param>
public sealed record LeaveRoster(OrganisationId Organisation, string Code)
    : Request<RosterRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RosterRefusal> Decide(
        World world, Moment moment) =>
        !RosterKeepers.MayKeep(world.Regions, moment.By, Organisation)
            ? RosterRefusal.NotAllowed
            : world.Roster[Organisation].Find(Code) is null
                ? RosterRefusal.EntryUnknown
                : ImmutableArray.Create<Event>(new RosterLeft(Organisation, Code));
}
