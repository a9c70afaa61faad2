using System.Globalization;
using System.Security.Claims;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Coordinaat.Security;

/// <summary>The cookie: account and session, sealed. What the account may do is looked up anew for
/// every request, so that closing it counts at once.</summary>
internal static class Sessions
{
    private const string AccountClaim = "account";
    private const string SessionClaim = "session";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "coordinaat";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = OpenSession.Length.ToTimeSpan();
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => RefuseAsync(
            context.HttpContext, InputFault.NotSignedIn);
        options.Events.OnRedirectToAccessDenied = context => RefuseAsync(
            context.HttpContext, InputFault.RoleForbids);
    }

    /// <summary>Gives the browser its cookie.</summary>
    public static Task SignInAsync(HttpContext http, AccountId account, SessionId session) =>
        http.SignInAsync(PrincipalOf(account, session));

    /// <summary>What is sealed in the cookie.</summary>
    public static ClaimsPrincipal PrincipalOf(AccountId account, SessionId session) =>
        new(new ClaimsIdentity(
            [
                new Claim(AccountClaim, account.Value.ToString(CultureInfo.InvariantCulture)),
                new Claim(SessionClaim, session.Value.ToString("N")),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Whether an account has to set a password or a second factor first.</summary>
    public static bool MustSetUp(Account account) =>
        account.MustChangePassword
        || ((account.Roles & Roles.NeedsSecondFactor) != Roles.None
            && account.SecondFactor is null);

    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var engine = context.HttpContext.RequestServices.GetRequiredService<Engine.Engine>();
        var known = int.TryParse(
            context.Principal?.FindFirstValue(AccountClaim), NumberStyles.None,
            CultureInfo.InvariantCulture, out var account);
        known &= Guid.TryParse(context.Principal?.FindFirstValue(SessionClaim), out var session);
        var actor = known
            ? engine.World.Accounts.FindActor(
                new AccountId(account), new SessionId(session), engine.Now)
            : null;
        if (actor is { } found)
        {
            context.HttpContext.SetCaller(found, new SessionId(session));
        }
        else
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext http, InputFault fault)
    {
        var isPage = !Problems.IsApi(http) && HttpMethods.IsGet(http.Request.Method);
        if (fault != InputFault.NotSignedIn || !isPage)
        {
            return Problems.WriteAsync(http, fault);
        }

        http.Response.Redirect(
            "/aanmelden?naar="
            + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
        return Task.CompletedTask;
    }
}

/// <summary>Lets nobody work before the own password and the second factor are set.</summary>
internal sealed class SetUpMiddleware(RequestDelegate next, Engine.Engine engine)
{
    private static readonly string[] Open =
        ["/account", "/afmelden", "/voorkeuren", "/api/session"];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.FindCaller() is not { } caller
            || Open.Any(p => http.Request.Path.StartsWithSegments(p))
            || !Sessions.MustSetUp(engine.World.Accounts.Find(caller.Actor.Account)!))
        {
            return next(http);
        }

        if (Problems.IsApi(http) || !HttpMethods.IsGet(http.Request.Method))
        {
            return Problems.WriteAsync(http, InputFault.SetUpFirst);
        }

        http.Response.Redirect("/account");
        return Task.CompletedTask;
    }
}
