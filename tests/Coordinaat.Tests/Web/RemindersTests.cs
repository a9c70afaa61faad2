using System.Net;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>A provider is reminded before figures expire, on whatever page is open (FR-C6).
/// </summary>
public sealed class RemindersTests : IAsyncLifetime
{
    private const string Page = "/vragen-aan-ons";
    private const StringComparison In = StringComparison.Ordinal;

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WebServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartDemoAsync(time);
        await ConfirmAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_soon_expires_and_what_did_is_named_until_it_is_confirmed()
    {
        Assert.DoesNotContain("class=\"reminder\"", await TextAsync(), In);
        var (fresh, expiry) = Terms();

        time.Advance(fresh);
        var soon = await TextAsync();
        Assert.Contains("Bijna verlopen:", soon, In);
        Assert.Contains(Name, soon, In);
        Assert.DoesNotContain("Te oud, telt niet mee:", soon, In);

        time.Advance(expiry - fresh);
        var old = await TextAsync();
        Assert.Contains("Te oud, telt niet mee:", old, In);

        using var coordinator = await server.SignInAsync("coordinator");
        Assert.DoesNotContain(
            "class=\"reminder\"", (await coordinator.GetAsync("/capaciteit")).Body, In);

        await ConfirmAsync();
        Assert.DoesNotContain("class=\"reminder\"", await TextAsync(), In);
    }

    [Fact]
    public async Task Who_looks_at_another_page_is_reminded_without_loading_it_anew()
    {
        var (fresh, _) = Terms();
        time.Advance(fresh - TimeSpan.FromSeconds(30));
        using var ward = await server.SignInAsync("vlierdonk");
        using var frames = await ward.LiveAsync(
            $"{server.Engine.Epoch}-{server.World.Number}", "inbox", "reminders");
        while (true)
        {
            var next = frames.NextAsync();
            await Eventually.Holds(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    return next.IsCompleted;
                },
                "reminded");
            if ((await next)!.Data.Contains("Bijna verlopen:", In))
            {
                return;
            }
        }
    }

    // Of the kind of care that expires first among the ward's own, which the reminder names first.
    private (TimeSpan Fresh, TimeSpan Expiry) Terms()
    {
        var care = server.World.Regions.UnitsOf(Ward).Select(
            u => server.World.Regions.Describe(u).CareType).ToArray();
        return (
            TimeSpan.FromMinutes(care.Min(c => c.FreshMinutes)),
            TimeSpan.FromMinutes(care.Min(c => c.ExpiryMinutes)));
    }

    private string Name => server.World.Regions.Units[server.World.Regions.UnitsOf(Ward)
        .OrderBy(u => server.World.Regions.Describe(u).CareType.FreshMinutes).First().Value].Name;

    private OrganisationId Ward => server.World.Regions.OwnerOf(
        new UnitId(server.World.Regions.Units.NumberOf(Desk.Unit)));

    // Signed in anew each time: a session is over long before some figures are.
    private async Task<string> TextAsync()
    {
        using var ward = await server.SignInAsync("vlierdonk");
        return WebUtility.HtmlDecode((await ward.GetAsync(Page)).Body);
    }

    private async Task ConfirmAsync()
    {
        using var ward = await server.SignInAsync("vlierdonk");
        Assert.Equal(303, (await ward.FormAsync("/mijn-capaciteit")).Status);
    }
}
