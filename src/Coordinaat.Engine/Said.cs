using Microsoft.Extensions.Logging;

namespace Coordinaat.Engine;

/// <summary>What the log can say, under numbers and names that never change.</summary>
/// <remarks>
/// Somebody searches and alerts on them, so they are never renamed and never used again for
/// something else. The sentences may be improved. <c>docs/operations.md</c> lists them.
/// </remarks>
public static class Said
{
    /// <summary>The journal was read at the start.</summary>
    public static readonly EventId JournalLoaded = new(1001, "journal-loaded");

    /// <summary>Nothing can be stored from now on.</summary>
    public static readonly EventId JournalUnwritable = new(1002, "journal-unwritable");

    /// <summary>It can be stored again.</summary>
    public static readonly EventId JournalWritable = new(1003, "journal-writable");

    /// <summary>A clock of a request failed.</summary>
    public static readonly EventId ClockFailed = new(1005, "clock-failed");

    /// <summary>One request failed by a fault of the program.</summary>
    public static readonly EventId DecisionFailed = new(1006, "decision-failed");

    /// <summary>The loop stopped: nothing is decided any more.</summary>
    public static readonly EventId LoopStopped = new(1007, "loop-stopped");

    /// <summary>A snapshot was not written.</summary>
    public static readonly EventId SnapshotUnwritten = new(1008, "snapshot-unwritten");

    /// <summary>A snapshot on the disk is not used.</summary>
    public static readonly EventId SnapshotUnused = new(1009, "snapshot-unused");

    /// <summary>Answers that are too old were not removed.</summary>
    public static readonly EventId AnswersKept = new(1010, "answers-kept");

    /// <summary>The keys of records could not be read.</summary>
    public static readonly EventId KeysUnread = new(1011, "keys-unread");

    /// <summary>Somebody wrote without the lock; the batch was decided again.</summary>
    public static readonly EventId Fenced = new(1012, "fenced");

    /// <summary>It is known now whether an unknown commit was stored.</summary>
    public static readonly EventId Settled = new(1013, "commit-settled");

    /// <summary>The journal has another history than this node knew.</summary>
    public static readonly EventId HistoryExchanged = new(1014, "history-exchanged");

    /// <summary>The journal is on fewer machines than it should be, or on enough again.</summary>
    public static readonly EventId Copies = new(1015, "copies");

    /// <summary>The report tables cannot be brought up to date.</summary>
    public static readonly EventId ReportsBehind = new(1016, "reports-behind");

    /// <summary>The report tables are made anew.</summary>
    public static readonly EventId ReportsAnew = new(1017, "reports-anew");

    /// <summary>A month is sealed.</summary>
    public static readonly EventId MonthSealed = new(1018, "month-sealed");

    /// <summary>A month that ended was not sealed.</summary>
    public static readonly EventId MonthUnsealed = new(1019, "month-unsealed");

    /// <summary>The journal is written at a level that this program does not read.</summary>
    public static readonly EventId LevelUnread = new(1020, "level-unread");

    /// <summary>Messages of feeds are taken at an address.</summary>
    public static readonly EventId FeedsOpen = new(2100, "feeds-open");

    /// <summary>The address for messages of feeds could not be opened.</summary>
    public static readonly EventId FeedsClosed = new(2101, "feeds-closed");

    /// <summary>A message of a feed could not be stored; its sender was told so.</summary>
    public static readonly EventId FeedUnstored = new(2102, "feed-unstored");

    /// <summary>A feed is silent, or is heard again.</summary>
    public static readonly EventId FeedTurned = new(2103, "feed-turned");

    /// <summary>What a feed counts was not reported.</summary>
    public static readonly EventId FeedUnreported = new(2104, "feed-unreported");

    /// <summary>A connection of a feed failed by a fault of the program.</summary>
    public static readonly EventId FeedFailed = new(2105, "feed-failed");

    /// <summary>A call over HTTP failed by a fault of the program.</summary>
    public static readonly EventId CallFailed = new(2001, "call-failed");

    /// <summary>The address of the figures could not be opened.</summary>
    public static readonly EventId MetricsClosed = new(2002, "metrics-closed");

    /// <summary>A live screen failed by a fault of the program.</summary>
    public static readonly EventId ScreenFailed = new(2003, "screen-failed");

    /// <summary>A live screen that did not read was cut.</summary>
    public static readonly EventId ScreenCut = new(2004, "screen-cut");

    /// <summary>A call over HTTP could not read from the database.</summary>
    public static readonly EventId CallUnread = new(2005, "call-unread");

    /// <summary>Nothing can be sent to a destination.</summary>
    public static readonly EventId DestinationAway = new(2006, "destination-away");

    /// <summary>An alarm of somebody could not be moved.</summary>
    public static readonly EventId AlarmUnmoved = new(2170, "alarm-unmoved");

    /// <summary>A made-up day began.</summary>
    public static readonly EventId DayBegan = new(3001, "day-began");

    /// <summary>A made-up day stopped by a fault.</summary>
    public static readonly EventId DayStopped = new(3002, "day-stopped");

    /// <summary>Somebody of a made-up day was refused.</summary>
    public static readonly EventId DayRefused = new(3003, "day-refused");
}
