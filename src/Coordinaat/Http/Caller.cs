using Coordinaat.Domain.Kernel;

namespace Coordinaat.Http;

/// <summary>Who asks over HTTP, as checked for this very request.</summary>
/// <param name="Actor">The account and what it may do now.</param>
/// <param name="Session">The session in the cookie.</param>
/// <param name="Language">The language of the interface.</param>
public sealed record Caller(Actor Actor, SessionId Session, Language Language)
{
    public bool IsAny(Roles roles) => Actor.IsAny(roles);
}

internal static class Callers
{
    private static readonly object Key = new();

    /// <summary>The caller of a request that needs one.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: a policy is missing.
    /// </exception>
    public static Caller Caller(this HttpContext http) => http.FindCaller()
        ?? throw new InvalidOperationException("The endpoint needs a policy: nobody is signed in.");

    /// <summary>The caller, or null.</summary>
    public static Caller? FindCaller(this HttpContext http) => http.Items[Key] as Caller;

    public static void SetCaller(this HttpContext http, Actor actor, SessionId session) =>
        http.Items[Key] = new Caller(actor, session, http.Language());

    /// <summary>The language that the user chose; Dutch until then.</summary>
    public static Language Language(this HttpContext http) =>
        http.Request.Cookies["taal"] == "en"
            ? Domain.Kernel.Language.English
            : Domain.Kernel.Language.Dutch;
}
