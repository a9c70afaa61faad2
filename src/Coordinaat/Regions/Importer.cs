using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Engine;
using Coordinaat.Exchange.Rosters;
using Coordinaat.Exchange.Tables;

namespace Coordinaat.Regions;

/// <summary>What became of a line.</summary>
public enum LineOutcome
{
    /// <summary>Stored.</summary>
    Taken = 1,

    /// <summary>All of it was there already, word for word.</summary>
    Unchanged,

    /// <summary>Nothing of it was stored.</summary>
    Refused,

    /// <summary>The calendar no longer has it: it is over from now on.</summary>
    Ended,
}

/// <summary>What became of one line.</summary>
/// <param name="Line">Its number in the file, the header being 1.</param>
/// <param name="Code">The code on it, as far as it could be read.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">
/// Why it was refused: an <see cref="ImportFault"/>, a <see cref="DefineRefusal"/>, a
/// <see cref="ReportCapacityRefusal"/> or an <see cref="EngineFault"/>; otherwise null.
/// </param>
/// <param name="Column">Which column an <see cref="ImportFault"/> is about; may be empty.</param>
internal sealed record LineReport(
    int Line, string Code, LineOutcome Outcome, Enum? Reason, string Column);

/// <summary>What became of one file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Form">Its form; null when the file as a whole was refused.</param>
/// <param name="Lines">One per line; one in all when the file was refused.</param>
internal sealed record FileReport(
    string Name, TableForm? Form, ImmutableArray<LineReport> Lines)
{
    /// <summary>How many lines ended so.</summary>
    public int Count(LineOutcome outcome) => Lines.Count(l => l.Outcome == outcome);
}

/// <summary>What became of an import.</summary>
/// <param name="Files">In the order in which they were imported.</param>
internal sealed record ImportReport(ImmutableArray<FileReport> Files)
{
    /// <summary>How many lines of all files ended so.</summary>
    public int Count(LineOutcome outcome) => Files.Sum(f => f.Count(outcome));
}

