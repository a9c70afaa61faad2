using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Tests.Web;

/// <summary>The page of a location tells whom to call for what, and what can be done there.
/// </summary>
public sealed class LocationPageTests(Desk desk) : IClassFixture<Desk>
{
    public static TheoryData<string, string, string> Shown => new()
    {
        // location             what is there              what can be done
        { "zh-keienburg-hoofd", "Hartkatheterisatiekamer", "Dotterbehandeling (PCI)" },
        { "zh-turfveen-hoofd", "CT-scanner", "Infuustherapie" },
        { "huize-vlierdonk", "Bariatrische kamer", "Infuustherapie" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task What_the_tables_of_the_demo_tell_of_a_location_is_on_its_page(
        string location, string facility, string competence)
    {
        var page = await desk.Coordinator.GetAsync($"/locaties/{location}");
        var regions = desk.World.Regions;
        var contacts = regions.ContactsAt(new(regions.Locations.NumberOf(location))).ToArray();

        Assert.Equal(200, page.Status);
        Assert.True(contacts.Length >= 3, location);
        Assert.All(contacts, c => Assert.Contains(
            $"<dt>{regions.NameOf(CodeList.ContactRole, c.Role, Language.Dutch)}"
            + $"</dt><dd class=\"number\"><a href=\"tel:{c.Phone}\">{c.Phone}</a>",
            Text(page.Body), StringComparison.Ordinal));
        Assert.Contains($"✓ {facility}", Text(page.Body), StringComparison.Ordinal);
        Assert.Contains($"✓ {competence}", Text(page.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("Brandwondenzorg", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_shown()
    {
        var page = await desk.Coordinator.GetAsync("/locaties/zh-turfveen-hoofd");
        Assert.DoesNotContain(
            "Helikopterplatform", Text(page.Body), StringComparison.Ordinal);
        page = await desk.Coordinator.GetAsync("/locaties/kievitsbron-nijkerk");
        Assert.Contains("Nog geen nummers bekend.", page.Body, StringComparison.Ordinal);
    }

    private static string Text(string html) => System.Net.WebUtility.HtmlDecode(html);
}
