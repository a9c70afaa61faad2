using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Coordinaat.Tests.Support;

/// <summary>Debian's Chromium, driven as a person would. One program serves all tests; each has
/// windows of its own, that share nothing with another's.</summary>
public sealed class Browser : IAsyncDisposable
{
    // The one that draws no windows does the same work for half of the processor time.
    private static readonly string Chromium =
        new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.First(File.Exists);

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly Lazy<Task<IBrowser>> Program = new(StartAsync);

    private readonly IBrowser program;
    private readonly ConcurrentQueue<IBrowserContext> windows = [];

    private Browser(IBrowser program) => this.program = program;

    /// <summary>Makes it ready.</summary>
    /// <param name="offset">How far its clock is ahead; null for not at all.</param>
    public static async Task<Browser> LaunchAsync(Func<TimeSpan>? offset = null) =>
        new(await Program.Value) { Offset = offset ?? (() => TimeSpan.Zero) };

    // It ends with the run: the driver sees that nobody listens any more.
    private static async Task<IBrowser> StartAsync() =>
        await (await Playwright.CreateAsync()).Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium, Args = Arguments,
        });

    /// <summary>How far the browser's clock is ahead of the real one, as its server's is.
    /// </summary>
    public Func<TimeSpan> Offset { get; init; } = () => TimeSpan.Zero;

    /// <summary>A window of its own, with its own cookies.</summary>
    public async Task<IPage> OpenAsync(
        Uri url, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await program.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = url.ToString(), Locale = "nl-NL", TimezoneId = "Europe/Amsterdam",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        windows.Enqueue(context);
        context.SetDefaultTimeout(60_000);
        await context.AddInitScriptAsync(MovedClock(Offset()));
        return await context.NewPageAsync();
    }

    // With COORDINAAT_LAST=1: what the windows showed at the end, the first thing to look at when a
    // test fails.
    private async Task ShowLastAsync()
    {
        if (Environment.GetEnvironmentVariable("COORDINAAT_LAST") != "1")
        {
            return;
        }

        var pages = windows.SelectMany(c => c.Pages).Where(p => !p.IsClosed).ToArray();
        var test = TestContext.Current.TestMethod?.MethodName ?? "test";
        for (var i = 0; i < pages.Length; i++)
        {
            await pages[i].ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Pictures.PathOf($"last-{test}-{i}.png"), FullPage = true,
            });
        }
    }

    // The page's own clock, as far ahead as the server's.
    private static string MovedClock(TimeSpan offset) => $$"""
        (() => {
          const real = Date, ahead = {{(long)offset.TotalMilliseconds}};
          class Moved extends real {
            constructor(...a) { if (a.length) super(...a); else super(real.now() + ahead); }
            static now() { return real.now() + ahead; }
          }
          globalThis.Date = Moved;
        })();
        """;

    /// <summary>A window where somebody of the demo is signed in.</summary>
    public async Task<IPage> SignInAsync(
        Uri url, string login, int width = 1440, int height = 900,
        ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync(url, width, height, scheme);
        await page.SignInAsync(login);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await ShowLastAsync();
        await Task.WhenAll(windows.Select(w => w.CloseAsync()));
    }
}

/// <summary>What people do on the pages, in one line each.</summary>
public static class PageActions
{
    /// <summary>Signs in by the demo's button.</summary>
    public static async Task SignInAsync(this IPage page, string login)
    {
        await page.GotoAsync("/aanmelden");
        await page.AndLoadAsync(
            () => page.Locator($"form:has(input[value='{login}']) button").ClickAsync());
        Assert.False(
            page.Url.Contains("aanmelden", StringComparison.Ordinal),
            $"{login}: {await page.InnerTextAsync("main")}");
    }

    /// <summary>Signs in an account of <see cref="StaffAccounts"/>, with password and code.
    /// </summary>
    internal static async Task SignInStaffAsync(
        this IPage page, string login, DateTimeOffset now)
    {
        await page.GotoAsync("/aanmelden");
        await page.FillAsync("#login", login);
        await page.FillAsync("#password", StaffAccounts.Password);
        await page.FillAsync(
            "#code", Coordinaat.Accounts.Passwords.CodeAt(StaffAccounts.SharedSecret, now));
        await page.SendAsync("Meld aan");
    }

