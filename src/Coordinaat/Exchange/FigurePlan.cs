using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Sheets;
using NodaTime;

namespace Coordinaat.Exchange;

/// <summary>What a line of a file would do.</summary>
public enum PlanOutcome
{
    /// <summary>Other figures than before, or the first.</summary>
    Changed = 1,

    /// <summary>The same figures, confirmed at a later moment.</summary>
    Unchanged,

    /// <summary>Nothing: figures of that moment or a later one are known.</summary>
    Late,

    /// <summary>Nothing, and nothing of the whole file: the line is wrong.</summary>
    Faulty,
}

/// <summary>What one line of a file would do.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Unit">The unit's code, as it could be read.</param>
/// <param name="Outcome">What it would do.</param>
public sealed record PlanLine(int Number, string Unit, PlanOutcome Outcome)
{
    /// <summary>What is known of the places now; null when nothing.</summary>
    public Figures? Known { get; init; }

    /// <summary>What the line tells.</summary>
    public UnitFigures Told { get; init; }

    /// <summary>The moment that it speaks of.</summary>
    public Instant At { get; init; }

    /// <summary>Why it is wrong; null when it is not.</summary>
    public Enum? Fault { get; init; }

    /// <summary>The column that is at fault; empty when it is the line.</summary>
    public string Column { get; init; } = "";
}

/// <summary>What a file of figures would do, line by line. Taken whole or not at all.</summary>
/// <param name="Source">How its figures come.</param>
/// <param name="Partner">Whose columns it has; empty for our own template.</param>
/// <param name="Lines">A line a unit, and every line that is wrong.</param>
/// <param name="FileFault">Why the file as a whole is not read; null when it is.</param>
public sealed record FigurePlan(
    FigureSource Source, string Partner, ImmutableArray<PlanLine> Lines,
    FigureFileFault? FileFault = null)
{
    /// <summary>The first thing that is wrong; null when the file can be taken over.</summary>
    public Enum? Fault => FileFault ?? Lines.FirstOrDefault(l => l.Fault is not null)?.Fault;

    /// <summary>Reads a file, and looks what it would do.</summary>
    /// <param name="world">What is known.</param>
    /// <param name="by">Who brings it: only units that they speak for are looked at.</param>
    /// <param name="text">The file.</param>
    /// <param name="at">The moment of lines that name none.</param>
    /// <param name="now">The moment of asking.</param>
    public static FigurePlan OfFile(World world, Actor by, string text, Instant at, Instant now)
    {
        if (!FigureSheet.Read(text).TryGet(out var sheet, out var fault))
        {
            return Unread(fault);
        }

        if (OwnSheet.Fits(sheet))
        {
            return Judge("", world, by, OwnSheet.Read(sheet, now), at, now);
        }

        var own = world.Regions.Exchanges.All
            .Where(m => m.IsIn && IsFor(world.Regions, m.Unit, by)).ToArray();
        if (PartnerSheet.Find(sheet, own) is not { } partner)
        {
            return Unread(FigureFileFault.WrongHeader);
        }

        var lines = PartnerSheet.Read(
            sheet, own.Where(m => m.Partner == partner),
            u => world.Regions.Units[u.Value].Code, now);
        return lines.IsEmpty
            ? Unread(FigureFileFault.EmptyFile) with { Partner = partner }
            : Judge(partner, world, by, lines, at, now);
    }

    /// <summary>Looks what lines would do that are read already.</summary>
    /// <param name="partner">Whose they are; empty for our own template.</param>
    /// <param name="world">What is known.</param>
    /// <param name="by">Who brings them.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="at">The moment of lines that name none.</param>
    /// <param name="now">The moment of asking.</param>
    public static FigurePlan Judge(
        string partner, World world, Actor by, IEnumerable<ToldLine> lines, Instant at,
        Instant now)
    {
        var plan = new FigurePlan(
            by.IsAny(Roles.ProviderDesk)
                ? partner.Length == 0 ? FigureSource.Manual : FigureSource.Feed
                : FigureSource.Passed,
            partner, []);
        var pools = new HashSet<PoolId>();
        return plan with
        {
            Lines = [.. lines.Select(l => plan.Judge(world, by, l, pools, l.At ?? at, now))],
        };
    }

    /// <summary>What is asked of the engine: a message a location and moment.</summary>
    /// <param name="regions">For the locations.</param>
    public ReportTogether RequestTo(RegionsState regions) => new(
        [
            .. Lines.GroupBy(l => (regions.Units[l.Told.Unit.Value].Location, l.At))
                .OrderBy(m => m.Key.At).ThenBy(m => m.Key.Location.Value)
                .Select(m => new ReportLocation(
                    m.Key.Location, [.. m.Select(l => l.Told)], m.Key.At, Source)),
        ]);

    private PlanLine Judge(
        World world, Actor by, ToldLine line, HashSet<PoolId> pools, Instant at, Instant now)
    {
        var id = new UnitId(world.Regions.Units.NumberOf(line.Unit));
        if (line.Fault is not null || id.Value == 0)
        {
            return Wrong(line, line.Fault ?? FigureFileFault.UnitUnknown);
        }

        var pool = world.Regions.Units[id.Value].Pool;
        var known = world.Capacity[pool].Figures;
        var told = Complete(line, id, known);
        Enum? fault = !IsFor(world.Regions, id, by) ? ReportLocationRefusal.NotAllowed
            : !pools.Add(pool) ? FigureFileFault.PlacesDoubled
            : told is null ? FigureFileFault.FiguresIncomplete
            : !told.Value.ArePossible ? ReportLocationRefusal.NumberOutOfRange
            : !Facts.IsPossible(at, now) ? ReportLocationRefusal.TimeOutOfRange
            : null;
        return fault is not null
            ? Wrong(line, fault) with { Known = known }
            : new PlanLine(
                line.Number, line.Unit,
                IsLate(known, at) ? PlanOutcome.Late
                    : known is not null && told!.Value.AreIn(known) ? PlanOutcome.Unchanged
                    : PlanOutcome.Changed)
            {
                Known = known, Told = told!.Value, At = at,
            };
    }

    private static FigurePlan Unread(FigureFileFault fault) =>
        new(FigureSource.Manual, "", [], fault);

    // A provider speaks for the own units; a centre passes on what its locations hand in elsewhere.
    private static bool IsFor(RegionsState regions, UnitId unit, Actor by) =>
        Ownership.IsOwn(regions, unit, by)
        || (!by.IsAny(Roles.ProviderDesk) && Ownership.MayRecordFor(regions, unit, by));

    // As the domain has it: another source may speak of the same moment.
    private bool IsLate(Figures? known, Instant at) => known is not null
        && (known.At > at || (known.At == at && known.Source == Source));

    // What a partner's columns do not tell: opened is what is in use and free together, or else
    // what can be used; blocked stays; there are at least as many places as are opened.
    private static UnitFigures? Complete(ToldLine line, UnitId unit, Figures? known)
    {
        var blocked = line.Blocked ?? known?.Blocked ?? 0;
        var staffed = line.Staffed ?? (line.Free + line.Occupied) ?? (line.Physical - blocked)
            ?? known?.Staffed;
        return staffed is { } opened && (line.Occupied ?? (opened - line.Free)) is { } occupied
            ? new UnitFigures(
                unit, line.Physical ?? Math.Max(known?.Physical ?? 0, opened + blocked), blocked,
                opened, occupied)
            : null;
    }

    private static PlanLine Wrong(ToldLine line, Enum fault) =>
        new(line.Number, line.Unit, PlanOutcome.Faulty) { Fault = fault, Column = line.Column };
}
