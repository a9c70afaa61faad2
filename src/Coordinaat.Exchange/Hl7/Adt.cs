using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Exchange.Hl7;

/// <summary>What an ADT message says, as far as a count of patients needs it.</summary>
/// <remarks>
/// Of who it is about it holds the number of the visit only, which never prints itself.
/// </remarks>
public sealed class Adt
{
    private static readonly string[] Unread = ["A17"];
    private static readonly string[] Merges = ["A18", "A34", "A35", "A40", "A50"];

    // No name of a ward and no number of a message is longer.
    private const int TextMax = 120;

    private Adt(Instant sent, string visit, string mergedVisit, Movement? movement) =>
        (Sent, Visit, MergedVisit, Movement) = (sent, visit, mergedVisit, movement);

    /// <summary>When it was said.</summary>
    public Instant Sent { get; }

    /// <summary>Which visit: the visit number, else the local number of the patient; empty when it
    /// says nothing that counts.</summary>
    public string Visit { get; }

    /// <summary>The number under which the visit was known until now; empty when it stays.
    /// </summary>
    public string MergedVisit { get; }

    /// <summary>Where the patient is by this message; null when it says nothing of that.</summary>
    public Movement? Movement { get; }

    /// <summary>Reads a message of a sender that we know.</summary>
    /// <param name="message">The message.</param>
    /// <param name="received">When it came in first: for a time that comes twice a year.</param>
    /// <param name="now">For what lies in the future.</param>
    /// <returns>What it says, or the first reason why it cannot be used.</returns>
    public static Outcome<Adt, MessageFault> Read(
        Hl7Message message, Instant received, Instant now)
    {
        var header = message.Header;
        var trigger = TriggerOf(message);
        if (header.Text(11) is "T" or "D")
        {
            return MessageFault.NotProduction;
        }

        if (header.Text(9) != "ADT")
        {
            return MessageFault.NotAdt;
        }

        if (Unread.Contains(trigger))
        {
            return MessageFault.KindUnknown;
        }

        if (header.Text(10).Length == 0)
        {
            return MessageFault.ControlMissing;
        }

        if (MomentOf(message, received) is not { } at)
        {
            return MessageFault.TimeMissing;
        }

        var sent = Hl7Time.Parse(header.Text(7), received) ?? at;
        return at > now + Facts.ClockSlack
            ? MessageFault.TimeInFuture
            : KindOf(trigger, message.Text("PV1", 2)) is { } kind
                ? ReadMovement(message, kind, at, sent)
                : ReadOther(message, trigger, sent);
    }

    /// <summary>Says only what kind of message it is.</summary>
    public override string ToString() => "ADT message";

    // What does not move a patient is taken and changes nothing.
    private static Adt ReadOther(Hl7Message message, string trigger, Instant sent) =>
        Merges.Contains(trigger)
            ? new Adt(sent, VisitOf(message), MergedVisitOf(message), null)
            : new Adt(sent, "", "", null);

    private static Outcome<Adt, MessageFault> ReadMovement(
        Hl7Message message, MovementKind kind, Instant at, Instant sent)
    {
        var visit = VisitOf(message);
        if (visit.Length == 0)
        {
            return MessageFault.VisitMissing;
        }

        var movement = new Movement(
            kind, at, sent, Short(message.Header.Text(10)), PlaceOf(message, 3),
            PlaceOf(message, 6));
        return kind is MovementKind.Admitted or MovementKind.Moved && movement.Place is null
            ? MessageFault.PlaceMissing
            : new Adt(sent, visit, "", movement);
    }

    private static string TriggerOf(Hl7Message message) =>
        message.Header.Text(9, 2) is { Length: > 0 } trigger ? trigger : message.Text("EVN", 1);

    // A patient of class O or P has no bed, whatever the message is called.
    private static MovementKind? KindOf(string trigger, string patientClass) => trigger switch
    {
        "A01" or "A03" or "A04" or "A06" or "A07" when patientClass is "O" or "P" =>
            MovementKind.WithoutBed,
        "A07" when patientClass.Length == 0 => MovementKind.WithoutBed,
        "A01" or "A04" or "A06" or "A07" => MovementKind.Admitted,
        "A02" => MovementKind.Moved,
        "A03" => MovementKind.Left,
        "A08" => patientClass is "O" or "P" ? null : MovementKind.Updated,
        "A11" => MovementKind.AdmissionCancelled,
        "A12" => MovementKind.MoveCancelled,
        "A13" => MovementKind.LeaveCancelled,
        _ => null,
    };

    // EVN-6 says when it happened, EVN-2 when it was written down, MSH-7 when it was sent.
    private static Instant? MomentOf(Hl7Message message, Instant received) => new[]
    {
        message.Text("EVN", 6), message.Text("EVN", 2), message.Header.Text(7),
    }.Select(t => Hl7Time.Parse(t, received)).FirstOrDefault(t => t is not null);

    private static WardPlace? PlaceOf(Hl7Message message, int field) =>
        message.Text("PV1", field) is { Length: > 0 } ward
            ? new WardPlace(Short(ward), Short(message.Text("PV1", field, 2)))
            : null;

    private static string Short(string text) => text.Length > TextMax ? text[..TextMax] : text;

    private static string VisitOf(Hl7Message message) =>
        message.Text("PV1", 19) is { Length: > 0 } visit
            ? "V" + visit
            : LocalNumberOf(message.Find("PID"), 3);

    private static string MergedVisitOf(Hl7Message message) =>
        message.Text("MRG", 5) is { Length: > 0 } visit
            ? "V" + visit
            : LocalNumberOf(message.Find("MRG"), 1);

    // The number that the house itself gave: of type PI, else the first that is no BSN. Who gave it
    // counts with it.
    private static string LocalNumberOf(Hl7Segment? segment, int field)
    {
        if (segment is null)
        {
            return "";
        }

        var numbers = Enumerable.Range(1, segment.Repetitions(field))
            .Select(r => (Number: segment.Text(field, 1, r), Authority: segment.Text(field, 4, r),
                Type: segment.Text(field, 5, r)))
            .Where(n => n.Number.Length > 0 && n.Type != "NNNLD" && n.Authority != "NLMINBIZA")
            .ToList();
        var chosen = numbers.Find(n => n.Type == "PI") is { Number.Length: > 0 } own
            ? own
            : numbers.FirstOrDefault();
        return chosen.Number is { Length: > 0 } number ? $"P{number}^{chosen.Authority}" : "";
    }
}
