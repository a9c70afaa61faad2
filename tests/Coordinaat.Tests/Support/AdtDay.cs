using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>One message of a made-up day.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Text">The message.</param>
internal sealed record AdtText(Instant At, string Text);

/// <summary>A hospital's day of ADT messages from a seed, and who lies where after it.</summary>
/// <remarks>
/// The count is kept here by its own simple rules, patient by patient as the story is told, and
/// reads no message: it is what the program's census is compared with.
/// </remarks>
internal sealed class AdtDay
{
    public const string Application = "HIX";
    public const string Facility = "KEIENBURG";

    private static readonly string[] Prefixes = ["van", "van der", "de", "ten", ""];
    private static readonly string[] Names =
        ["Bruggink", "Zandstra", "Hoefnagel", "Terpstra", "Wijnbergen", "Quist", "Oudeboon"];

    private readonly Random random;
    private readonly string[] wards;
    private readonly List<AdtText> texts = [];
    private readonly Dictionary<int, string> inBed = [];
    private readonly List<int> left = [];
    private readonly List<(int Patient, string Place, Instant At, bool Came)> comings = [];
    private Instant now;
    private int patients;
    private int control;

    /// <summary>Tells a day.</summary>
    /// <param name="seed">Of everything in it.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="messages">How many messages.</param>
    /// <param name="wards">The hospital's own codes.</param>
    public AdtDay(int seed, Instant start, int messages, params string[] wards)
    {
        (random, now, this.wards) = (new Random(seed), start, wards);
        while (texts.Count < messages)
        {
            now += Duration.FromSeconds(random.Next(5, 60));
            Step();
        }
    }

    /// <summary>The messages, in the order in which they were sent.</summary>
    public IReadOnlyList<AdtText> Texts => texts;

    /// <summary>When the day ended.</summary>
    public Instant End => now;

    /// <summary>How many patients lie on a ward at the end.</summary>
    public int CountAt(string ward) => inBed.Values.Count(w => w.Split('^')[0] == ward);

    /// <summary>How many lie anywhere.</summary>
    public int Count => inBed.Count;

    /// <summary>Who was somewhere when, and whether they came there at that moment; what was taken
    /// back is not in it.</summary>
    public IReadOnlyList<(int Patient, string Place, Instant At, bool Came)> Comings => comings;

    /// <summary>The words that lead to a patient of the day.</summary>
    public static ImmutableArray<string> Words => [.. Names];

    /// <summary>A message in the words of a Dutch hospital.</summary>
    /// <param name="trigger">The event.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="control">The message's number.</param>
    /// <param name="patient">Which patient, from 0.</param>
    /// <param name="place">PV1-3.</param>
    /// <param name="prior">PV1-6.</param>
    /// <param name="patientClass">PV1-2.</param>
    /// <param name="sent">MSH-7; null for the moment of the event.</param>
    public static string Message(
        string trigger, Instant at, string control, int patient, string place, string prior = "",
        string patientClass = "I", Instant? sent = null)
    {
        var (moment, number) = (Time(at), 4_000_000 + patient);
        var who = new Patient(patient);
        var name = $"{Names[patient % Names.Length]}&{Prefixes[patient % Prefixes.Length]}&"
            + $"{Names[patient % Names.Length]}";
        return string.Join('\r',
            $"MSH|^~\\&|{Application}|{Facility}|COORDINAAT|ZCC|{Time(sent ?? at)}||ADT^{trigger}|"
                + $"{control}|P|2.4||||||UNICODE UTF-8",
            $"EVN|{trigger}|{moment}||||{moment}",
            $"PID|1||{who.Bsn}^^^NLMINBIZA^NNNLD~{number}^^^{Facility}^PI||{name}^J^C^^^^L||"
                + $"{who.BirthDate:yyyyMMdd}|F|||{who.Address}^^Amersfoort^^3811 AB^NL||"
                + who.Phone,
            $"PV1|1|{patientClass}|{place}|R||{prior}|12345^Wijnand^^^^^^^VEKTIS|||CHI||||||||"
                + $"{number}|9{number}",
            "");
    }

    // A day as it goes: admissions, moves, discharges, now and then one that is taken back, and
    // much that changes nothing.
    private void Step()
    {
        var choice = random.Next(100);
        if (inBed.Count < 40 || choice < 22)
        {
            Admit();
            return;
        }

        var patient = inBed.Keys.ElementAt(random.Next(inBed.Count));
        var place = inBed[patient];
        switch (choice)
        {
            case < 42:
                var next = NextPlace(place);
                Say("A02", patient, next, place);
                inBed[patient] = next;
                comings.Add((patient, next, now, true));
                if (random.Next(8) == 0)
                {
                    comings.RemoveAt(comings.Count - 1);
                    now += Duration.FromSeconds(30);
                    Say("A12", patient, random.Next(2) == 0 ? place : "", next);
                    inBed[patient] = place;
                }

                break;
            case < 62:
                Say("A03", patient, place);
                inBed.Remove(patient);
                left.Add(patient);
                break;
            case < 66 when left.Count > 0:
                TakeBackDischarge();
                break;
            case < 70:
                Say("A11", patient, place);
                inBed.Remove(patient);
                comings.RemoveAll(c => c.Patient == patient);
                break;
            case < 90:
                Say("A08", patient, place);
                break;
            default:
                Say(random.Next(2) == 0 ? "A31" : "A14", patient, "");
                break;
        }
    }

    private void Admit()
    {
        var patient = patients++;
        var place = NextPlace("");
        switch (random.Next(10))
        {
            case 0:
                // Comes to a clinic and never to a bed.
                Say("A04", patient, place, patientClass: "O");
                break;
            case 1:
                Say("A04", patient, place, patientClass: "E");
                inBed[patient] = place;
                comings.Add((patient, place, now, true));
                break;
            default:
                Say("A01", patient, place);
                inBed[patient] = place;
                comings.Add((patient, place, now, true));
                break;
        }
    }

    private void TakeBackDischarge()
    {
        var patient = left[^1];
        left.RemoveAt(left.Count - 1);
        var place = NextPlace("");
        Say("A13", patient, place);
        inBed[patient] = place;
        comings.Add((patient, place, now, false));
    }

    private string NextPlace(string other)
    {
        var open = wards.Where(w => w != other.Split('^')[0]).ToArray();
        return $"{open[random.Next(open.Length)]}^{random.Next(1, 30)}^{random.Next(1, 4)}";
    }

    private void Say(
        string trigger, int patient, string place, string prior = "", string patientClass = "I") =>
        texts.Add(new AdtText(now, Message(
            trigger, now, string.Create(CultureInfo.InvariantCulture, $"K{++control}"), patient,
            place, prior, patientClass)));

    private static string Time(Instant at) => at
        .InZone(DateTimeZoneProviders.Tzdb["Europe/Amsterdam"])
        .ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Messages as frames, as they go over a connection.</summary>
    public static byte[] Frames(IEnumerable<string> messages) =>
    [
        .. messages.SelectMany(m =>
            (byte[])[0x0B, .. Encoding.UTF8.GetBytes(m), 0x1C, 0x0D]),
    ];
}
