using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>How old figures are, against what their kind of care allows.</summary>
public enum Freshness
{
    /// <summary>Young enough to act on.</summary>
    Fresh = 1,

    /// <summary>Still counts; soon no more.</summary>
    Ageing,

    /// <summary>Too old: counts as unknown, never as free.</summary>
    Stale,

    /// <summary>Nothing was ever reported.</summary>
    Never,
}

/// <summary>What can be promised of a pool at a moment, derived from its figures.</summary>
/// <param name="Freshness">How old the figures are.</param>
/// <param name="Places">
/// Places that can be promised: usable, less occupied, less promised and on the way. Below zero
/// when more was promised than there is. Only to be shown or used while <see cref="IsKnown"/>.
/// </param>
/// <param name="Claimed">Places promised, on the way, or arrived since the report.</param>
/// <param name="AgeSeconds">Age of the figures; 0 when there are none.</param>
/// <param name="LoadPermille">Usable places in use or promised, per thousand; 1,000 when none.
/// </param>
public readonly record struct Availability(
    Freshness Freshness, int Places, int Claimed, int AgeSeconds, int LoadPermille)
{
    /// <summary>All usable places in use or promised.</summary>
    internal const int LoadFull = 1_000;

    /// <summary>Whether the figures count. If not, the answer is "unknown", never "free".
    /// </summary>
    public bool IsKnown => Freshness is Freshness.Fresh or Freshness.Ageing;

    /// <summary>Derives it.</summary>
    /// <param name="pool">What is known of the pool.</param>
    /// <param name="careType">The kind of care, for how long figures count.</param>
    /// <param name="now">Figures that expire at this moment no longer count.</param>
    public static Availability Of(PoolState pool, CareType careType, Instant now)
    {
        var claimed = pool.Claims.Length;
        if (pool.Figures is not { } figures)
        {
            return new Availability(Freshness.Never, 0, claimed, 0, LoadFull);
        }

        var age = AgeSecondsOf(figures, now);
        var freshness = age >= careType.ExpiryMinutes * 60
            ? Freshness.Stale
            : age >= careType.FreshMinutes * 60 ? Freshness.Ageing : Freshness.Fresh;
        return new Availability(
            freshness, PlacesLeft(figures, pool), claimed, age, LoadPermilleOf(figures, pool));
    }

    /// <summary>Usable places in use or promised, per thousand.</summary>
    internal static int LoadPermilleOf(Figures figures, PoolState pool) => figures.Usable <= 0
        ? LoadFull
        : Math.Clamp(
            (figures.Occupied + pool.Claims.Length) * LoadFull / figures.Usable, 0, LoadFull);

    /// <summary>The whole seconds since the moment that figures speak of; 0 for a moment to come.
    /// </summary>
    internal static int AgeSecondsOf(Figures figures, Instant now) =>
        AgeSecondsOf(figures.At.ToUnixTimeTicks(), now.ToUnixTimeTicks());

    /// <summary>The same, of moments in ticks of 100 ns since 1970.</summary>
    internal static int AgeSecondsOf(long at, long now) =>
        (int)Math.Clamp((now - at) / NodaConstants.TicksPerSecond, 0, int.MaxValue);

    /// <summary>Usable places less those in use, promised and on the way.</summary>
    internal static int PlacesLeft(Figures figures, PoolState pool) =>
        figures.Usable - figures.Occupied - pool.Claims.Length;
}