/// <summary>Brings tables into the journal, line by line, and says what became of each.</summary>
/// <remarks>
/// Lines are put in the file's order, many at once; a file begins when the files before it are
/// stored. The same import again changes nothing.
/// </remarks>
internal sealed class Importer(Engine.Engine engine)
{
    private const int UnderWayMax = 256;
    private const int AttemptsMax = 5;
    private const int BusyWaitsMax = 600;
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads the tables of a folder; folders in it are passed over.</summary>
    /// <returns>Every <c>.csv</c> file, in the order in which they need each other.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static ImmutableArray<ImportFile> ReadFolder(string folder) => ImportTable.InOrder(
        Directory.EnumerateFiles(folder, "*.csv").Select(ReadFile));

    /// <summary>Reads one table.</summary>
    /// <remarks>Of a file that is too large only so much is read that this is certain.</remarks>
    public static ImportFile ReadFile(string path)
    {
        using var file = File.OpenRead(path);
        var content = new byte[Math.Min(file.Length, ImportTable.BytesMax + 1)];
        file.ReadExactly(content);
        return ImportTable.Read(Path.GetFileName(path), content);
    }

    /// <summary>Imports tables, in the order in which they need each other.</summary>
    /// <param name="files">As read; of several folders too.</param>
    /// <param name="by">
    /// Who asks: an administrator, or the system itself. First figures of pools belong to a demo
    /// and are the system's alone; from anybody else those lines are refused.
    /// </param>
    /// <exception cref="EngineException">The engine stayed too busy for half a minute.
    /// </exception>
    public async Task<ImportReport> ImportAsync(IEnumerable<ImportFile> files, Actor by)
    {
        var reports = ImmutableArray.CreateBuilder<FileReport>();
        foreach (var file in ImportTable.InOrder(files))
        {
            var lines = await ImportLinesAsync(file.Lines, by);
            reports.Add(new FileReport(file.Name, file.Form, lines));
        }

        return new ImportReport(reports.ToImmutable());
    }

    private async Task<ImmutableArray<LineReport>> ImportLinesAsync(
        ImmutableArray<ImportLine> lines, Actor by)
    {
        var reports = ImmutableArray.CreateBuilder<LineReport>(lines.Length);
        var figures = FirstFigures.Of(engine, lines, by);
        var underWay = new Queue<(ImportLine Line, Task<Answer>[] Answers)>();
        foreach (var line in lines)
        {
            if (underWay.Count == UnderWayMax)
            {
                reports.Add(await ReportAsync(underWay.Dequeue()));
            }

            var answers = new List<Task<Answer>>();
            foreach (var ask in AsksOf(line, figures, by))
            {
                answers.Add(await PutAsync(ask));
            }

            underWay.Enqueue((line, [.. answers]));
        }

        while (underWay.TryDequeue(out var next))
        {
            reports.Add(await ReportAsync(next));
        }

        return reports.ToImmutable();
    }

    // What a line asks of the engine, or its answer where there is nothing to ask.
    private IEnumerable<Func<Task<Answer>>> AsksOf(
        ImportLine line, FirstFigures figures, Actor by) => line switch
        {
            FaultyLine l => [Refuse(l.Fault)],
            CapacityLine l => [AskFor(l, figures)],
            RosterLine l => [AskFor(l, by)],
            DefinitionLine { Definitions.Length: 1 } l => [AskFor(l.Definitions[0], by)],
            DefinitionLine l => Foresee(l.Definitions, by) is { } refusal
                ? [Refuse(refusal)]
                : l.Definitions.Select(d => AskFor(d, by)),
            _ => throw new System.Diagnostics.UnreachableException(line.GetType().Name),
        };

    private Func<Task<Answer>> AskFor(Definition row, Actor by)
    {
        var stamp = new Stamp(Ids.New(), by);
        return () => AskAsync(new Define(row), stamp);
    }

    private Func<Task<Answer>> AskFor(RosterLine line, Actor by)
    {
        var stamp = new Stamp(Ids.New(), by);
        return () => AskAsync(Roster.Rosters.RequestOf(engine, by, line), stamp);
    }

    // The lines of one location are one message, and have one answer.
    private Func<Task<Answer>> AskFor(CapacityLine line, FirstFigures figures)
    {
        var (outcome, reason, message) = figures.Of(line);
        return message is null
            ? () => Task.FromResult(new Answer(outcome, reason))
            : () => message.Answered is { } known && !IsBusy(known)
                ? known
                : message.Answered = AskAsync(message.Request, message.Stamp);
    }

    private static Func<Task<Answer>> Refuse(Enum reason) =>
        () => Task.FromResult(new Answer(LineOutcome.Refused, reason));

    // A line with two rows is taken whole or not at all, and the engine knows single rows: so
    // the line is tried here first. The loop decides again on the newest world.
    private DefineRefusal? Foresee(ImmutableArray<Definition> rows, Actor by)
    {
        var world = engine.World;
        var moment = new Moment(engine.Now, by);
        foreach (var row in rows)
        {
            if (!new Define(row).Decide(world, moment).TryGet(out var events, out var refusal))
            {
                return refusal;
            }

            world = world with
            {
                Regions = events.Cast<RegionsEvent>().Aggregate(
                    world.Regions, (regions, happened) => regions.After(happened)),
            };
        }

        return null;
    }

    // A full lane says so at once, so nothing behind this line was put before it.
    private static async Task<Task<Answer>> PutAsync(Func<Task<Answer>> ask)
    {
        for (var waits = 0; ; waits++)
        {
            var answer = ask();
            if (!IsBusy(answer) || waits == BusyWaitsMax)
            {
                return answer;
            }

            await Task.Delay(BusyWait);
        }
    }

    private static bool IsBusy(Task<Answer> answer) =>
        answer.Exception?.InnerException is EngineException { Fault: EngineFault.Busy };

    private async Task<Answer> AskAsync<TRefusal>(Request<TRefusal> request, Stamp stamp)
        where TRefusal : struct, Enum
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await engine.SubmitAsync(request, stamp);
                return !outcome.TryGet(out var receipt, out var refusal)
                    ? new Answer(LineOutcome.Refused, refusal)
                    : new Answer(
                        receipt.Events.IsEmpty ? LineOutcome.Unchanged : LineOutcome.Taken, null);
            }
            catch (EngineException fault) when (
                fault.Fault == EngineFault.OutcomeUnknown && attempt < AttemptsMax)
            {
                // Asked again with the same id: it cannot double.
            }
            catch (EngineException fault) when (attempt > 1 || fault.Fault != EngineFault.Busy)
            {
                return new Answer(LineOutcome.Refused, fault.Fault);
            }
        }
    }

    private static async Task<LineReport> ReportAsync(
        (ImportLine Line, Task<Answer>[] Answers) underWay)
    {
        var answers = await Task.WhenAll(underWay.Answers);
        var refused = answers.FirstOrDefault(a => a.Outcome == LineOutcome.Refused);
        var outcome = refused.Reason is not null
            ? LineOutcome.Refused
            : answers.Any(a => a.Outcome == LineOutcome.Taken)
                ? LineOutcome.Taken
                : LineOutcome.Unchanged;
        var line = underWay.Line;
        return new LineReport(
            line.Number, line.Code, outcome, refused.Reason, (line as FaultyLine)?.Column ?? "");
    }

    internal readonly record struct Answer(LineOutcome Outcome, Enum? Reason);
}
