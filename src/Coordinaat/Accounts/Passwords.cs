using System.Security.Cryptography;
using Coordinaat.Domain.Kernel;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace Coordinaat.Accounts;

/// <summary>Passwords and second factors, by the usual libraries.</summary>
internal static class Passwords
{
    /// <summary>The shortest password, in characters.</summary>
    public const int LengthMin = 12;

    /// <summary>How long a code lasts, in seconds.</summary>
    public const int StepSeconds = 30;

    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly string Nobody =
        Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public static string Hash(string password) => Hasher.HashPassword(Hasher, password);

    /// <summary>Whether a password fits a hash; without a hash it takes as long and says no.
    /// </summary>
    public static bool Fits(string? hash, string password) =>
        Hasher.VerifyHashedPassword(Hasher, hash ?? Nobody, password)
            != PasswordVerificationResult.Failed
        && hash is not null;

    /// <summary>A new shared secret, in base 32 as authenticator apps take it.</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    /// <summary>The time step of a code, or 0 when it does not fit.</summary>
    /// <param name="secret">The shared secret in base 32.</param>
    /// <param name="code">Six digits as typed.</param>
    /// <param name="now">The moment; a code of the step before or after counts too.</param>
    public static long StepOf(string secret, string code, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(
            now.UtcDateTime, code.Replace(" ", "", StringComparison.Ordinal), out var step,
            new VerificationWindow(previous: 1, future: 1))
            ? step
            : 0;

    /// <summary>The code of a moment: for the demo's sign-in page.</summary>
    public static string CodeAt(string secret, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(now.UtcDateTime);

    /// <summary>The person of a sign-in name.</summary>
    public static PersonId? FindPerson(Engine.Vault vault, string login) =>
        vault.FindPerson(default, "login", Normal(login));

    /// <summary>Sign-in names are the same in capitals or not.</summary>
    public static string Normal(string login) => login.Trim().ToLowerInvariant();
}
