using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Roster;

/// <summary>A change of who is on duty where.</summary>
/// <param name="Organisation">Whose roster.</param>
public abstract record RosterEvent(OrganisationId Organisation) : Event
{
    /// <inheritdoc/>
    public override StreamKey Stream => new(StreamKind.Roster, Organisation.Value);
}

/// <summary>Somebody stands on the roster, or stands there differently.</summary>
[Stored("roster-entered", 1, Level = 2)]
public sealed record RosterEntered(OrganisationId Organisation, RosterEntry Entry)
    : RosterEvent(Organisation);

/// <summary>Somebody was taken off the roster.</summary>
[Stored("roster-left", 1, Level = 2)]
public sealed record RosterLeft(OrganisationId Organisation, string Code)
    : RosterEvent(Organisation);

/// <summary>Lines of the roster come from a calendar: when it no longer has them, they end.
/// </summary>
[Stored("roster-followed", 1, Level = 2)]
public sealed record RosterFollowed(
    OrganisationId Organisation, string Calendar, ImmutableArray<string> Codes)
    : RosterEvent(Organisation);

/// <summary>Who is present where, from when until when.</summary>
/// <param name="Code">The organisation's own; the same code is the same entry.</param>
/// <param name="Discipline">Code of the list <see cref="CodeList.Discipline"/>.</param>
/// <param name="Card">Sealed: name and telephone number.</param>
/// <param name="Place">Where.</param>
/// <param name="From">From this moment.</param>
/// <param name="Until">Until this moment, not included.</param>
/// <param name="Subregions">For where; at least one.</param>
public sealed record RosterEntry(
    string Code, string Discipline, SealedId Card, WorkPlace Place, Instant From, Instant Until,
    ImmutableArray<SubregionId> Subregions)
{
    /// <summary>Whether somebody is on duty at a moment.</summary>
    public bool IsOn(Instant at) => From <= at && at < Until;

    /// <summary>Whether all but the sealed card is the same.</summary>
    public bool IsSame(RosterEntry other) =>
        this with { Card = other.Card, Subregions = other.Subregions } == other
        && Subregions.SequenceEqual(other.Subregions);
}

/// <summary>A line that was read from a calendar.</summary>
/// <param name="Code">Which line.</param>
/// <param name="Calendar">Which calendar, by its key: its name may say who it is.</param>
public sealed record CalendarLine(string Code, string Calendar);

/// <summary>The roster of one organisation, the first in front.</summary>
public sealed record RosterFile(ImmutableArray<RosterEntry> Entries)
{
    /// <summary>Which of them come from which calendar; of the others none is known.</summary>
    public ImmutableArray<CalendarLine> Followed { get; init; } = [];

    /// <summary>Nobody.</summary>
    public static readonly RosterFile None = new([]);

    /// <summary>The entry with a code, or null.</summary>
    public RosterEntry? Find(string code) => Entries.FirstOrDefault(e => e.Code == code);

    /// <summary>What a calendar said that is not over.</summary>
    public IEnumerable<RosterEntry> ComingFrom(string calendar, Instant now)
    {
        var codes = Followed.Where(f => f.Calendar == calendar).Select(f => f.Code).ToHashSet();
        return Entries.Where(e => e.Until > now && codes.Contains(e.Code));
    }
}

/// <summary>The rosters, by organisation.</summary>
/// <param name="Files">Null for organisations without one.</param>
public sealed record RosterState(Vector<RosterFile?> Files)
{
    /// <summary>Nobody yet.</summary>
    public static readonly RosterState Empty = new(Vector<RosterFile?>.Empty);

    // What is over for so long leaves the roster; the journal keeps it.
    private static readonly Duration Kept = Duration.FromDays(7);

    /// <summary>The roster of an organisation.</summary>
    public RosterFile this[OrganisationId id] =>
        Files.Find(id.Value - 1) ?? RosterFile.None;

    /// <summary>The organisations with a roster.</summary>
    [JsonIgnore]
    public IEnumerable<OrganisationId> Organisations => Enumerable.Range(1, Files.Count)
        .Where(n => Files.Find(n - 1) is not null).Select(n => new OrganisationId(n));

    /// <summary>The state after one more event.</summary>
    public RosterState After(RosterEvent happened, Instant at)
    {
        var before = this[happened.Organisation];
        var kept = before.Entries.RemoveAll(e => e.Until + Kept < at);
        var after = happened switch
        {
            RosterEntered e => kept.RemoveAll(k => k.Code == e.Entry.Code).Add(e.Entry),
            RosterLeft e => kept.RemoveAll(k => k.Code == e.Code),
            RosterFollowed => kept,
            _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
        };
        return new RosterState(Files.Set(
            happened.Organisation.Value - 1,
            new RosterFile(
            [
                .. after.OrderBy(e => e.From).ThenBy(e => e.Code, StringComparer.Ordinal),
            ])
            {
                Followed = FollowedAfter(before, happened, after),
            }));
    }

    // A line is of the calendar that had it last, as long as it stands on the roster.
    private static ImmutableArray<CalendarLine> FollowedAfter(
        RosterFile before, RosterEvent happened, ImmutableArray<RosterEntry> entries)
    {
        var here = entries.Select(e => e.Code).ToHashSet();
        var said = happened as RosterFollowed;
        var lines = before.Followed.Where(f => here.Contains(f.Code));
        return said is null
            ? [.. lines]
            :
            [
                .. lines.ExceptBy(said.Codes, f => f.Code)
                    .Concat(said.Codes.Where(here.Contains)
                        .Select(c => new CalendarLine(c, said.Calendar)))
                    .OrderBy(f => f.Code, StringComparer.Ordinal),
            ];
    }
}

/// <summary>Whom one can reach for a discipline, and by what.</summary>
/// <param name="Discipline">Code.</param>
/// <param name="Organisation">Whose colleague.</param>
/// <param name="Service">The desk that covers it now; null where the roster alone says so.</param>
/// <param name="OnDuty">Who is on duty now; null where only the desk is known.</param>
public readonly record struct Reachable(
    string Discipline, OrganisationId Organisation, ServiceRule? Service, RosterEntry? OnDuty)
{
    /// <summary>Who can be reached now for a subregion, by discipline; who is asked first in
    /// front.</summary>
    public static IEnumerable<Reachable> Now(World world, SubregionId subregion, Instant now)
    {
        var moment = LocalMoment.At(now);
        var services = world.Regions.Services.All.Where(s => s.Covers(subregion, moment))
            .OrderBy(s => s.Rank).ToArray();
        var onDuty = world.Roster.Organisations
            .SelectMany(o => world.Roster[o].Entries
                .Where(e => e.IsOn(now) && e.Subregions.Contains(subregion))
                .Select(e => (Organisation: o, Entry: e)))
            .ToArray();
        var byDesk = services.SelectMany(s => onDuty
            .Where(d => d.Organisation == s.Organisation && d.Entry.Discipline == s.Discipline)
            .Select(d => (RosterEntry?)d.Entry).DefaultIfEmpty()
            .Select(e => new Reachable(s.Discipline, s.Organisation, s, e)));
        var others = onDuty
            .Where(d => services.All(s => s.Organisation != d.Organisation
                || s.Discipline != d.Entry.Discipline))
            .Select(d => new Reachable(d.Entry.Discipline, d.Organisation, null, d.Entry));
        return byDesk.Concat(others);
    }
}
