using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Proof;

namespace Coordinaat.Proof;

/// <summary>The words of back-ups, of what <c>verify</c> finds and of write levels.</summary>
internal static class ProofTexts
{
    /// <summary>Why a back-up was not made or not restored.</summary>
    public static readonly IReadOnlyDictionary<BackupFault, Label> Faults =
        new Dictionary<BackupFault, Label>
        {
            [BackupFault.FolderInUse] = new(
                "Een ander programma werkt in deze map; stop het eerst",
                "Another program works in this folder; stop it first"),
            [BackupFault.NoMasterKey] = new(
                "Er is geen hoofdsleutel; leg master.key in de map of geef Vault__MasterKey",
                "There is no master key; put master.key in the folder or give Vault__MasterKey"),
            [BackupFault.NoJournal] = new(
                "Er is hier geen logboek", "There is no journal here"),
            [BackupFault.FileExists] = new(
                "Het bestand bestaat al en blijft zoals het is",
                "The file is there already and stays as it is"),
            [BackupFault.NotABackup] = new(
                "Dit is geen back-up, of het begin is beschadigd",
                "This is no back-up, or its beginning is damaged"),
            [BackupFault.OtherContents] = new(
                "Dit is de andere van de twee bestanden: logboek en sleutels zijn verwisseld",
                "This is the other of the two files: journal and keys have changed places"),
            [BackupFault.NewerFormat] = new(
                "Een nieuwere versie van het programma maakte deze back-up; gebruik die versie",
                "A newer version of the program made this back-up; use that version"),
            [BackupFault.OtherMasterKey] = new(
                "De hoofdsleutel is niet die van deze gegevens; breng de juiste terug",
                "The master key is not the one of this data; bring back the right one"),
            [BackupFault.Damaged] = new(
                "De back-up is niet heel: afgebroken of veranderd. Er is niets mee gedaan",
                "The back-up is not whole: torn or changed. Nothing was done with it"),
            [BackupFault.NewerEvents] = new(
                "De back-up bevat gebeurtenissen van een nieuwere versie; gebruik die versie",
                "The back-up holds events of a newer version; use that version"),
            [BackupFault.NotARegister] = new(
                "Dit is geen register van vernietigingen", "This is no register of erasures"),
            [BackupFault.NoKeys] = new(
                "Er zijn geen sleutels: geef --keys", "There are no keys: give --keys"),
            [BackupFault.NotEmpty] = new(
                "Hier staat al een logboek; --replace vervangt het",
                "There is a journal here already; --replace replaces it"),
        };

    /// <summary>Why the write level stays what it is; the level comes behind it.</summary>
    public static readonly IReadOnlyDictionary<RaiseLevelFault, Label> LevelFaults =
        new Dictionary<RaiseLevelFault, Label>
        {
            [RaiseLevelFault.LevelUnread] = new(
                "Het niveau van het logboek is hoger dan dit programma leest; gebruik de nieuwere "
                + "versie",
                "The journal's level is higher than this program reads; use the newer version"),
            [RaiseLevelFault.AlreadyNewest] = new(
                "Het logboek is al op het hoogste niveau dat dit programma kent",
                "The journal is at the highest level already that this program knows"),
            [RaiseLevelFault.NodesOlder] = new(
                "Niet verhoogd: er werken nog programma's die het nieuwe niveau niet lezen; werk "
                + "ze bij of stop ze, en wacht een minuut op wat niet netjes stopte. Het logboek "
                + "blijft op zijn niveau",
                "Not raised: programs are at work that do not read the new level; upgrade or stop "
                + "them, and wait a minute for what was not stopped cleanly. The journal stays at "
                + "its level"),
        };

