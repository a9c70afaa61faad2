namespace Coordinaat.Simulation;

/// <summary>What is drawn by chance. Each has dice of its own: adding one moves no other.</summary>
internal enum Roll
{
    Draw = 1,
    Patient,
    Words,
    Course,
    Turn,
    Lead,
    Triage,
    Need,
    Ask,
    Reply,
    Answer,
    Call,
    Doctors,
    Condition,
    Consent,
    Transport,
    Departure,
    Arrival,
    Handover,
    Close,
    Threat,
    Figures,
    Lateness,
    Phone,
    Colleague,
    Measured,
}

/// <summary>Chance with a seed: the same seed and salts give the same throws, for ever.</summary>
/// <remarks>SplitMix64, because its numbers do not change with a version of .NET.</remarks>
internal sealed class Dice(ulong seed, ulong first = 0, ulong second = 0)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = Mix(Mix(Mix(seed) ^ first) ^ second);

    /// <summary>64 bits that depend on all bits of the input.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += Golden;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    public ulong Next()
    {
        unchecked
        {
            state += Golden;
        }

        return Mix(state);
    }

    /// <summary>A number from 0 up to, and not including, the limit.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number between the two, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>A whole number near a number of thousandths: right on average.</summary>
    public int Round(long permille) =>
        (int)(permille / 1_000) + (Below(1_000) < permille % 1_000 ? 1 : 0);
}
