using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Exchange.Tables;

namespace Coordinaat.Regions;

/// <summary>The first figures of pools, as a table tells them: one message a location.</summary>
/// <remarks>
/// They never replace what a unit said later. A line that is wrong by itself is left out of its
/// location's message, so that it costs no other line.
/// </remarks>
internal sealed class FirstFigures
{
    private readonly Dictionary<int, Verdict> verdicts = [];

    /// <summary>Whose line it is decides before anything is asked; else the message does.
    /// </summary>
    /// <param name="Outcome">What became of the line, where there is no message.</param>
    /// <param name="Reason">Why it was refused; null when it was not.</param>
    /// <param name="Message">The message that it is in; null without.</param>
    internal readonly record struct Verdict(
        LineOutcome Outcome, Enum? Reason, LocationMessage? Message);

    /// <summary>The message of one location.</summary>
    internal sealed class LocationMessage(ReportLocation request, Stamp stamp)
    {
        public ReportLocation Request { get; } = request;

        public Stamp Stamp { get; } = stamp;

        /// <summary>The engine's answer, once it was asked.</summary>
        public Task<Importer.Answer>? Answered { get; set; }
    }

    /// <summary>Looks all lines of a file through.</summary>
    public static FirstFigures Of(
        Engine.Engine engine, ImmutableArray<ImportLine> lines, Actor by)
    {
        var (world, plan) = (engine.World, new FirstFigures());
        var pools = new HashSet<PoolId>();
        var news = new List<CapacityLine>();
        foreach (var line in lines.OfType<CapacityLine>())
        {
            if (Judge(world, line, pools, by) is { } verdict)
            {
                plan.verdicts[line.Number] = verdict;
            }
            else
            {
                news.Add(line);
            }
        }

        foreach (var told in news.GroupBy(l => world.Regions.Units[
            world.Regions.Units.NumberOf(l.Code)].Location))
        {
            var request = new ReportLocation(
                told.Key, [.. told.Select(l => FiguresOf(world, l))], engine.Now,
                FigureSource.Feed);
            var message = new LocationMessage(request, new Stamp(Ids.New(), by));
            foreach (var line in told)
            {
                plan.verdicts[line.Number] = new Verdict(LineOutcome.Taken, null, message);
            }
        }

        return plan;
    }

    /// <summary>What becomes of a line.</summary>
    public Verdict Of(CapacityLine line) => verdicts[line.Number];

    private static Verdict? Judge(World world, CapacityLine line, HashSet<PoolId> pools, Actor by)
    {
        if (!by.IsSystem)
        {
            return Refused(ReportCapacityRefusal.NotAllowed);
        }

        var units = world.Regions.Units;
        if (units.Find(units.NumberOf(line.Code)) is not { Pool: var pool })
        {
            return Refused(ReportCapacityRefusal.UnitUnknown);
        }

        if (!pools.Add(pool))
        {
            return Refused(ImportFault.PoolDoubled);
        }

        var told = FiguresOf(world, line);
        return world.Capacity[pool].Figures is { } known
            ? told.AreIn(known)
                ? new Verdict(LineOutcome.Unchanged, null, null)
                : Refused(ImportFault.FiguresKnown)
            : told.ArePossible ? null : Refused(ReportCapacityRefusal.NumberOutOfRange);
    }

    private static Verdict Refused(Enum reason) => new(LineOutcome.Refused, reason, null);

    private static UnitFigures FiguresOf(World world, CapacityLine line) => new(
        new UnitId(world.Regions.Units.NumberOf(line.Code)), line.Physical, line.Blocked,
        line.Staffed, line.Occupied);
}
