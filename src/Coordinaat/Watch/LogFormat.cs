using System.Data.Common;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Coordinaat.Watch;

/// <summary>Writes a line of the log, so that no word of a person can be in it.</summary>
/// <remarks>
/// Three holes are closed here, for all that is ever logged. The message of a fault may quote what
/// was being worked on: only its type and its stack are written, and the message of a few kinds
/// that speak of the machine alone. What the framework says below a warning quotes addresses and
/// headers: it is silent, whatever the configuration asks. Scopes hold the address: they are never
/// written.
/// </remarks>
internal sealed class LogFormat(string name, bool isJson, TimeProvider time)
    : ConsoleFormatter(name)
{
    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Logs to the console: a line each, or JSON where
    /// <c>Logging:Console:FormatterName</c> is <c>json</c>.</summary>
    public static void Use(ILoggingBuilder logging, TimeProvider time)
    {
        logging.ClearProviders().AddConsole();
        logging.Services.RemoveAll<ConsoleFormatter>();
        logging.Services.AddSingleton<ConsoleFormatter>(
            new LogFormat(ConsoleFormatterNames.Simple, isJson: false, time));
        logging.Services.AddSingleton<ConsoleFormatter>(
            new LogFormat(ConsoleFormatterNames.Json, isJson: true, time));
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);

        // It warns of keys in clear; the store that they go to seals them.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.LogLevel < LogLevel.Warning && IsForeign(logEntry.Category))
        {
            return;
        }

        // The fault is kept from the formatter of the message: some put its message in it.
        var says = logEntry.Formatter(logEntry.State, null);
        textWriter.WriteLine(isJson
            ? JsonOf(logEntry, says)
            : $"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}"
                + $"{(logEntry.EventId.Name is { } name ? " " + name : "")}] "
                + OneLine(says + TextOf(logEntry.Exception)));
    }

    private string JsonOf<TState>(in LogEntry<TState> entry, string says)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", Word(entry.LogLevel));
            json.WriteString("event", entry.EventId.Name);
            json.WriteNumber("id", entry.EventId.Id);
            json.WriteString("category", entry.Category);
            json.WriteString("message", says);
            WriteFields(json, entry.State);
            if (entry.Exception is { } fault)
            {
                json.WriteString("fault", TypesOf(fault));
                json.WriteString("says", SafeMessageOf(fault));
                json.WriteString("stack", fault.StackTrace);
            }

            if (Activity.Current is { Recorded: true } trace)
            {
                json.WriteString("trace", trace.TraceId.ToHexString());
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> fields)
        {
            return;
        }

        json.WriteStartObject("fields");
        foreach (var (key, value) in fields.Where(f => f.Key != "{OriginalFormat}"))
        {
            json.WriteString(
                key, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static bool IsForeign(string category) =>
        category.StartsWith("Microsoft.", StringComparison.Ordinal)
        || category.StartsWith("System.", StringComparison.Ordinal);

    private static string TextOf(Exception? fault) => fault is null
        ? ""
        : $" {TypesOf(fault)}: {SafeMessageOf(fault)} {fault.StackTrace}";

    // From the outside in.
    private static string TypesOf(Exception fault)
    {
        var types = new List<string>();
        for (var at = fault; at is not null; at = at.InnerException)
        {
            types.Add(at.GetType().Name);
        }

        return string.Join(" < ", types);
    }

    // A database other than SQLite quotes values in its messages; its code does not.
    private static string SafeMessageOf(Exception fault) => fault switch
    {
        BadHttpRequestException => "",
        SqliteException or IOException or Coordinaat.Engine.EngineException
            or Domain.Kernel.UnknownEventException => fault.Message,
        DbException database => database.SqlState ?? "",
        _ => "",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "none",
    };
}
