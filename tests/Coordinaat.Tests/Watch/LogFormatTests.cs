using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coordinaat.Engine;
using Coordinaat.Tests.Support;
using Coordinaat.Watch;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Watch;

/// <summary>A line of the log: what it says, and what it never says.</summary>
public sealed partial class LogFormatTests
{
    private const string Name = "Qwibzoon";

    private static EventId[] All =>
    [
        .. typeof(Said).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (EventId)f.GetValue(null)!),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_words_of_a_fault_are_never_written(bool isJson)
    {
        foreach (var fault in new Exception[]
        {
            new InvalidOperationException(Name), new JsonException(Name),
            new IOException("x", new FormatException(Name)),
            new Microsoft.AspNetCore.Http.BadHttpRequestException(Name),
        })
        {
            // As the framework does: with the fault's own words in the message.
            var line = Write(
                isJson, LogLevel.Error, "Microsoft.AspNetCore.Server.Kestrel", fault,
                (state, given) => $"{state} {given?.Message}");
            Assert.DoesNotContain(Name, line, StringComparison.Ordinal);
            Assert.Contains(fault.GetType().Name, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_speaks_of_the_machine_alone_is_written() => Assert.Contains(
        "disk full",
        Write(isJson: true, LogLevel.Error, "engine", new SqliteException("disk full", 13)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information, false)]
    [InlineData("System.Net.Http", LogLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning, true)]
    [InlineData("engine", LogLevel.Information, true)]
    public void The_framework_is_silent_below_a_warning(
        string category, LogLevel level, bool isWritten) =>
        Assert.Equal(isWritten, Write(isJson: true, level, category).Length > 0);

    [Fact]
    public void A_json_line_has_number_and_name_of_the_event_and_its_fields()
    {
        using var log = new Lines(isJson: true);
        log.Log.LogError(Said.DecisionFailed, "Incident {Incident}\nfailed.", "1a2b");

        var line = JsonDocument.Parse(Assert.Single(log.All)).RootElement;
        Assert.Equal("error", line.GetProperty("level").GetString());
        Assert.Equal(1006, line.GetProperty("id").GetInt32());
        Assert.Equal("decision-failed", line.GetProperty("event").GetString());
        Assert.Equal("Incident 1a2b\nfailed.", line.GetProperty("message").GetString());
        Assert.Equal("1a2b", line.GetProperty("fields").GetProperty("Incident").GetString());
        Assert.Equal("engine", line.GetProperty("category").GetString());
        Assert.Equal(
            TestRegion.Start.ToDateTimeOffset(), line.GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public void A_plain_line_is_one_line()
    {
        using var log = new Lines(isJson: false);
        log.Log.LogWarning(Said.JournalWritable, "a\nb");

        Assert.Equal("warning: engine[1003 journal-writable] a b", Assert.Single(log.All));
    }

    [Fact]
    public void Events_have_a_number_and_a_name_of_their_own_and_a_row_in_the_guide()
    {
        var guide = File.ReadAllText(Repository.PathTo("docs", "operations.md"));

        Assert.Equal(All.Length, All.Select(e => e.Id).Distinct().Count());
        Assert.Equal(All.Length, All.Select(e => e.Name).Distinct().Count());
        Assert.All(All, e => Assert.Contains(
            $"| {e.Id} | `{e.Name}` |", guide, StringComparison.Ordinal));
    }

    // An event without a number is one that nobody can search for.
    [Fact]
    public void Whatever_is_logged_has_a_number()
    {
        Assert.Empty(Source.Files("src").SelectMany(
            f => Unnumbered().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}")));
        Assert.Matches(Unnumbered(), "log.LogError(\n    \"x\")");
        Assert.DoesNotMatch(Unnumbered(), "log.LogError(\n    Said.CallFailed, \"x\")");
    }

    private static string Write(
        bool isJson, LogLevel level, string category, Exception? fault = null,
        Func<string, Exception?, string>? format = null)
    {
        using var text = new StringWriter();
        new LogFormat("test", isJson, new ManualTime(TestRegion.Start.ToDateTimeOffset())).Write(
            new LogEntry<string>(
                level, category, default, "It failed.", fault, format ?? ((s, _) => s)),
            null, text);
        return text.ToString();
    }

    [GeneratedRegex(
        @"\b[lL]og\.Log(Trace|Debug|Information|Warning|Error|Critical)\((?!\s*Said\.)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unnumbered();

    // A logger that writes through the format, as the console does.
    private sealed class Lines(bool isJson) : ILogger, IDisposable
    {
        private readonly StringWriter text = new();

        public ILogger Log => this;

        public string[] All => text.ToString().Split(
            Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            new LogFormat("test", isJson, new ManualTime(TestRegion.Start.ToDateTimeOffset()))
                .Write(
                    new LogEntry<TState>(
                        logLevel, "engine", eventId, state, exception, formatter),
                    null, text);

        public void Dispose() => text.Dispose();
    }
}
