using System.Text;
using Coordinaat.Domain.Feeds;
using Coordinaat.Exchange.Hl7;
using NodaTime;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// What was written is what is read, whatever marks a sender uses and whatever stands in a text;
/// bytes that are no message, or not of their character set, are said to be so.
/// </summary>
public sealed class Hl7MessageTests
{
    private const int Seeds = 2_000;
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void What_was_written_with_any_marks_is_read_again()
    {
        const string Alphabet = "aZ09 é^|~&\\$!%*#;\r\n";
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var marks = random.Next(2) == 0
                ? Hl7Marks.Usual
                : new Hl7Marks('$', '!', '%', '*', '#');
            var words = Enumerable.Range(0, 8).Select(_ => string.Concat(
                Enumerable.Range(0, random.Next(6))
                    .Select(_ => Alphabet[random.Next(Alphabet.Length)])).Trim()).ToArray();
            var w = words.Select(marks.Write).ToArray();
            var field = $"{w[0]}{marks.Sub}{w[1]}{marks.Component}{w[2]}{marks.Repetition}{w[3]}";
            var message = Parse(
                Header(marks) + "\rPID" + marks.Field + w[4] + marks.Field + field + "\r");
            var pid = message.Find("PID")!;
            string[] read =
            [
                pid.Text(2, 1, 1, 1), pid.Text(2, 1, 1, 2), pid.Text(2, 2), pid.Text(2, 1, 2),
                pid.Text(1),
            ];

            Assert.True(
                words.Take(5).SequenceEqual(read), $"seed {seed}: {string.Join('/', read)}");
            Assert.Equal("", pid.Text(3));
            Assert.Equal("", pid.Text(2, 9, 9, 9));
        }
    }

    [Theory]
    [InlineData("\\F\\ \\S\\ \\T\\ \\R\\ \\E\\", "| ^ & ~ \\")]
    [InlineData("\\X41C3A9\\b", "Aéb")]
    [InlineData("\\H\\dik\\N\\", "dik")]
    [InlineData("a\\.br\\b", "a\nb")]
    [InlineData("C:\\weg", "C:\\weg")]
    [InlineData("a\\Zxy\\b", "a\\Zxy\\b")]
    [InlineData("\\X4\\", "\\X4\\")]
    [InlineData("\"\"", "")]
    public void Escapes_are_read(string written, string meant) => Assert.Equal(
        meant, Parse($"MSH|^~\\&|A|B\rPID|{written}\r").Text("PID", 1));

    [Fact]
    public void The_fields_of_the_header_are_counted_as_the_standard_counts_them()
    {
        var header = Parse("MSH|^~\\&|APP|FAC|X|Y|20260302100000||ADT^A01|17|P|2.5\r").Header;

        Assert.Equal("|", header.Text(1));
        Assert.Equal(
            ("APP", "FAC", "ADT", "A01", "17", "P", "2.5"),
            (header.Text(3), header.Text(4), header.Text(9), header.Text(9, 2), header.Text(10),
                header.Text(11), header.Text(12)));
    }

    [Theory]
    [InlineData("UNICODE UTF-8")]
    [InlineData("8859/1")]
    [InlineData("")]
    public void A_text_is_read_in_the_character_set_of_the_header(string charset)
    {
        var encoding = charset == "8859/1" ? Encoding.Latin1 : Encoding.UTF8;
        var text = $"MSH|^~\\&|A|B||||||1|P|2.5||||||{charset}\rPID|Zoë\r";

        Assert.True(
            Hl7Message.Parse(encoding.GetBytes(text)).TryGet(out var message, out _));
        Assert.Equal("Zoë", message.Text("PID", 1));
    }

    [Theory]
    [InlineData("", MessageFault.NotHl7)]
    [InlineData("PID|1", MessageFault.NotHl7)]
    [InlineData("MSH|^~", MessageFault.NotHl7)]
    [InlineData("MSH|^^\\&|A", MessageFault.NotHl7)]
    [InlineData("MSHAAAAAAAAA", MessageFault.NotHl7)]
    [InlineData("MSH|^~\\&|A|B||||||1|P|2.5||||||8859/5", MessageFault.CharsetUnknown)]
    [InlineData("MSH|^~\\&|A|B||||||1|P|2.5||||||ASCII\rPID|Zo\u00EB", MessageFault.TextMalformed)]
    [InlineData("MSH|^~\\&|A|B||||||1|P|2.5\rPID|Zo\u00EB", MessageFault.TextMalformed)]
    public void Bytes_that_are_no_message_say_why(string latin, MessageFault expected)
    {
        Assert.False(Hl7Message.Parse(Encoding.Latin1.GetBytes(latin)).TryGet(out _, out var why));
        Assert.Equal(expected, why);
    }

    [Fact]
    public void Any_bytes_at_all_are_a_message_or_a_fault_and_are_answered()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var bytes = Encoding.UTF8.GetBytes(
                "MSH|^~\\&|A|B|||20260302100000||ADT^A01|1|P|2.5\rPV1||I|A3^1\r");
            for (var hits = random.Next(6); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = bytes[..random.Next(bytes.Length + 1)];
            var isRead = Hl7Message.Parse(bytes).TryGet(out var message, out var fault);
            var read = isRead && !Adt.Read(message!, Now, Now).TryGet(out _, out var why)
                ? why
                : fault;
            var header = Hl7Message.FindHeader(bytes);
            var ack = Hl7Ack.Write(message ?? header, isRead ? null : read, Now, "9");

            var said = Encoding.Latin1.GetString(ack);
            Assert.True(
                said.Contains($"\rMSA{(message ?? header)?.Marks.Field ?? '|'}"
                    + (isRead ? "AA" : $"{Hl7Ack.CodeOf(read)}"), StringComparison.Ordinal),
                $"seed {seed}: {said}");
        }
    }

    [Fact]
    public void An_acknowledgement_names_the_message_and_where_its_fault_is()
    {
        var message = Parse("MSH|^~\\&|APP|FAC|ZCC|NL|20260302||ADT^A02|M\\T\\1|P|2.4\r");
        var good = Encoding.UTF8.GetString(Hl7Ack.Write(message, null, Now, "9"));
        var bad = Encoding.UTF8.GetString(
            Hl7Ack.Write(message, MessageFault.PlaceUnknown, Now, "9"));

        Assert.Equal(
            "MSH|^~\\&|ZCC|NL|APP|FAC|20260302100000+0100||ACK^A02^ACK|9|P|2.4\r"
                + "MSA|AA|M\\T\\1\r",
            good);
        Assert.EndsWith(
            "MSA|AE|M\\T\\1\rERR||PV1^1^3|204|E||||message/place-unknown\r", bad,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20260302100000", "2026-03-02T09:00:00Z")]
    [InlineData("20260702100000", "2026-07-02T08:00:00Z")]
    [InlineData("202603021000", "2026-03-02T09:00:00Z")]
    [InlineData("20260302", "2026-03-01T23:00:00Z")]
    [InlineData("20260302100000.1234+0000", "2026-03-02T10:00:00.123Z")]
    [InlineData("20260302100000-0530", "2026-03-02T15:30:00Z")]
    [InlineData("20260329023000", "2026-03-29T01:30:00Z")]
    [InlineData("2026", null)]
    [InlineData("20261302", null)]
    [InlineData("20260302100000+1", null)]
    [InlineData("20260302100000+1560", null)]
    [InlineData("morgen", null)]
    public void A_moment_is_read_on_dutch_clocks_or_by_its_offset(string text, string? expected) =>
        Assert.Equal(
            expected,
            Hl7Time.Parse(text, Now) is { } at
                ? NodaTime.Text.InstantPattern.ExtendedIso.Format(at)
                : null);

    // On 25 October 2026 the hour from two to three comes twice, first at +02:00.
    [Theory]
    [InlineData("20261025021000", "2026-10-25T00:10:30Z", "2026-10-25T00:10:00Z")]
    [InlineData("20261025020500", "2026-10-25T01:05:30Z", "2026-10-25T01:05:00Z")]
    [InlineData("20261025023000", "2026-10-25T01:05:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("20261025020500", "2026-10-25T01:03:00Z", "2026-10-25T01:05:00Z")]
    [InlineData("20261025020500", "2026-10-25T01:02:59Z", "2026-10-25T00:05:00Z")]
    [InlineData("20261025015959", "2026-10-25T09:00:00Z", "2026-10-24T23:59:59Z")]
    [InlineData("20261025020000", "2026-10-25T09:00:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("20261025025959", "2026-10-25T00:00:00Z", "2026-10-25T00:59:59Z")]
    [InlineData("20261025030000", "2026-10-25T09:00:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("20261025021000+0200", "2026-10-25T09:00:00Z", "2026-10-25T00:10:00Z")]
    [InlineData("20260329015959", "2026-03-29T09:00:00Z", "2026-03-29T00:59:59Z")]
    [InlineData("20260329020000", "2026-03-29T01:00:30Z", "2026-03-29T01:00:00Z")]
    [InlineData("20260329025959", "2026-03-29T02:00:00Z", "2026-03-29T01:59:59Z")]
    [InlineData("20260329030000", "2026-03-29T09:00:00Z", "2026-03-29T01:00:00Z")]
    public void A_time_that_comes_twice_is_the_last_one_that_is_not_still_to_come(
        string text, string received, string expected) => Assert.Equal(
            NodaTime.Text.InstantPattern.ExtendedIso.Parse(expected).Value,
            Hl7Time.Parse(
                text, NodaTime.Text.InstantPattern.ExtendedIso.Parse(received).Value));

    private static string Header(Hl7Marks marks) =>
        $"MSH{marks.Field}{marks.Component}{marks.Repetition}{marks.Escape}{marks.Sub}";

    private static Hl7Message Parse(string text)
    {
        Assert.True(
            Hl7Message.Parse(Encoding.UTF8.GetBytes(text)).TryGet(out var message, out var why),
            $"{why}");
        return message!;
    }
}
