using System.Globalization;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Http;

/// <summary>What was done, for people who look away the moment they have pressed.</summary>
internal enum DoneWord
{
    /// <summary>Figures were reported.</summary>
    Reported = 1,

    /// <summary>All figures were confirmed.</summary>
    Confirmed,

    /// <summary>A stop was declared, or announced.</summary>
    StopDeclared,

    /// <summary>A stop was ended.</summary>
    StopEnded,

    /// <summary>A question was answered with yes.</summary>
    SaidYes,

    /// <summary>A question was answered with yes, on a condition.</summary>
    SaidYesIf,

    /// <summary>A question was answered with no.</summary>
    SaidNo,

    /// <summary>The end of a stop was moved.</summary>
    StopExtended,

    /// <summary>A crowding score was recorded.</summary>
    CrowdingMeasured,

    /// <summary>The daily survey was signed.</summary>
    Signed,

    /// <summary>Somebody is on duty.</summary>
    DutySet,

    /// <summary>Nobody is on duty any more.</summary>
    DutyEnded,
}

/// <summary>What was done a moment ago, said once, on the next page.</summary>
/// <param name="Word">What.</param>
/// <param name="Unit">Of which unit; the default for none in particular.</param>
/// <param name="At">When.</param>
/// <remarks>
/// It travels in a cookie: a line in the address would say "reported" again at every reload, and
/// anybody could send a link that says it.
/// </remarks>
internal sealed record Done(DoneWord Word, UnitId Unit, Instant At)
{
    private const string Cookie = "gedaan";

    // Nobody should read it later, on a page that was not the next one.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    /// <summary>Sends it along, to the page that comes next.</summary>
    public void Leave(HttpContext http) => http.Response.Cookies.Append(
        Cookie,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)Word}-{Unit.Value}-{At.ToUnixTimeSeconds()}"),
        Options(http));

    /// <summary>Takes what the page before left; null when it left nothing that reads.</summary>
    public static Done? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { } text)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie, Options(http));
        var parts = text.Split('-');
        return parts.Length == 3
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var word)
            && Enum.IsDefined((DoneWord)word)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var unit)
            && uint.TryParse(parts[2], CultureInfo.InvariantCulture, out var seconds)
                ? new Done((DoneWord)word, new UnitId(unit), Instant.FromUnixTimeSeconds(seconds))
                : null;
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict,
        MaxAge = Kept, IsEssential = true,
    };
}
