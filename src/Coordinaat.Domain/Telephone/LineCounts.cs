using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Telephone;

/// <summary>What a line counted of the calls that came in one hour.</summary>
/// <remarks>
/// It is the sum over its calls of what each one is now: a call that turns out to be answered is
/// taken out as abandoned and put in as answered. So each is counted once, whatever is told of it.
/// </remarks>
/// <param name="Hour">The start of the hour in which the callers began to wait.</param>
/// <param name="Offered">Calls that came.</param>
/// <param name="Answered">Of those: by a person.</param>
/// <param name="CalledBack">Of those: not answered, and spoken with later.</param>
/// <param name="Abandoned">Of those: the caller gave up.</param>
/// <param name="Moved">Of those: put through to another line.</param>
/// <param name="Promised">Of those: a call-back was promised.</param>
/// <param name="Kept">Of those: and made in time.</param>
/// <param name="WaitSeconds">Of the answered ones, together.</param>
/// <param name="TalkSeconds">Of the answered ones, together.</param>
/// <param name="Waits">How many of the answered ones waited up to each of
/// <see cref="PhoneNorm.Bounds"/>, and longer than the bound before it.</param>
public sealed record HourCounts(
    Instant Hour, int Offered, int Answered, int CalledBack, int Abandoned, int Moved,
    int Promised, int Kept, long WaitSeconds, long TalkSeconds, ImmutableArray<int> Waits)
{
    /// <summary>So many hours are kept: five weeks.</summary>
    public const int HoursKept = 24 * 35;

    /// <summary>Calls of which it is not known yet how they end.</summary>
    public int Open => Offered - Answered - CalledBack - Abandoned;

    /// <summary>An hour in which nobody called yet.</summary>
    public static HourCounts Empty(Instant hour) => new(
        hour, 0, 0, 0, 0, 0, 0, 0, 0, 0, [.. new int[PhoneNorm.Bounds.Length]]);

    /// <summary>The start of the hour of a moment.</summary>
    public static Instant HourOf(Instant at) =>
        Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 3_600 * 3_600);

    /// <summary>What one call adds to the hour in which it began.</summary>
    public static HourCounts Of(PhoneCall call)
    {
        var isAnswered = call.AnsweredAt is not null;
        var isBack = !isAnswered && call.CallBack?.ReachedAt is not null;
        var empty = Empty(HourOf(call.Since));
        return empty with
        {
            Offered = 1,
            Answered = isAnswered ? 1 : 0,
            CalledBack = isBack ? 1 : 0,
            Abandoned = call.State == CallState.Missed && !isBack ? 1 : 0,
            Moved = call.MovedTo.Value > 0 && call.MovedTo != call.Line ? 1 : 0,
            Promised = call.CallBack is null ? 0 : 1,
            Kept = call.CallBack is { ReachedAt: { } at } back && at <= back.Until ? 1 : 0,
            WaitSeconds = isAnswered ? (long)call.Wait.TotalSeconds : 0,
            TalkSeconds = (long)(call.Talk?.TotalSeconds ?? 0),
            Waits = isAnswered ? WaitOf(empty.Waits, call.Wait) : empty.Waits,
        };
    }

    /// <summary>How many of the answered ones waited at most so long.</summary>
    /// <param name="seconds">One of <see cref="PhoneNorm.Bounds"/>.</param>
    public int AnsweredWithin(int seconds) =>
        Waits.Take(PhoneNorm.Bounds.IndexOf(seconds) + 1).Sum();

    /// <summary>Together with another; of the same hour, or of a period.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sign">1 to add it, -1 to take it out.</param>
    public HourCounts Plus(HourCounts other, int sign = 1) => this with
    {
        Offered = Offered + (sign * other.Offered),
        Answered = Answered + (sign * other.Answered),
        CalledBack = CalledBack + (sign * other.CalledBack),
        Abandoned = Abandoned + (sign * other.Abandoned),
        Moved = Moved + (sign * other.Moved),
        Promised = Promised + (sign * other.Promised),
        Kept = Kept + (sign * other.Kept),
        WaitSeconds = WaitSeconds + (sign * other.WaitSeconds),
        TalkSeconds = TalkSeconds + (sign * other.TalkSeconds),
        Waits = [.. Waits.Select((n, i) => n + (sign * other.Waits[i]))],
    };

    private static ImmutableArray<int> WaitOf(ImmutableArray<int> none, Duration wait)
    {
        for (var i = 0; i < none.Length; i++)
        {
            if (wait <= Duration.FromSeconds(PhoneNorm.Bounds[i]))
            {
                return none.SetItem(i, 1);
            }
        }

        return none;
    }
}

/// <summary>A time during which something was open.</summary>
/// <param name="Kind">What.</param>
/// <param name="Cause">Why.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Not included; null while it is open.</param>
public sealed record Relief(ReliefKind Kind, string Cause, Instant From, Instant? Until);

/// <summary>What a line counted, and what its supervisor opened.</summary>
/// <param name="Hours">A ring: the hour with number n since 1970 stands at n modulo
/// <see cref="HourCounts.HoursKept"/>.</param>
/// <param name="Reliefs">The latest, in the order of opening.</param>
public sealed record LineState(Vector<HourCounts?> Hours, ImmutableArray<Relief> Reliefs)
{
    private const int ReliefsKept = 100;

    /// <summary>Nothing counted yet.</summary>
    public static readonly LineState Empty = new(Vector<HourCounts?>.Empty, []);

    /// <summary>What is open now; null for not.</summary>
    public Relief? Open(ReliefKind kind) =>
        Reliefs.LastOrDefault(r => r.Kind == kind && r.Until is null);

    /// <summary>The hours of a period, and what was counted in each.</summary>
    /// <param name="from">Hours that begin at or after this moment.</param>
    /// <param name="until">And before this one.</param>
    public IEnumerable<HourCounts> Between(Instant from, Instant until) => Hours
        .OfType<HourCounts>().Where(h => h.Hour >= from && h.Hour < until);

    /// <summary>The line after a call changed.</summary>
    internal LineState With(HourCounts counts, int sign)
    {
        var place = (int)(counts.Hour.ToUnixTimeSeconds() / 3_600 % HourCounts.HoursKept);
        var found = Hours.Find(place);
        if (found?.Hour > counts.Hour)
        {
            return this;
        }

        var known = found?.Hour == counts.Hour ? found : HourCounts.Empty(counts.Hour);
        var now = known.Plus(counts, sign);

        // An earlier moment may move the only call of an hour to the hour before it.
        return this with { Hours = Hours.Set(place, now.Offered == 0 ? null : now) };
    }

    /// <summary>The line after its supervisor opened something.</summary>
    internal LineState Opening(ReliefOpened opened, Instant at) => this with
    {
        Reliefs =
        [
            .. Closing(opened.Kind, at).Reliefs.TakeLast(ReliefsKept - 1),
            new Relief(opened.Kind, opened.Cause, at, null),
        ],
    };

    /// <summary>The line after its supervisor closed something.</summary>
    internal LineState Closing(ReliefKind kind, Instant at) => this with
    {
        Reliefs =
        [
            .. Reliefs.Select(r => r.Kind == kind && r.Until is null ? r with { Until = at } : r),
        ],
    };
}
