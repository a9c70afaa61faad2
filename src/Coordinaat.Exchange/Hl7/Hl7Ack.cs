using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Exchange.Hl7;

/// <summary>What a sender is told about its message.</summary>
public enum AckCode
{
    /// <summary>Taken, and stored.</summary>
    AA = 1,

    /// <summary>Not usable, and kept in the list of unusable messages: sending it again changes
    /// nothing.</summary>
    AE,

    /// <summary>Nothing of it is kept.</summary>
    AR,
}

/// <summary>Writes acknowledgements.</summary>
public static class Hl7Ack
{
    /// <summary>The answer that a fault leads to.</summary>
    public static AckCode CodeOf(MessageFault fault) => fault switch
    {
        MessageFault.TooLarge or MessageFault.NotProduction or MessageFault.NotAdt
            or MessageFault.ListFull or MessageFault.Unwritable => AckCode.AR,
        _ => AckCode.AE,
    };

    /// <summary>Writes an acknowledgement.</summary>
    /// <param name="received">The message, or its header alone; null when not even that reads.
    /// </param>
    /// <param name="fault">Why the message cannot be used; null when it can.</param>
    /// <param name="now">The moment of the answer.</param>
    /// <param name="control">A number of our own for the answer.</param>
    /// <returns>The answer's bytes, in the marks and the character set of the message.</returns>
    public static byte[] Write(
        Hl7Message? received, MessageFault? fault, Instant now, string control)
    {
        var marks = received?.Marks ?? Hl7Marks.Usual;
        var (field, component) = (marks.Field, marks.Component);
        string Header(int number) => received?.Header.Raw(number) ?? "";
        string Or(string text, string usual) => text.Length > 0 ? text : usual;
        var trigger = received?.Header.Text(9, 2) ?? "";
        var code = fault is { } known ? CodeOf(known) : AckCode.AA;
        string[] header =
        [
            $"MSH{field}{component}{marks.Repetition}{marks.Escape}{marks.Sub}",
            Or(Header(5), "COORDINAAT"), Header(6), Header(3), Header(4), Hl7Time.Write(now), "",
            trigger.Length > 0 ? $"ACK{component}{marks.Write(trigger)}{component}ACK" : "ACK",
            control, Or(Header(11), "P"), Or(Header(12), "2.5"), "", "", "", "", "", Header(18),
        ];
        var segments = new List<string>
        {
            string.Join(field, header).TrimEnd(field),
            string.Join(field, "MSA", $"{code}", Header(10)),
        };
        if (fault is { } why)
        {
            var (location, number) = Explain(why);
            segments.Add(string.Join(
                field, "ERR", "", location.Replace('^', component), number, "E", "", "", "",
                marks.Write(RefusalName.Of(why))));
        }

        var text = string.Concat(segments.Select(s => s + "\r"));
        return (received?.Encoding ?? System.Text.Encoding.UTF8).GetBytes(text);
    }

    // Where it stands (ERR-2), and the number of the kind of error (ERR-3, table 0357).
    private static (string Location, string Number) Explain(MessageFault fault) => fault switch
    {
        MessageFault.TooLarge or MessageFault.Truncated or MessageFault.NotHl7 => ("MSH^1", "100"),
        MessageFault.CharsetUnknown => ("MSH^1^18", "103"),
        MessageFault.TextMalformed => ("MSH^1^18", "102"),
        MessageFault.SenderUnknown => ("MSH^1^3", "204"),
        MessageFault.NotProduction => ("MSH^1^11", "202"),
        MessageFault.NotAdt => ("MSH^1^9", "200"),
        MessageFault.KindUnknown => ("MSH^1^9", "201"),
        MessageFault.ControlMissing => ("MSH^1^10", "101"),
        MessageFault.TimeMissing => ("EVN^1^2", "101"),
        MessageFault.TimeInFuture => ("EVN^1^6", "102"),
        MessageFault.VisitMissing => ("PV1^1^19", "101"),
        MessageFault.PlaceMissing => ("PV1^1^3", "101"),
        MessageFault.PlaceUnknown => ("PV1^1^3", "204"),
        MessageFault.ListFull or MessageFault.Unwritable => ("", "207"),
    };
}
