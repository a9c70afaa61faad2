using System.Globalization;
using System.Text.RegularExpressions;
using Coordinaat.Accounts;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>Signing in: name, password and code; who is locked out, and what has to be set first.
/// </summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;

    private string Code => Passwords.CodeAt(StaffAccounts.SharedSecret, time.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartBareAsync(time);
        Definition[] rows =
        [
            new RegionRow(new Region("delta", "Deltaland", "NL", 3, "112")),
            new OrganisationRow("centre", "Centrum", Sector.CoordinationCentre, "delta"),
        ];
        foreach (var row in rows)
        {
            _ = await server.DoAsync(new Define(row));
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_name_a_password_and_a_code_open_a_session()
    {
        await StaffAccounts.OpenAsync(server.Engine, "noor", "centre", Roles.Coordinator);
        using var api = server.Open();

        // Capitals and spaces in the name do not matter; in the code spaces do not.
        var reply = await api.SignInAsync(" Noor ", StaffAccounts.Password, Code.Insert(3, " "));

        Assert.Equal(204, reply.Status);
        var who = (await api.GetAsync("/api/session")).Json;
        Assert.Equal("centre", who.GetProperty("organisation").GetString());
        Assert.Equal("Coordinator", who.GetProperty("roles").GetString());
        var cookie = reply.Headers["Set-Cookie"].Single(
            c => c.StartsWith("coordinaat=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("noor", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_wrong_is_never_told_apart()
    {
        await StaffAccounts.OpenAsync(server.Engine, "noor", "centre", Roles.Coordinator);
        await StaffAccounts.OpenAsync(server.Engine, "dicht", "centre", Roles.Coordinator);
        await StaffAccounts.OpenAsync(server.Engine, "baas", "centre", Roles.Administrator);
        using var admin = server.Open();
        _ = await admin.SignInAsync("baas", StaffAccounts.Password);
        _ = await admin.DoAsync(
            "/api/accounts/2", new { roles = new[] { "Coordinator" }, isEnabled = false });
        using var api = server.Open();
        var answers = new[]
        {
            await api.SignInAsync("niemand", StaffAccounts.Password, Code),
            await api.SignInAsync("dicht", StaffAccounts.Password, Code),
            await api.SignInAsync("noor", "een ander wachtwoord", Code),
            await api.SignInAsync("noor", StaffAccounts.Password, "000000"),
            await api.SignInAsync("noor", StaffAccounts.Password),
            await api.SignInAsync("", "", ""),
        };

        Assert.All(answers, a => Assert.Equal(401, a.Status));
        Assert.Single(answers.Select(a => a.Title).Distinct(StringComparer.Ordinal));
        Assert.Equal(401, (await api.GetAsync("/api/session")).Status);
    }

    [Fact]
    public async Task No_code_counts_twice_nor_after_its_time()
    {
        await StaffAccounts.OpenAsync(server.Engine, "noor", "centre", Roles.Coordinator);
        using var api = server.Open();
        var first = Code;
        Assert.Equal(204, (await api.SignInAsync("noor", StaffAccounts.Password, first)).Status);

        Assert.Equal(
            "/problems/sign-in/code-used",
            (await api.SignInAsync("noor", StaffAccounts.Password, first)).Type);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(
            "/problems/sign-in/code-used",
            (await api.SignInAsync("noor", StaffAccounts.Password, first)).Type);
        Assert.Equal(204, (await api.SignInAsync("noor", StaffAccounts.Password, Code)).Status);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(401, (await api.SignInAsync("noor", StaffAccounts.Password, first)).Status);
    }

    [Fact]
    public async Task Five_failures_lock_an_account_for_a_quarter_of_an_hour()
    {
        await StaffAccounts.OpenAsync(server.Engine, "noor", "centre", Roles.Coordinator);
        await StaffAccounts.OpenAsync(server.Engine, "bram", "centre", Roles.Coordinator);
        using var api = server.Open();
        for (var i = 0; i < RecordFailedSignIn.FailuresMax; i++)
        {
            var wrong = await api.SignInAsync("noor", "mis", Code);
            Assert.Equal("/problems/sign-in/credential-wrong", wrong.Type);
        }

        var locked = await api.SignInAsync("noor", StaffAccounts.Password, Code);
        Assert.Equal((429, "/problems/sign-in/locked"), (locked.Status, locked.Type));
        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(429, (await api.SignInAsync("noor", StaffAccounts.Password, Code)).Status);
        Assert.Equal(204, (await api.SignInAsync("bram", StaffAccounts.Password, Code)).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(204, (await api.SignInAsync("noor", StaffAccounts.Password, Code)).Status);
    }

    [Fact]
    public async Task A_right_sign_in_forgets_earlier_failures()
    {
        await StaffAccounts.OpenAsync(server.Engine, "noor", "centre", Roles.Coordinator);
        using var api = server.Open();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 1; i < RecordFailedSignIn.FailuresMax; i++)
            {
                _ = await api.SignInAsync("noor", "mis", Code);
            }

            Assert.Equal(204, (await api.SignInAsync("noor", StaffAccounts.Password, Code)).Status);
            time.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Who_sees_persons_works_only_after_an_own_password_and_a_second_factor()
    {
        await StaffAccounts.OpenAsync(server.Engine, "baas", "centre", Roles.Administrator);
        using var admin = server.Open();
        Assert.Equal(204, (await admin.SignInAsync("baas", StaffAccounts.Password)).Status);
        var opened = await admin.DoAsync("/api/accounts", new
        {
            organisation = "centre", roles = new[] { "Triagist" }, name = "Femke", login = "femke",
            password = "een eerste wachtwoord",
        });
        Assert.True(opened.GetProperty("account").GetInt32() > 0);
        using var api = server.Open();
        Assert.Equal(204, (await api.SignInAsync("femke", "een eerste wachtwoord")).Status);
        await AssertHeldUpAsync(api);

        _ = await api.DoAsync("/api/session/password", new
        {
            old = "een eerste wachtwoord", @new = "een eigen wachtwoord",
        });
        await AssertHeldUpAsync(api);
        var page = (await api.GetAsync("/account")).Body;
        var (secret, box) = (
            ShownSecret().Match(page).Groups["secret"].Value,
            ShownSealed().Match(page).Groups["box"].Value);
        var wrong = await api.PostAsync(
            "/api/session/second-factor", new { @sealed = box, code = "000000" });
        Assert.Equal("/problems/sign-in/credential-wrong", wrong.Type);
        _ = await api.DoAsync("/api/session/second-factor", new
        {
            @sealed = box, code = Passwords.CodeAt(secret, time.GetUtcNow()),
        });

        Assert.Equal(200, (await api.GetAsync("/regiekamer")).Status);
        using var later = server.Open();
        Assert.Equal(401, (await later.SignInAsync("femke", "een eigen wachtwoord")).Status);
        var code = Passwords.CodeAt(secret, time.GetUtcNow());
        Assert.Equal(204, (await later.SignInAsync("femke", "een eigen wachtwoord", code)).Status);
        Assert.Equal(401, (await later.SignInAsync("femke", "een eerste wachtwoord", code)).Status);
    }

    [Fact]
    public async Task A_second_factor_of_another_account_fits_nobody_else()
    {
        await StaffAccounts.OpenAsync(server.Engine, "een", "centre", Roles.RegionManager);
        await StaffAccounts.OpenAsync(server.Engine, "twee", "centre", Roles.RegionManager);
        using var one = server.Open();
        using var two = server.Open();
        _ = await one.SignInAsync("een", StaffAccounts.Password);
        _ = await two.SignInAsync("twee", StaffAccounts.Password);
        var page = (await one.GetAsync("/account")).Body;
        var secret = ShownSecret().Match(page).Groups["secret"].Value;

        var reply = await two.PostAsync("/api/session/second-factor", new
        {
            @sealed = ShownSealed().Match(page).Groups["box"].Value,
            code = Passwords.CodeAt(secret, time.GetUtcNow()),
        });

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task Demo_accounts_exist_in_the_demo_only()
    {
        using var api = server.Open();
        var page = (await api.GetAsync("/aanmelden")).Body;

        Assert.DoesNotContain("demo-accounts", page, StringComparison.Ordinal);
        foreach (var account in Demo.DemoAccounts.All)
        {
            var reply = await api.SignInAsync(account.Login, Demo.DemoAccounts.Password, "");
            Assert.Equal(401, reply.Status);
            var button = await api.FormAsync(
                "/aanmelden", ("login", account.Login), ("demo", "true"));
            Assert.Equal(401, button.Status);
        }

        Assert.Empty(server.World.Accounts.All);
    }

    [Fact]
    public async Task The_first_administrator_comes_in_by_the_code_in_the_folder_and_once_only()
    {
        var file = server.Service<FirstAdministrator>().Prepare()!;
        var code = (await File.ReadAllTextAsync(file)).Trim();
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file)
            == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        using var api = server.Open();
        Assert.Contains("setup-code", (await api.GetAsync("/eerste-start")).Body,
            StringComparison.Ordinal);
        Task<HttpAnswer> SendAsync(string given, string password) => api.FormAsync(
            "/eerste-start", ("code", given), ("organisation", "centre"), ("name", "Baas"),
            ("login", "baas"), ("password", password));

        Assert.Equal(401, (await SendAsync("00000000000000000000", StaffAccounts.Password)).Status);
        Assert.Equal(422, (await SendAsync(code, "kort")).Status);
        Assert.Empty(server.World.Accounts.All);
        var made = await SendAsync(code.ToLower(CultureInfo.InvariantCulture),
            StaffAccounts.Password);

        Assert.Equal("/aanmelden", made.Location);
        Assert.False(File.Exists(file));
        Assert.Equal(404, (await SendAsync(code, StaffAccounts.Password)).Status);
        Assert.Null(server.Service<FirstAdministrator>().Prepare());
        Assert.Equal(204, (await api.SignInAsync("baas", StaffAccounts.Password)).Status);
        Assert.Equal(200, (await api.GetAsync("/beheer")).Status);
    }

    [Fact]
    public async Task Nobody_is_sent_to_another_site_by_a_link_of_ours()
    {
        await StaffAccounts.OpenAsync(server.Engine, "baas", "centre", Roles.Administrator);
        foreach (var (to, expected) in new[]
        {
            ("/beheer", "/beheer"), ("//elders.nl", "/"), ("https://elders.nl", "/"),
            ("/\\elders.nl", "/"), ("", "/"),
        })
        {
            using var api = server.Open();
            var reply = await api.FormAsync(
                "/aanmelden", ("login", "baas"), ("password", StaffAccounts.Password),
                ("naar", to));
            Assert.Equal((302, expected), (reply.Status, reply.Location));
        }
    }

    private static async Task AssertHeldUpAsync(Api api)
    {
        Assert.Equal("/account", (await api.GetAsync("/regiekamer")).Location);
        var reply = await api.GetAsync("/api/care-requests");
        Assert.Equal((403, "/problems/input/set-up-first"), (reply.Status, reply.Type));
        Assert.Equal(
            403, (await api.PostAsync("/api/care-requests", new Patient(1).Intake())).Status);
        using var live = await api.LiveAsync("", "desk");
        Assert.Equal(403, live.Status);
    }

    [GeneratedRegex("<code class=\"key\">(?<secret>[A-Z2-7]+)<", RegexOptions.ExplicitCapture)]
    private static partial Regex ShownSecret();

    [GeneratedRegex("name=\"sealed\" value=\"(?<box>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex ShownSealed();
}
