using Coordinaat.Tests.Support;
using Microsoft.Playwright;
using NodaTime;

namespace Coordinaat.Tests.Web;

/// <summary>A coordinator with a headset on and no mouse: every step has a key.</summary>
public sealed class KeyboardTests
{
    private const int TabsMax = 120;

    [Fact]
    public async Task From_signing_in_to_a_question_put_to_a_ward_without_a_mouse()
    {
        var time = new MovedTime(new LocalDateTime(2026, 11, 23, 10, 0));
        await using var server = await WebServer.StartDemoAsync(time);
        await using var browser = await Browser.LaunchAsync(() => time.Offset);
        var page = await browser.OpenAsync(server.Url);
        await page.GotoAsync("/aanmelden");
        await PressOnAsync(page, "form:has(input[value='coordinator']) button", "Enter");
        await page.WaitForURLAsync(u => u.EndsWith("/regiekamer", StringComparison.Ordinal));

        // N is a new request; the first field has the cursor.
        await page.Keyboard.PressAsync("n");
        await page.Locator("#phone:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("033 555 12 34");
        await TypeAsync(page, "#postcode", "3811 AB");
        await TypeAsync(page, "#place", "Dorpsstraat 12");
        await PressOnAsync(page, "[name='isLifeThreat']", "Space");
        await TypeAsync(page, "#requester", "huisartsenp");
        await TypeAsync(page, "#story", "Gevallen, kan niet alleen zijn.");
        await TypeAsync(page, "#birthDate", "07-03-1942");
        await page.AndLoadAsync(() => page.Keyboard.PressAsync("Control+Enter"));

        await page.Locator("#proposed").WaitForAsync();
        await TypeAsync(page, "#proposed", "U3");
        await PressOnAsync(page, "[name='urgency']", "Space");
        while (!await page.Locator("label[data-urgency='U3'] input:checked").IsVisibleAsync())
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await page.AndLoadAsync(() => page.Keyboard.PressAsync("Control+Enter"));
        await page.Locator(".head-line .urgency", new() { HasText = "U3" }).WaitForAsync();

        // Letters choose from a list: "ELV l" is the low one.
        await TypeAsync(page, "#careType", "ELV l");
        await TypeAsync(page, "#transport", "Tax");
        await page.AndLoadAsync(() => page.Keyboard.PressAsync("Control+Enter"));
        await PressOnAsync(page, ".candidate-ask button", "Enter");
        await page.Locator(".offer-list li[data-state='Open']").WaitForAsync();
    }

    [Fact]
    public async Task A_refusal_takes_the_cursor_to_the_field_that_it_is_about()
    {
        await using var server = await WebServer.StartDemoAsync();
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.SignInAsync(server.Url, "triagist");
        await page.GotoAsync("/zorgvragen/nieuw");
        await page.FillAsync("#phone", "033 555 12 34");
        await page.FillAsync("#postcode", "3811 AB");
        await page.FillAsync("#place", "Dorpsstraat 12");
        await page.CheckAsync("[name='isLifeThreat'][value='false']");
        await page.SelectOptionAsync("#requester", "Citizen");
        await page.FillAsync("#bsn", "123456789");
        await page.FillAsync("#story", "Gevallen.");

        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#bsn:focus[aria-invalid]").WaitForAsync();
        await page.Keyboard.TypeAsync("9");
        await page.Locator("#bsn:focus:not([aria-invalid])").WaitForAsync();
    }

    private static async Task TypeAsync(IPage page, string field, string text)
    {
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task PressOnAsync(IPage page, string control, string key)
    {
        await TabToAsync(page, control);
        await page.Keyboard.PressAsync(key);
    }

    // Tab, as often as it takes; the page may still be on its way.
    private static async Task TabToAsync(IPage page, string control)
    {
        await page.Locator(control).First.WaitForAsync();
        for (var tabs = 0; tabs < TabsMax; tabs++)
        {
            if (await page.EvaluateAsync<bool>(
                "control => document.activeElement?.matches(control) ?? false", control))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{control} is not reached by Tab.");
    }
}