    /// <summary>Takes a request in by the form.</summary>
    /// <returns>Its number.</returns>
    public static async Task<int> RegisterAsync(
        this IPage page, string name, string story, string postcode = "3811 AB",
        string requester = "GpPost", string born = "07-03-1942")
    {
        await page.GotoAsync("/zorgvragen/nieuw");
        if (await page.Locator(".kinds a").CountAsync() > 0)
        {
            await page.GotoAsync("/zorgvragen/nieuw?soort=other");
        }

        await page.SelectOptionAsync("#requester", requester);
        return await page.RegisterFromAsync(name, story, postcode, born);
    }

    /// <summary>Fills the form that is open, where who asks stands already.</summary>
    /// <returns>The request's number.</returns>
    public static async Task<int> RegisterFromAsync(
        this IPage page, string name, string story, string postcode = "3811 AB",
        string born = "07-03-1942")
    {
        await page.FillAsync("#phone", "033 555 12 34");
        await page.FillAsync("#postcode", postcode);
        await page.FillAsync("#place", "Dorpsstraat 12");
        await page.CheckAsync("[name='isLifeThreat'][value='false']");
        await page.FillAsync("#story", story);
        await page.FillAsync("#name", name);
        await page.FillAsync("#birthDate", born);
        await page.Keyboard.PressAsync("Control+Enter");
        // A draft that is kept meanwhile has an address too, and that may end in a digit.
        await page.WaitForURLAsync(
            u => u[(u.LastIndexOf('/') + 1)..].All(char.IsAsciiDigit));
        return int.Parse(
            page.Url[(page.Url.LastIndexOf('/') + 1)..],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Records the urgency that the system gave.</summary>
    public static async Task JudgeAsync(this IPage page, string urgency)
    {
        await page.FillAsync("#proposed", urgency);
        await page.CheckAsync($"label[data-urgency='{urgency}'] input");
        await page.SendAsync("Leg urgentie vast");
        await page.Locator(".head-line .urgency", new() { HasText = urgency }).WaitForAsync();
    }

    /// <summary>Describes the need.</summary>
    public static async Task DescribeNeedAsync(
        this IPage page, string careType, string complexity, string transport,
        params string[] features)
    {
        await page.SelectOptionAsync("#careType", careType);
        await page.SelectOptionAsync("#complexity", complexity);
        await page.SelectOptionAsync("#transport", transport);
        foreach (var feature in features)
        {
            await page.CheckAsync($".need-form input[value='{feature}']");
        }

        await page.SendAsync("Zoek een plek");
        await page.Locator(".candidates").WaitForAsync();
    }

    /// <summary>Asks the first of the list that was not asked yet.</summary>
    public static async Task AskFirstAsync(this IPage desk)
    {
        await desk.SendAsync(desk.Locator(".candidate-ask button").First);
        await desk.Locator(".offer-list li[data-state='Open']").WaitForAsync();
    }

    /// <summary>Asks a unit of the list: by its button, or with a reason where it is not first.
    /// </summary>
    public static async Task AskAsync(this IPage desk, string unit)
    {
        var row = desk.Locator(".candidate-list > li", new() { HasText = unit }).First;
        await row.WaitForAsync();
        if (await row.Locator(".candidate-ask button").CountAsync() > 0)
        {
            await desk.SendAsync(row.Locator(".candidate-ask button"));
        }
        else
        {
            await row.Locator(".ask-more > summary").ClickAsync();
            await row.Locator("select").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await desk.SendAsync(row.Locator(".ask button"));
        }

        await desk.Locator(".offer-list li[data-state='Open']", new() { HasText = unit })
            .WaitForAsync();
    }

    /// <summary>Does something that ends with the page loaded anew.</summary>
    public static async Task AndLoadAsync(this IPage page, Func<Task> act)
    {
        var loaded = new TaskCompletionSource();
        void Note(object? sender, IPage which) => loaded.TrySetResult();
        page.Load += Note;
        await act();
        await loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
        page.Load -= Note;
    }

    /// <summary>Follows the link with this text, and waits for its page.</summary>
    public static Task ClickLinkAsync(this IPage page, string text) => page.AndLoadAsync(
        () => page.GetByRole(AriaRole.Link, new() { Name = text, Exact = true }).ClickAsync());

    /// <summary>Sends a form by the button with this text, and waits for the page that comes
    /// back. The stream may show the change before; what is typed then is typed too early.
    /// </summary>
    public static Task SendAsync(this IPage page, string button) => page.SendAsync(
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First);

    /// <inheritdoc cref="SendAsync(IPage, string)"/>
    public static Task SendAsync(this IPage page, ILocator button) =>
        page.AndLoadAsync(() => button.ClickAsync());
}
