using System.Security.Cryptography;
using System.Text;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Accounts;

/// <summary>
/// The first administrator: whoever can read the folder of the data has the set-up code in it.
/// </summary>
internal sealed class FirstAdministrator(string folder, Engine.Engine engine)
{
    private string CodeFile => Path.Combine(folder, "setup-code");

    private bool IsNeeded => !engine.World.Accounts.All.Any(
        a => a.IsEnabled && (a.Roles & Roles.Administrator) != Roles.None);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/eerste-start", (FirstAdministrator first) => first.IsNeeded
                ? Results.Extensions.Page<FirstPage>()
                : Results.Redirect("/"))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/eerste-start", (HttpContext http, FirstAdministrator first) =>
            first.PostAsync(http)).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Writes the code where there is no administrator yet, and says where.</summary>
    /// <returns>The code's file, or null when none is needed.</returns>
    public string? Prepare()
    {
        if (!IsNeeded)
        {
            File.Delete(CodeFile);
            return null;
        }

        if (!File.Exists(CodeFile))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(CodeFile, options);
            writer.WriteLine(Convert.ToHexString(RandomNumberGenerator.GetBytes(10)));
        }

        return CodeFile;
    }

    private async Task PostAsync(HttpContext http)
    {
        var form = await http.FormAsync();
        if (!IsNeeded || !File.Exists(CodeFile))
        {
            await Problems.WriteAsync(http, InputFault.NotFound);
            return;
        }

        var expected = (await File.ReadAllTextAsync(CodeFile)).Trim();
        var given = form["code"].ToString().Trim().ToUpperInvariant();
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given)))
        {
            await Problems.WriteAsync(http, SignInRefusal.CredentialWrong);
            return;
        }

        if (form["password"].ToString().Length < Passwords.LengthMin)
        {
            await Problems.WriteAsync(http, InputFault.PasswordTooShort);
            return;
        }

        var organisation = engine.World.Regions.Organisations.NumberOf(form["organisation"]);
        var opened = await engine.SubmitAsync(
            Manage.Request(
                new OrganisationId(organisation), Roles.Administrator, form["name"].ToString(),
                form["login"].ToString(), Passwords.Hash(form["password"].ToString()),
                mustChange: false, null),
            new Stamp(Ids.New(), Actor.System));
        if (!opened.TryGet(out _, out var refusal))
        {
            await Problems.WriteAsync(http, refusal);
            return;
        }

        File.Delete(CodeFile);
        http.Response.Redirect("/aanmelden");
    }
}

internal static class PageResults
{
    public static IResult Page<TPage>(this IResultExtensions results)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        new RazorComponentResult<TPage>();
}