    /// <summary>What can be wrong.</summary>
    public static readonly IReadOnlyDictionary<FindingKind, Label> Findings =
        new Dictionary<FindingKind, Label>
        {
            [FindingKind.PageDamaged] = new("Pagina beschadigd", "Page damaged"),
            [FindingKind.TableUnreadable] = new(
                "Tabel niet tot het einde te lezen", "Table cannot be read to its end"),
            [FindingKind.OtherMasterKey] = new(
                "De hoofdsleutel is niet die van deze gegevens; dossiers zijn niet gecontroleerd",
                "The master key is not the one of this data; records were not checked"),
            [FindingKind.SettingWrong] = new("Instelling klopt niet", "Setting is wrong"),
            [FindingKind.EventsMissing] = new("Gebeurtenis ontbreekt", "Event is missing"),
            [FindingKind.EventUnreadable] = new(
                "Rij is geen gebeurtenis", "Row is no event"),
            [FindingKind.TimeGoesBack] = new(
                "Tijd loopt terug bij gebeurtenis", "Time goes back at event"),
            [FindingKind.EpochWrong] = new("Tijdvak klopt niet", "Epoch is wrong"),
            [FindingKind.CauseWrong] = new("Oorzaak klopt niet", "Cause is wrong"),
            [FindingKind.BatchesWrong] = new(
                "Reeksen sluiten niet aan", "Batches do not follow on each other"),
            [FindingKind.BatchOfEventWrong] = new(
                "Gebeurtenis hoort niet bij deze reeks", "Event is not of this batch"),
            [FindingKind.ChainBroken] = new(
                "Ketting gebroken: een van deze gebeurtenissen is veranderd",
                "Chain broken: one of these events was changed"),
            [FindingKind.KindUnknown] = new(
                "Onbekende soort gebeurtenis", "Unknown kind of event"),
            [FindingKind.BodyWrong] = new(
                "Inhoud van de gebeurtenis klopt niet", "Body of the event is wrong"),
            [FindingKind.PlaceWrong] = new(
                "Gebeurtenis staat bij iets anders dan waarover zij gaat",
                "Event is filed under another thing than it is about"),
            [FindingKind.FoldFailed] = new(
                "Vanaf hier is geen stand meer op te bouwen",
                "From here on no world can be built"),
            [FindingKind.SnapshotDamaged] = new("Momentopname beschadigd", "Snapshot damaged"),
            [FindingKind.SnapshotDiffers] = new(
                "Momentopname is van een andere stand", "Snapshot is of another world"),
            [FindingKind.SealDiffers] = new(
                "Maandzegel is van een andere stand", "Seal of a month is of another world"),
            [FindingKind.EndMissing] = new(
                "Het einde van het logboek ontbreekt", "The end of the journal is missing"),
            [FindingKind.ItemMissing] = new(
                "Verzegeld stuk ontbreekt", "Sealed item is missing"),
            [FindingKind.ItemDamaged] = new(
                "Verzegeld stuk gaat niet open", "Sealed item does not open"),
            [FindingKind.KeyMissing] = new(
                "Sleutel ontbreekt, en niet door een vernietiging",
                "Key is missing, and not by an erasure"),
            [FindingKind.KeyDamaged] = new(
                "Sleutel van een dossier is beschadigd", "Key of a record is damaged"),
            [FindingKind.ServerKeyDamaged] = new(
                "Sleutel van de webserver is beschadigd", "Key of the web server is damaged"),
            [FindingKind.PersonUnknown] = new(
                "De index wijst naar iemand zonder dossier",
                "The index points to somebody without a record"),
            [FindingKind.AnswerWrong] = new(
                "Bewaard antwoord hoort niet bij deze gebeurtenissen",
                "Kept answer is not of these events"),
        };

    /// <summary>Something that is wrong, as one line.</summary>
    public static string Of(Finding finding, Language language)
    {
        var events = finding.Events.Length > 0 ? $" [{finding.Events}]" : "";
        var detail = finding.Detail.Length > 0 ? $" ({finding.Detail})" : "";
        return $"{Findings[finding.Kind].In(language)}{events}{detail}";
    }

    /// <summary>Why it was not done, as one line.</summary>
    public static string Of(BackupException fault, Language language)
    {
        var detail = fault.Detail.Length > 0 ? $" ({fault.Detail})" : "";
        return $"{Faults[fault.Fault].In(language)}{detail}.";
    }
}
