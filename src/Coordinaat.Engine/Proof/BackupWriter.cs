using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coordinaat.Engine.Proof;

/// <summary>Writes a back-up, line by line: beside, and moved into place when it is whole.
/// </summary>
internal sealed class BackupWriter : IDisposable
{
    private const int FlushBytes = 64 * 1024;
    private const byte NewLine = (byte)'\n';

    private readonly string path;
    private readonly string beside;
    private readonly FileStream file;
    private readonly GZipStream zip;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushBytes);
    private readonly Utf8JsonWriter json;
    private readonly Dictionary<string, long> rows = [];
    private BackupTable? table;

    /// <summary>Begins a file, for its owner only.</summary>
    /// <exception cref="BackupException">It is there already.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public BackupWriter(string path)
    {
        (this.path, beside) = (path, path + ".part");
        if (File.Exists(path))
        {
            throw new BackupException(BackupFault.FileExists, path);
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(beside, options);
        zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true,
        });
    }

    /// <summary>How many rows each table has.</summary>
    public IReadOnlyDictionary<string, long> Rows => rows;

    /// <summary>Writes the first line.</summary>
    public void Begin(BackupHeader header) => WriteLine(header);

    /// <summary>Writes all rows of a table.</summary>
    public void Copy(DbConnection connection, string name, string order)
    {
        using var source = new Rows(connection, $"SELECT * FROM {name} ORDER BY {order}");
        var reader = source.Reader;
        table = new BackupTable(name, [.. Enumerable.Range(0, reader.FieldCount).Select(
            i => new BackupColumn(reader.GetName(i), KindOf(reader.GetFieldType(i))))]);
        rows[name] = 0;
        WriteLine(table);
        while (reader.Read())
        {
            WriteRow(reader);
            rows[name]++;
        }
    }

    /// <summary>Writes the last line, and all of it to the disk.</summary>
    public void Finish(MasterKey master)
    {
        Flush();
        var all = hash.GetHashAndReset();
        WriteLine(new BackupEnd(
            rows, Convert.ToHexString(all), BackupFormat.MacOf(master, all)));
        Flush();
        zip.Dispose();
        file.Flush(flushToDisk: true);
        file.Dispose();
    }

    /// <summary>Moves the finished file into its place.</summary>
    public void Publish() => File.Move(beside, path);

    /// <inheritdoc/>
    public void Dispose()
    {
        json.Dispose();
        hash.Dispose();
        try
        {
            zip.Dispose();
            file.Dispose();
        }
        catch (IOException)
        {
            // What is left in its buffers does not fit either; the fault itself was thrown before.
        }

        File.Delete(beside);
    }

    private static string KindOf(Type type) =>
        type == typeof(byte[]) ? "bytes"
        : type == typeof(string) ? "text"
        : type == typeof(long) || type == typeof(int) ? "number"
        : throw new InvalidOperationException($"A back-up knows no {type.Name}.");

    private void WriteRow(DbDataReader row)
    {
        json.WriteStartArray();
        for (var i = 0; i < table!.Columns.Length; i++)
        {
            if (row.IsDBNull(i))
            {
                json.WriteNullValue();
                continue;
            }

            switch (table.Columns[i].Kind)
            {
                case "number":
                    json.WriteNumberValue(row.GetInt64(i));
                    break;
                case "text":
                    json.WriteStringValue(row.GetString(i));
                    break;
                default:
                    json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i));
                    break;
            }
        }

        json.WriteEndArray();
        EndLine();
    }

    private void WriteLine<T>(T line)
    {
        JsonSerializer.Serialize(json, line, BackupFormat.Json);
        EndLine();
    }

    private void EndLine()
    {
        json.Flush();
        json.Reset();
        buffer.Write([NewLine]);
        if (buffer.WrittenCount >= FlushBytes)
        {
            Flush();
        }
    }

    private void Flush()
    {
        hash.AppendData(buffer.WrittenSpan);
        zip.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
