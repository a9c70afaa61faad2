using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Coordinaat.Engine.Proof;

/// <summary>Reads a back-up, line by line, and knows at its end whether it is whole.</summary>
internal sealed class BackupReader : IDisposable
{
    private readonly string path;
    private readonly MasterKey master;
    private readonly GZipStream zip;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, long> counted = [];
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private int lineStart;
    private int lineLength;

    /// <summary>Opens a back-up, and checks its first line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="holds">What it should hold: "journal" or "keys".</param>
    /// <param name="master">The master key that it should belong to.</param>
    /// <exception cref="BackupException">It is another thing, or not of this program.</exception>
    public BackupReader(string path, string holds, MasterKey master)
    {
        (this.path, this.master) = (path, master);
        zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        try
        {
            Header = ReadHeader();
            CheckHeader(holds);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The first line.</summary>
    public BackupHeader Header { get; }

    /// <summary>The table that the rows belong to.</summary>
    public BackupTable Table { get; private set; } = new("", []);

    /// <summary>Whether this line is a row; else it is the beginning of a table.</summary>
    public bool IsRow { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end, when the whole file was found as it was written.</returns>
    /// <exception cref="BackupException">It is not.</exception>
    public bool Next()
    {
        if (!NextLine())
        {
            throw Damaged();
        }

        IsRow = Line[0] == (byte)'[';
        if (IsRow)
        {
            hash.AppendData(Line);
            hash.AppendData("\n"u8);
            counted[Table.Table] = counted.GetValueOrDefault(Table.Table) + 1;
            return true;
        }

        if (Line.StartsWith("{\"table\""u8))
        {
            hash.AppendData(Line);
            hash.AppendData("\n"u8);
            Table = Parse<BackupTable>();
            counted[Table.Table] = 0;
            return true;
        }

        CheckEnd(Parse<BackupEnd>());
        return false;
    }

    /// <summary>The values of this row: a number, a text, bytes or DBNull.</summary>
    /// <param name="values">As many as the table has columns.</param>
    public void GetValues(object[] values)
    {
        try
        {
            var json = new Utf8JsonReader(Line);
            json.Read();
            for (var i = 0; i < values.Length; i++)
            {
                json.Read();
                values[i] = (json.TokenType, Table.Columns[i].Kind) switch
                {
                    (JsonTokenType.Null, _) => DBNull.Value,
                    (JsonTokenType.Number, "number") => json.GetInt64(),
                    (JsonTokenType.String, "text") => json.GetString()!,
                    (JsonTokenType.String, "bytes") => json.GetBytesFromBase64(),
                    _ => throw Damaged(),
                };
            }
        }
        catch (Exception fault) when (fault is JsonException or FormatException
            or InvalidOperationException)
        {
            throw Damaged();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        zip.Dispose();
        hash.Dispose();
    }

    private ReadOnlySpan<byte> Line => buffer.AsSpan(lineStart, lineLength);

    private BackupException Damaged() => new(BackupFault.Damaged, path);

    private BackupHeader ReadHeader()
    {
        try
        {
            if (NextLine())
            {
                hash.AppendData(Line);
                hash.AppendData("\n"u8);
                return Parse<BackupHeader>();
            }
        }
        catch (BackupException)
        {
            // Said below.
        }

        throw new BackupException(BackupFault.NotABackup, path);
    }

    private void CheckHeader(string holds)
    {
        var fault = Header.Coordinaat != BackupFormat.Word ? BackupFault.NotABackup
            : Header.Format > BackupFormat.Version ? BackupFault.NewerFormat
            : Header.Holds != holds ? BackupFault.OtherContents
            : Header.KeyCheck != BackupFormat.KeyCheckOf(master) ? BackupFault.OtherMasterKey
            : default;
        if (fault != default)
        {
            throw new BackupException(fault, path);
        }
    }

    private void CheckEnd(BackupEnd said)
    {
        var all = hash.GetHashAndReset();
        var isWhole = said.Sha256 == Convert.ToHexString(all)
            && said.Mac == BackupFormat.MacOf(master, all)
            && said.Rows.OrderBy(r => r.Key, StringComparer.Ordinal)
                .SequenceEqual(counted.OrderBy(r => r.Key, StringComparer.Ordinal));
        if (!isWhole || NextLine() || end > start)
        {
            throw Damaged();
        }
    }

    private T Parse<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Line, BackupFormat.Json) ?? throw Damaged();
        }
        catch (JsonException)
        {
            throw Damaged();
        }
    }

    // Without its line feed; a last line without one was torn off.
    private bool NextLine()
    {
        for (var searched = start; ;)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                (lineStart, lineLength) = (start, searched + found - start);
                start = searched + found + 1;
                return lineLength > 0 ? true : throw Damaged();
            }

            var known = end - start;
            if (!Fill())
            {
                return false;
            }

            searched = start + known;
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (buffer.Length >= BackupFormat.LineMax)
            {
                throw Damaged();
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        try
        {
            var read = zip.Read(buffer, end, buffer.Length - end);
            end += read;
            return read > 0;
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }
}
