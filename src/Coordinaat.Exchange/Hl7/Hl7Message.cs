using System.Collections.Immutable;
using System.Text;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Exchange.Hl7;

/// <summary>The characters that divide a message, as its header names them.</summary>
/// <param name="Field">Between fields.</param>
/// <param name="Component">Between the components of a field.</param>
/// <param name="Repetition">Between the repetitions of a field.</param>
/// <param name="Escape">Around what stands for another character.</param>
/// <param name="Sub">Between the sub-components of a component.</param>
public readonly record struct Hl7Marks(
    char Field, char Component, char Repetition, char Escape, char Sub)
{
    /// <summary>The usual ones.</summary>
    public static readonly Hl7Marks Usual = new('|', '^', '~', '\\', '&');

    /// <summary>Whether they are signs, and can be told from each other.</summary>
    internal bool AreSound
    {
        get
        {
            char[] all = [Field, Component, Repetition, Escape, Sub];
            return all.Distinct().Count() == all.Length
                && all.All(c => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)));
        }
    }

    /// <summary>A text as it stands in a message.</summary>
    public string Write(string text)
    {
        var written = new StringBuilder();
        foreach (var c in text)
        {
            _ = c == Field ? Escaped(written, "F")
                : c == Component ? Escaped(written, "S")
                : c == Sub ? Escaped(written, "T")
                : c == Repetition ? Escaped(written, "R")
                : c == Escape ? Escaped(written, "E")
                : c < ' ' ? Escaped(written, $"X{(int)c:X2}")
                : written.Append(c);
        }

        return written.ToString();
    }

    /// <summary>A text as it is meant.</summary>
    /// <param name="text">As it stands in a message.</param>
    /// <param name="encoding">For bytes that are written as numbers.</param>
    public string Read(string text, Encoding encoding)
    {
        var parts = text.Split(Escape);
        var read = new StringBuilder(parts[0]);
        for (var i = 1; i < parts.Length; i++)
        {
            // A mark that does not close is a character like any other.
            if (i == parts.Length - 1)
            {
                _ = read.Append(Escape).Append(parts[i]);
            }
            else if (Meaning(parts[i], encoding) is { } meant)
            {
                _ = read.Append(meant).Append(parts[++i]);
            }
            else
            {
                _ = read.Append(Escape).Append(parts[i]);
            }
        }

        return read.ToString();
    }

    private StringBuilder Escaped(StringBuilder to, string code) =>
        to.Append(Escape).Append(code).Append(Escape);

    private string? Meaning(string code, Encoding encoding) => code switch
    {
        "F" => $"{Field}",
        "S" => $"{Component}",
        "T" => $"{Sub}",
        "R" => $"{Repetition}",
        "E" => $"{Escape}",
        "H" or "N" => "",
        ".br" => "\n",
        ['X', .. var digits] when digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) =>
            encoding.GetString(Convert.FromHexString(digits)),
        _ => null,
    };
}

/// <summary>One segment of a message.</summary>
/// <param name="name">Three characters.</param>
/// <param name="fields">As they stand in the message, the first field first.</param>
/// <param name="marks">What divides them.</param>
/// <param name="encoding">For bytes that are written as numbers.</param>
public sealed class Hl7Segment(
    string name, string[] fields, Hl7Marks marks, Encoding encoding)
{
    /// <summary>Three characters.</summary>
    public string Name => name;

    /// <summary>A text; empty when it is not there, or told to be empty.</summary>
    /// <param name="field">Which field, from 1.</param>
    /// <param name="component">Which component, from 1.</param>
    /// <param name="repetition">Which repetition, from 1.</param>
    /// <param name="sub">Which sub-component, from 1.</param>
    public string Text(int field, int component = 1, int repetition = 1, int sub = 1)
    {
        var text = Part(Part(
            Part(Raw(field), marks.Repetition, repetition), marks.Component, component),
            marks.Sub, sub);
        return text == "\"\"" ? "" : marks.Read(text, encoding).Trim();
    }

    /// <summary>How often a field is repeated; 0 when it is empty.</summary>
    public int Repetitions(int field) =>
        Raw(field).Length == 0 ? 0 : Raw(field).Split(marks.Repetition).Length;

    internal string Raw(int field) =>
        field >= 1 && field <= fields.Length ? fields[field - 1] : "";

    private static string Part(string text, char mark, int number) =>
        text.Split(mark) is var parts && number <= parts.Length ? parts[number - 1] : "";
}

