using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coordinaat.Engine.Proof;

/// <summary>Why a back-up was not made or not restored, in the order it is checked.</summary>
public enum BackupFault
{
    /// <summary>Another process works in the folder.</summary>
    FolderInUse = 1,

    /// <summary>There is no master key in the folder, nor in configuration.</summary>
    NoMasterKey,

    /// <summary>There is no journal to make a back-up of.</summary>
    NoJournal,

    /// <summary>A file of that name is there already.</summary>
    FileExists,

    /// <summary>The file is no back-up, or its beginning is damaged.</summary>
    NotABackup,

    /// <summary>It holds the keys where the journal was asked, or the other way round.</summary>
    OtherContents,

    /// <summary>A newer program made it.</summary>
    NewerFormat,

    /// <summary>It was made under another master key.</summary>
    OtherMasterKey,

    /// <summary>It is not whole: torn, or changed.</summary>
    Damaged,

    /// <summary>It holds events that this program does not know.</summary>
    NewerEvents,

    /// <summary>A file that was given as register of erasures is none.</summary>
    NotARegister,

    /// <summary>No keys were given, and the place has none of its own.</summary>
    NoKeys,

    /// <summary>The place already has a journal.</summary>
    NotEmpty,
}

/// <summary>A back-up was not made or not restored; nothing was changed.</summary>
/// <param name="fault">Why.</param>
/// <param name="detail">Which file or which name; never a word of a person.</param>
public sealed class BackupException(BackupFault fault, string detail = "")
    : Exception($"Back-up: {fault}{(detail.Length > 0 ? ": " : "")}{detail}.")
{
    /// <summary>Why.</summary>
    public BackupFault Fault { get; } = fault;

    /// <summary>Which file or which name; empty without.</summary>
    public string Detail { get; } = detail;
}

/// <summary>The first line of a back-up.</summary>
/// <param name="Coordinaat">The word "backup".</param>
/// <param name="Format">The form of the file: <see cref="BackupFormat.Version"/>.</param>
/// <param name="Holds">"journal" or "keys".</param>
/// <param name="Made">When.</param>
/// <param name="Engine">Of which database: "sqlite" or "postgres". Only to know.</param>
/// <param name="Epoch">Counts restores.</param>
/// <param name="Level">The newest level of events that may be in it.</param>
/// <param name="Number">The last event.</param>
/// <param name="Head">The hash of the last batch, in hex.</param>
/// <param name="KeyCheck">Tells which master key it belongs to, and not the key.</param>
internal sealed record BackupHeader(
    string Coordinaat, int Format, string Holds, DateTimeOffset Made, string Engine, int Epoch,
    int Level, long Number, string Head, string KeyCheck);

/// <summary>The line before the rows of a table.</summary>
internal sealed record BackupTable(string Table, BackupColumn[] Columns);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">"number", "text" or "bytes": the last as base64.</param>
internal sealed record BackupColumn(string Name, string Kind);

/// <summary>The last line of a back-up: without it the file is not whole.</summary>
/// <param name="Rows">How many rows each table has.</param>
/// <param name="Sha256">Of all that stands before this line, in hex.</param>
/// <param name="Mac">That hash under a key of the master key: nobody else can make it.</param>
internal sealed record BackupEnd(Dictionary<string, long> Rows, string Sha256, string Mac);

/// <summary>
/// The form of a back-up: gzip of lines of JSON, of no database in particular
/// (docs/decisions/0018-backup-format.md).
/// </summary>
internal static class BackupFormat
{
    /// <summary>Counts up with every table or column that is added.</summary>
    public const int Version = 2;

    /// <summary>What the first line begins with.</summary>
    public const string Word = "backup";

    /// <summary>A back-up of the journal's tables.</summary>
    public const string Journal = "journal";

    /// <summary>A back-up of the keys of persons' records.</summary>
    public const string Keys = "keys";

    /// <summary>No line is longer, in bytes.</summary>
    public const int LineMax = 64 * 1024 * 1024;

    /// <summary>How the lines are written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Tells which master key it is, and not the key.</summary>
    public static string KeyCheckOf(MasterKey master) =>
        Convert.ToHexString(master.Derive("check"));

    /// <summary>Proves that somebody with the master key wrote the file.</summary>
    public static string MacOf(MasterKey master, byte[] hash) =>
        Convert.ToHexString(HMACSHA256.HashData(master.Derive("backup"), hash));

    /// <summary>The master key of a place. Never makes one.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    public static MasterKey ReadMaster(EngineOptions place)
    {
        var file = Path.Combine(place.Folder, "master.key");
        return place.MasterKey is { Length: > 0 } configured ? MasterKey.Parse(configured)
            : File.Exists(file) ? MasterKey.ReadOrMake(file)
            : throw new BackupException(BackupFault.NoMasterKey, file);
    }
}
