using Coordinaat.Components;
using Coordinaat.Demo;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Accounts;

/// <summary>Signing in and out: name, password and code.</summary>
internal static class SignIn
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/aanmelden", (Delegate)Page).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/aanmelden", FormAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/api/session", ApiAsync).AllowAnonymous()
            .WithName("SignIn").WithTags("session").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        routes.MapGet("/api/session", WhoAmI).RequireAuthorization(Policies.SignedIn)
            .WithName("WhoAmI").WithTags("session").Produces<SessionBody>();
        routes.MapPost("/afmelden", SignOutAsync).RequireAuthorization(Policies.SignedIn)
            .ExcludeFromDescription();
        routes.MapDelete("/api/session", SignOutAsync).RequireAuthorization(Policies.SignedIn)
            .WithName("SignOut").WithTags("session").Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/voorkeuren", (Delegate)Preferences).AllowAnonymous()
            .ExcludeFromDescription();
    }

    /// <summary>What a program signs in with.</summary>
    internal sealed record Body(string Login, string Password, string? Code = null)
    {
        public override string ToString() => "***";
    }

    /// <summary>Who is signed in.</summary>
    internal sealed record SessionBody(int Account, string Organisation, Roles Roles);

    private static SessionBody WhoAmI(HttpContext http, Engine.Engine engine)
    {
        var actor = http.Caller().Actor;
        return new SessionBody(
            actor.Account.Value,
            engine.World.Regions.Organisations[actor.Organisation.Value].Code, actor.Roles);
    }

    private static RazorComponentResult<SignInPage> Page(HttpContext http) =>
        new(new { To = Forms.LocalPath(http.Request.Query["naar"]) });

    private static async Task<IResult> FormAsync(
        HttpContext http, Engine.Engine engine, TimeProvider time, DemoMode demo)
    {
        var form = await http.FormAsync();
        var login = form["login"].ToString();

        // The demo's buttons are open to anybody; the code is worked out when it is needed, for a
        // page may have stood open for an hour.
        var body = demo.IsOn && form.ContainsKey("demo")
            && DemoAccounts.All.FirstOrDefault(a => a.Login == login) is { } account
                ? new Body(
                    login, DemoAccounts.Password, DemoAccounts.CodeNow(account, engine, time))
                : new Body(login, form["password"].ToString(), form["code"].ToString());
        var refusal = await TryAsync(http, engine, time, body);
        var to = Forms.LocalPath(form["naar"]);
        return refusal is null
            ? Results.Redirect(to)
            : new RazorComponentResult<SignInPage>(new
            {
                To = to, body.Login, Refusal = Texts.Of(refusal).In(http.Language()),
            })
            { StatusCode = Texts.Of(refusal).Status };
    }

    private static async Task ApiAsync(
        HttpContext http, Body body, Engine.Engine engine, TimeProvider time)
    {
        if (await TryAsync(http, engine, time, body) is { } refusal)
        {
            await Problems.WriteAsync(http, refusal);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<Enum?> TryAsync(
        HttpContext http, Engine.Engine engine, TimeProvider time, Body body)
    {
        var accounts = engine.World.Accounts;
        var account = Passwords.FindPerson(engine.Vault, body.Login) is { } person
            && accounts.ByPerson.TryGetValue(person, out var id)
                ? accounts.Find(id)
                : null;
        var hash = account is null ? null : engine.Vault.Open(account.Credential);
        var fits = Passwords.Fits(hash, body.Password);
        if (account is not { IsEnabled: true })
        {
            return SignInRefusal.CredentialWrong;
        }

        if (account.LockedUntil > engine.Now)
        {
            return SignInRefusal.Locked;
        }

        var actor = new Actor(account.Id, account.Organisation, account.Roles);
        var step = 0L;
        if (fits && account.SecondFactor is { } factor)
        {
            step = Passwords.StepOf(
                engine.Vault.Open(factor) ?? "", body.Code ?? "", time.GetUtcNow());
            fits = step > 0;
        }

        if (!fits)
        {
            await engine.SubmitAsync(
                new RecordFailedSignIn(account.Id), new Stamp(Ids.New(), actor));
            return SignInRefusal.CredentialWrong;
        }

        var session = new SessionId(Ids.New());
        var opened = await engine.SubmitAsync(
            new OpenSession(account.Id, session, step), new Stamp(Ids.New(), actor));
        if (!opened.TryGet(out _, out var refusal))
        {
            return refusal;
        }

        await Sessions.SignInAsync(http, account.Id, session);
        return null;
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, Engine.Engine engine)
    {
        var caller = http.Caller();
        if (await IsHeldBackAsync(http, engine, caller))
        {
            return Problems.IsApi(http)
                ? Results.Empty
                : Results.Redirect("/dienst?afmelden=ja");
        }

        await engine.SubmitAsync(
            new EndSession(caller.Actor.Account, caller.Session),
            new Stamp(Ids.New(), caller.Actor));
        await http.SignOutAsync();
        return Problems.IsApi(http) ? Results.NoContent() : Results.Redirect("/aanmelden");
    }

    // R23: nobody signs off with cases of their own, unless they say so: nobody is locked in.
    private static async Task<bool> IsHeldBackAsync(
        HttpContext http, Engine.Engine engine, Caller caller)
    {
        var isAnyway = http.Request.Query["toch"] == "ja"
            || (http.Request.HasFormContentType && (await http.FormAsync())["toch"] == "ja");
        var isHeld = !isAnyway && caller.IsAny(Roles.Desk)
            && HandOverLead.LedBy(engine.World, caller.Actor.Account).Any();
        if (isHeld && Problems.IsApi(http))
        {
            await Problems.WriteAsync(http, InputFault.LeadsCases);
        }

        return isHeld;
    }

    private static async Task<IResult> Preferences(HttpContext http)
    {
        var form = await http.FormAsync();
        var options = new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true,
            IsEssential = true, Secure = http.Request.IsHttps,
        };
        http.Response.Cookies.Append("taal", form["taal"] == "en" ? "en" : "nl", options);
        http.Response.Cookies.Append(
            "thema", form["thema"].ToString() is "licht" or "donker" ? form["thema"]! : "auto",
            options);
        return Results.Redirect(Forms.LocalPath(form["naar"]));
    }
}