/// <summary>An HL7 v2 message.</summary>
/// <remarks>It holds names and numbers of patients: it never prints itself.</remarks>
public sealed class Hl7Message
{
    private const int HeaderMax = 2_000;
    private const string HeaderName = "MSH";

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Ascii = Encoding.GetEncoding(
        "us-ascii", EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);

    private readonly ImmutableArray<Hl7Segment> segments;

    private Hl7Message(ImmutableArray<Hl7Segment> segments, Hl7Marks marks, Encoding encoding) =>
        (this.segments, Marks, Encoding) = (segments, marks, encoding);

    /// <summary>What divides it.</summary>
    public Hl7Marks Marks { get; }

    /// <summary>How its text is encoded.</summary>
    public Encoding Encoding { get; }

    /// <summary>The header.</summary>
    public Hl7Segment Header => segments[0];

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">All of it, without the frame; segments may end in line feeds too.
    /// </param>
    /// <returns>The message, or why it is none.</returns>
    public static Outcome<Hl7Message, MessageFault> Parse(ReadOnlySpan<byte> bytes)
    {
        if (FindHeader(bytes) is not { } header)
        {
            return MessageFault.NotHl7;
        }

        if (EncodingOf(header.Header.Text(18)) is not { } encoding)
        {
            return MessageFault.CharsetUnknown;
        }

        try
        {
            var text = encoding.GetString(WithoutMark(bytes));
            return new Hl7Message(Split(text, header.Marks, encoding), header.Marks, encoding);
        }
        catch (DecoderFallbackException)
        {
            return MessageFault.TextMalformed;
        }
    }

    /// <summary>The header alone, read byte by byte: of a message that does not read as a whole.
    /// </summary>
    /// <returns>Null when there is none that reads.</returns>
    public static Hl7Message? FindHeader(ReadOnlySpan<byte> bytes)
    {
        var all = WithoutMark(bytes);
        var end = all[..Math.Min(all.Length, HeaderMax)].IndexOfAny((byte)'\r', (byte)'\n');
        var text = Encoding.Latin1.GetString(
            all[..(end < 0 ? Math.Min(all.Length, HeaderMax) : end)]);
        if (text.Length < 8 || !text.StartsWith(HeaderName, StringComparison.Ordinal))
        {
            return null;
        }

        var marks = new Hl7Marks(text[3], text[4], text[5], text[6], text[7]);
        return marks.AreSound
            ? new Hl7Message(Split(text, marks, Encoding.Latin1), marks, Encoding.Latin1)
            : null;
    }

    /// <summary>The first segment of a name, or null.</summary>
    public Hl7Segment? Find(string name) => segments.FirstOrDefault(s => s.Name == name);

    /// <summary>A text of the first segment of a name; empty when it is not there.</summary>
    public string Text(string name, int field, int component = 1) =>
        Find(name)?.Text(field, component) ?? "";

    /// <summary>Says only what kind of message it is.</summary>
    public override string ToString() => "HL7 message";

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;

    // What is not named is ASCII, which UTF-8 holds.
    private static Encoding? EncodingOf(string name) => name.ToUpperInvariant() switch
    {
        "" or "UNICODE UTF-8" or "UTF-8" or "UNICODE" => Utf8,
        "8859/1" or "ISO8859/1" or "ISO-8859-1" => Encoding.Latin1,
        "ASCII" => Ascii,
        _ => null,
    };

    private static ImmutableArray<Hl7Segment> Split(
        string text, Hl7Marks marks, Encoding encoding) =>
    [
        .. text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(marks.Field))
            .Select(parts => new Hl7Segment(
                parts[0],
                // The header's first field is the mark itself.
                parts[0] == HeaderName ? [$"{marks.Field}", .. parts[1..]] : parts[1..],
                marks, encoding)),
    ];
}
