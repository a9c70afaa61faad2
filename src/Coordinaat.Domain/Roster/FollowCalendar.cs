using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Roster;

/// <summary>Lets the roster follow a calendar whose lines were just entered: what it said before
/// and no longer says ends now. What has been stays, and so does every line that is not of this
/// calendar.</summary>
/// <param name="Organisation">Whose roster.</param>
/// <param name="Calendar">The calendar's key: the same key is the same calendar.</param>
/// <param name="Codes">The lines that it has now; also those that could not be read.</param>
/// <param name="IsSure">It is the right calendar and complete, whatever it lacks.</param>
public sealed record FollowCalendar(
    OrganisationId Organisation, string Calendar, ImmutableArray<string> Codes, bool IsSure)
    : Request<RosterRefusal>
{
    /// <inheritdoc/>
    public override Lane Lane => Lane.Reports;

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RosterRefusal> Decide(
        World world, Moment moment)
    {
        if (RosterKeepers.FaultOf(
            world.Regions, moment.By, Organisation, Calendar) is { } fault)
        {
            return fault;
        }

        if (Codes.Length > EnterRoster.EntriesMax)
        {
            return RosterRefusal.TooMany;
        }

        return moment.WriteLevel < EventCodec.LevelOf<RosterFollowed>()
            ? RosterRefusal.NotYetWritten
            : Followed(world.Roster[Organisation], moment);
    }

    private Outcome<ImmutableArray<Event>, RosterRefusal> Followed(RosterFile file, Moment moment)
    {
        var has = Codes.ToHashSet();
        var coming = file.ComingFrom(Calendar, moment.Now).ToArray();
        var gone = coming.Where(e => !has.Contains(e.Code)).ToArray();
        if (gone.Length > 0 && gone.Length == coming.Length && !IsSure)
        {
            return RosterRefusal.CalendarDiffers;
        }

        var known = file.Followed.Where(f => f.Calendar == Calendar).Select(f => f.Code);
        var here = file.Entries.Select(e => e.Code).Where(has.Contains);
        ImmutableArray<string> newly = [.. here.Except(known).Order(StringComparer.Ordinal)];
        ImmutableArray<Event> ends =
        [
            .. gone.Select(e => (Event)(e.From < moment.Now
                ? new RosterEntered(Organisation, e with { Until = moment.Now })
                : new RosterLeft(Organisation, e.Code))),
        ];
        return newly.IsEmpty
            ? ends
            : ends.Insert(0, new RosterFollowed(Organisation, Calendar, newly));
    }
}
