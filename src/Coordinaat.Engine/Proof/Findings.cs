using System.Globalization;

namespace Coordinaat.Engine.Proof;

/// <summary>What <see cref="Verify"/> can find wrong.</summary>
public enum FindingKind
{
    /// <summary>The database itself says that a page is damaged.</summary>
    PageDamaged = 1,

    /// <summary>A table could not be read to its end: the rest of it is not checked.</summary>
    TableUnreadable,

    /// <summary>The master key is not the one that this place was made with.</summary>
    OtherMasterKey,

    /// <summary>A setting of the journal (epoch, write level) makes no sense.</summary>
    SettingWrong,

    /// <summary>Events are missing.</summary>
    EventsMissing,

    /// <summary>A row of the journal holds values that no event has.</summary>
    EventUnreadable,

    /// <summary>An event is earlier than the one before it.</summary>
    TimeGoesBack,

    /// <summary>An event is of an older epoch than the one before it, or of one to come.</summary>
    EpochWrong,

    /// <summary>An event says that a later one caused it.</summary>
    CauseWrong,

    /// <summary>Batches overlap, or leave events out.</summary>
    BatchesWrong,

    /// <summary>An event is in another batch than it says, or in none.</summary>
    BatchOfEventWrong,

    /// <summary>The hash of a batch is not that of its events: one of them was changed.</summary>
    ChainBroken,

    /// <summary>No event of this program has that name and shape.</summary>
    KindUnknown,

    /// <summary>The body of an event cannot be read, or is not written as we write it.</summary>
    BodyWrong,

    /// <summary>An event is filed under another thing or region than it is about.</summary>
    PlaceWrong,

    /// <summary>The world cannot go on after an event: from here on it is not folded.</summary>
    FoldFailed,

    /// <summary>A snapshot is torn or changed.</summary>
    SnapshotDamaged,

    /// <summary>A snapshot is of another world than the journal gives.</summary>
    SnapshotDiffers,

    /// <summary>The seal of a month is of another world than the journal gives.</summary>
    SealDiffers,

    /// <summary>The journal ends before a snapshot of the same history: its end is missing.
    /// </summary>
    EndMissing,

    /// <summary>An event names a sealed item that is not there.</summary>
    ItemMissing,

    /// <summary>A sealed item does not open: it was changed.</summary>
    ItemDamaged,

    /// <summary>A sealed item has no key, and no register says that it was destroyed.</summary>
    KeyMissing,

    /// <summary>The key of a record does not open: it was changed.</summary>
    KeyDamaged,

    /// <summary>A key of the web server does not open: it was changed.</summary>
    ServerKeyDamaged,

    /// <summary>The index of persons points to somebody of whom there is no record.</summary>
    PersonUnknown,

    /// <summary>A kept answer is not that of the events it names.</summary>
    AnswerWrong,
}

/// <summary>Something that is wrong. Never a word of a person.</summary>
/// <param name="Kind">What.</param>
/// <param name="First">The event; 0 where it is about none.</param>
/// <param name="Last">The last event, where it is about several.</param>
/// <param name="Detail">Which page, table, row or file.</param>
public sealed record Finding(FindingKind Kind, long First, long Last, string Detail)
{
    /// <summary>Which events, for people: "5", "5-9", or nothing.</summary>
    public string Events => First == 0 ? ""
        : First == Last ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}

/// <summary>What was checked, and how fast.</summary>
/// <param name="From">The first event that was checked.</param>
/// <param name="Events">How many events.</param>
/// <param name="Items">How many sealed items.</param>
/// <param name="Erased">How many of them were destroyed.</param>
/// <param name="Persons">How many entries of the index of persons.</param>
/// <param name="Answers">How many kept answers.</param>
/// <param name="Compared">How many snapshots and seals.</param>
/// <param name="World">The hash of the world at the end; empty when it could not be folded.
/// </param>
/// <param name="Took">How long.</param>
/// <param name="Findings">How much is wrong.</param>
public sealed record VerifyReport(
    long From, long Events, long Items, long Erased, long Persons, long Answers, int Compared,
    string World, TimeSpan Took, long Findings);
