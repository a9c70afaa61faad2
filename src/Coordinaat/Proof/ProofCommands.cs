using System.Data.Common;
using System.Globalization;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Engine.Proof;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Proof;

/// <summary><c>coordinaat backup</c>, <c>restore</c>, <c>verify</c> and <c>raise-level</c>, with
/// words for those who run them.</summary>
/// <param name="language">The language of what is said.</param>
/// <param name="output">Where it is said.</param>
internal sealed class ProofCommands(Language language, TextWriter output)
{
    /// <summary>No more findings are written out; all are counted.</summary>
    public const int FindingsMax = 200;

    /// <summary>The place that a command works on, as configuration and options say.</summary>
    /// <param name="folder">The folder of the data.</param>
    public static EngineOptions PlaceOf(string folder) => new(
        folder, TimeProvider.System, NullLogger.Instance,
        Environment.GetEnvironmentVariable("Vault__MasterKey"))
    {
        Journal = Environment.GetEnvironmentVariable("ConnectionStrings__Journal"),
        Keys = Environment.GetEnvironmentVariable("ConnectionStrings__Keys"),
    };

    /// <summary>Makes a back-up.</summary>
    /// <returns>0; 1 when it was not made.</returns>
    public int Backup(EngineOptions place, string to, string? keysTo) => Run(() =>
    {
        var report = Engine.Proof.Backup.Take(place, to, keysTo);
        Say(
            $"Back-up gemaakt tot en met gebeurtenis {report.Number}, tijdvak {report.Epoch}.",
            $"Backed up to event {report.Number}, epoch {report.Epoch}.");
        foreach (var (table, rows) in report.Rows)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table}: {rows}"));
        }

        if (keysTo is null)
        {
            Say(
                "De sleutels van dossiers staan er niet in (--keys-to): zonder die sleutels gaat "
                + "geen dossier open.",
                "The keys of records are not in it (--keys-to): without them no record opens.");
        }

        return 0;
    });

    /// <summary>Restores a back-up.</summary>
    /// <returns>0; 1 when it was not restored.</returns>
    public int Restore(RestoreOptions options) => Run(() =>
    {
        var report = Engine.Proof.Restore.Run(options);
        Say(
            $"Teruggezet tot en met gebeurtenis {report.Number}, als tijdvak {report.Epoch}. "
            + $"{report.Keys} sleutels; {report.Erased} bleven vernietigd.",
            $"Restored to event {report.Number}, as epoch {report.Epoch}. "
            + $"{report.Keys} keys; {report.Erased} stayed destroyed.");
        if (report.Aside is { } aside)
        {
            Say(
                $"Wat er stond, staat in {aside}: uiterlijk na 35 dagen weggooien.",
                $"What was there is in {aside}: throw it away within 35 days.");
        }

        Say(
            "Controleer het nu: coordinaat verify --all.",
            "Now check it: coordinaat verify --all.");
        return 0;
    });

    /// <summary>Verifies a place.</summary>
    /// <returns>0 when nothing is wrong; else 1.</returns>
    public int Verify(EngineOptions place, bool isWhole) => Run(() =>
    {
        var said = 0;
        var report = Engine.Proof.Verify.Run(place, isWhole, finding =>
        {
            if (++said <= FindingsMax)
            {
                output.WriteLine(ProofTexts.Of(finding, language));
            }
        });
        var seconds = Math.Max(report.Took.TotalSeconds, 0.001);
        Say(
            $"Gelezen vanaf gebeurtenis {report.From}: {report.Events} gebeurtenissen, "
            + $"{report.Items} verzegelde stukken ({report.Erased} vernietigd), {report.Persons} "
            + $"personen in de index, {report.Answers} antwoorden, {report.Compared} "
            + $"momentopnamen en zegels vergeleken; {seconds:F1} s, "
            + $"{report.Events / seconds:F0} gebeurtenissen per seconde.",
            $"Read from event {report.From}: {report.Events} events, {report.Items} sealed items "
            + $"({report.Erased} destroyed), {report.Persons} persons in the index, "
            + $"{report.Answers} answers, {report.Compared} snapshots and seals compared; "
            + $"{seconds:F1} s, {report.Events / seconds:F0} events a second.");
        if (report.Findings == 0)
        {
            Say("Alles klopt.", "All is well.");
            return 0;
        }

        Say(
            $"Er klopt iets niet: {report.Findings} keer.",
            $"Something is wrong: {report.Findings} times.");
        return 1;
    });

    /// <summary>Raises the write level of a place.</summary>
    /// <returns>0; 1 when it was not raised.</returns>
    public int RaiseLevel(EngineOptions place) => Run(() =>
    {
        var report = Engine.Proof.RaiseLevel.Run(place);
        if (report.Fault is not { } fault)
        {
            Say(
                $"Het logboek wordt vanaf nu geschreven op niveau {report.Level}.",
                $"From now on the journal is written at level {report.Level}.");
            return 0;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ProofTexts.LevelFaults[fault].In(language)} ({report.Level})."));
        foreach (var node in report.Older)
        {
            Say(
                $"  {node.Name}, versie {node.Program}, leest niveau {node.Reads}, gezien om "
                + $"{node.SeenAt}",
                $"  {node.Name}, version {node.Program}, reads level {node.Reads}, seen at "
                + $"{node.SeenAt}");
        }

        return 1;
    });

    private int Run(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (BackupException fault)
        {
            output.WriteLine(ProofTexts.Of(fault, language));
        }
        catch (Exception fault) when (fault is DbException or IOException or FormatException
            or InvalidOperationException or UnauthorizedAccessException)
        {
            output.WriteLine(fault.Message);
        }

        return 1;
    }

    private void Say(string nl, string en) =>
        output.WriteLine(language == Language.English ? en : nl);
}
