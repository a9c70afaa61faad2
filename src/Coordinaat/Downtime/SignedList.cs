using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Coordinaat.Downtime;

/// <summary>An emergency list with its signature: a page that opens in any browser, and that says
/// at its end who made it and when.</summary>
/// <remarks>
/// HMAC-SHA256 under a key of its own, made of the site's key: who has that key can check that the
/// page is the server's and unchanged. It is one line of comment behind the page.
/// </remarks>
internal static class SignedList
{
    private const string Mark = "\n<!-- coordinaat-noodlijst 1 ";
    private const string End = " -->\n";

    /// <summary>Signs a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="key">The site's key.</param>
    public static byte[] Sign(string page, Instant at, string key)
    {
        var moment = InstantPattern.General.Format(at);
        return Encoding.UTF8.GetBytes(
            $"{page}{Mark}{moment} {SignatureOf($"{moment}\n{page}", key)}{End}");
    }

    /// <summary>Reads of when a list is.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="key">The site's key.</param>
    /// <returns>When it was made; null when it is not whole, not ours, or was changed.</returns>
    public static Instant? Check(byte[] content, string key)
    {
        var text = Encoding.UTF8.GetString(content);
        var mark = text.LastIndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0 || !text.EndsWith(End, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = text[(mark + Mark.Length)..^End.Length].Split(' ');
        return parts.Length == 2
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(parts[1]),
                Encoding.UTF8.GetBytes(SignatureOf($"{parts[0]}\n{text[..mark]}", key)))
            && InstantPattern.General.Parse(parts[0]).TryGetValue(default, out var at)
                ? at
                : null;
    }

    private static string SignatureOf(string text, string key)
    {
        var own = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(key), "coordinaat-noodlijst"u8.ToArray());
        return Convert.ToHexString(HMACSHA256.HashData(own, Encoding.UTF8.GetBytes(text)))
            .ToLower(CultureInfo.InvariantCulture);
    }
}
