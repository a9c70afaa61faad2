using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Downtime;

/// <summary>The keys with which machines of an organisation fetch its emergency list. A key reads
/// one thing and changes nothing.</summary>
internal static class SiteKeys
{
    /// <summary>What is kept of a key. It is made of 32 random bytes, so nobody guesses it.
    /// </summary>
    public static string HashOf(string key) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The key that a request carries; empty when it carries none.</summary>
    public static string KeyOf(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith("Bearer ", StringComparison.Ordinal)
            ? given["Bearer ".Length..]
            : "";
    }

    /// <summary>Whose key a request carries; null when it is nobody's.</summary>
    public static OrganisationId? FindOwner(RegionsState regions, HttpRequest request)
    {
        var key = KeyOf(request);
        if (key.Length == 0)
        {
            return null;
        }

        var hash = Encoding.ASCII.GetBytes(HashOf(key));
        OrganisationId? owner = null;
        foreach (var known in regions.SiteKeys.All)
        {
            if (CryptographicOperations.FixedTimeEquals(
                hash, Encoding.ASCII.GetBytes(known.Hash)))
            {
                owner = new OrganisationId(regions.Organisations.NumberOf(known.Organisation));
            }
        }

        return owner;
    }
}
