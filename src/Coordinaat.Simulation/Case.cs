using System.Buffers.Binary;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Simulation;

/// <summary>How a simulated case is going to run.</summary>
internal enum Course
{
    /// <summary>A place is found, and the patient gets there.</summary>
    Placed = 1,

    /// <summary>Advice is enough.</summary>
    Advice,

    /// <summary>The requester takes it back.</summary>
    Withdrawn,

    /// <summary>Solved another way.</summary>
    Elsewhere,

    /// <summary>The patient dies while a place is looked for.</summary>
    Died,

    /// <summary>Life is in danger when the call comes.</summary>
    ThreatAtOnce,

    /// <summary>Life turns out to be in danger later.</summary>
    ThreatLater,

    /// <summary>The patient does not want to be moved after all.</summary>
    Declines,

    /// <summary>The place is given back once, and another is found.</summary>
    PlaceLost,

    /// <summary>A second contact: somebody raises the urgency (R7).</summary>
    Raised,
}

/// <summary>A simulated case: all that is going to happen with it is drawn from its seed.</summary>
/// <remarks>
/// It is written into the patient's id, with a check, and nowhere else. So the world itself tells
/// which requests are simulated, also after a restart, and what comes next needs no memory.
/// </remarks>
/// <param name="Seed">For all dice of the case.</param>
/// <param name="StoryNumber">Which story, from 0.</param>
/// <param name="Postcode">Number of the postcode where the patient is.</param>
/// <param name="Hurry">
/// Everything up to this stage goes at once, so that the boards of a new demo are alive; 0 for
/// the usual pace.
/// </param>
/// <param name="IsSilent">The first unit that is asked does not answer on screen.</param>
internal sealed record Case(
    ulong Seed, int StoryNumber, int Postcode, Stage Hurry, bool IsSilent)
{
    private const int Bytes = 16;
    private const byte SilentBit = 0x80;
    private const ulong Ours = 0x436F_6F72_6469_6E61;

    /// <summary>What is the matter.</summary>
    public Story Story => Stories.All[StoryNumber];

    /// <summary>How it is going to run.</summary>
    public Course Course => Hurry > 0 ? Course.Placed : Run(DiceFor(Roll.Course).Below(1_000));

    /// <summary>The patient's id, which carries the case.</summary>
    public PersonId Person
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Bytes];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, Seed);
            bytes[8] = (byte)StoryNumber;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[9..], (ushort)Postcode);
            bytes[11] = (byte)((byte)Hurry | (IsSilent ? SilentBit : 0));
            BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], CheckOf(bytes));
            return new PersonId(new Guid(bytes, bigEndian: true));
        }
    }

    /// <summary>The case of a patient; null for anybody who is not simulated.</summary>
    public static Case? Of(PersonId person)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        _ = person.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) == CheckOf(bytes)
            && bytes[8] < Stories.All.Length
                ? new Case(
                    BinaryPrimitives.ReadUInt64BigEndian(bytes), bytes[8],
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[9..]),
                    (Stage)(bytes[11] & ~SilentBit), (bytes[11] & SilentBit) != 0)
                : null;
    }

    /// <summary>The case of a request; also after somebody corrected who the patient is.</summary>
    public static Case? Of(CareRequest request) => Of(request.AllPersons.First());

    /// <summary>Dice for one purpose: the same throws whenever they are asked for.</summary>
    public Dice DiceFor(Roll roll, int number = 0) => new(Seed, (ulong)roll, (ulong)number);

    /// <summary>Whether what has to happen in a stage happens at once.</summary>
    public bool HurriesIn(Stage stage) => stage < Hurry;

    // Thousandths. Most requests end in a place; nothing here is a measured share.
    private Course Run(int draw) => draw switch
    {
        < 12 => Course.ThreatAtOnce,
        < 18 => Course.ThreatLater,
        < 25 => Course.Died,
        < 75 => Course.Withdrawn,
        < 105 => Course.Elsewhere,
        < 125 => Course.Declines,
        < 150 => Course.PlaceLost,
        < 200 => Course.Raised,
        < 620 when Story.Advice.Length > 0 => Course.Advice,
        _ => Course.Placed,
    };

    private static uint CheckOf(ReadOnlySpan<byte> bytes) => (uint)(Dice.Mix(
        Dice.Mix(BinaryPrimitives.ReadUInt64BigEndian(bytes) ^ Ours)
        ^ BinaryPrimitives.ReadUInt32BigEndian(bytes[8..])) >> 32);
}
