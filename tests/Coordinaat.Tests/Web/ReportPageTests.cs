using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>R12: police reports somebody, sees that a desk took it over and whom to call, and
/// reads nothing else; the desk has the whole story.</summary>
public sealed class ReportPageTests
{
    private static readonly (string, string)[] Person =
    [
        ("phone", "06-10203040"), ("place", "Stationsplein, bij de fietsenstalling"),
        ("postcode", "3811 AB"), ("isLifeThreat", "false"), ("requester", "Police"),
        ("caller", "Agent Brinkhof"), ("story", "Verwarde man, praat over stemmen."),
        ("name", "K. Wildeboer"), ("birthDate", "04-05-1971"),
    ];

    [Fact]
    public async Task Who_reports_reads_that_it_was_taken_over_and_nothing_medical()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));
        await using var server = await WebServer.StartDemoAsync(time);
        using var police = await server.SignInAsync("politie");
        using var desk = await server.SignInAsync("coordinator");
        Assert.Equal("/melden", (await police.GetAsync("/")).Location);

        var sent = await police.HxFormAsync("/melden", Person);
        Assert.True(sent.Status is 200 or 204 or 303, $"{sent}");
        var page = (await police.GetAsync("/melden")).Body;
        Assert.Contains("gemeld, nog niet overgenomen: bel", page, StringComparison.Ordinal);
        Assert.Contains("dinatiecentrum Grebbeland", page, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(4));
        var number = server.World.Access.Requests.Count;
        Assert.Contains(
            "Verwarde man", (await desk.GetAsync($"/zorgvragen/{number}")).Body,
            StringComparison.Ordinal);
        _ = await desk.DoAsync($"/api/care-requests/{number}/lead", new { });
        _ = await desk.DoAsync($"/api/care-requests/{number}/triage", new
        {
            system = "nts", systemVersion = "2026", proposed = "U3", urgency = "U3",
        });

        var after = (await police.GetAsync("/melden/stand")).Body;
        Assert.Contains("overgenomen om", after, StringComparison.Ordinal);
        Assert.Contains("21:04", after, StringComparison.Ordinal);
        Assert.DoesNotContain("nog niet overgenomen", after, StringComparison.Ordinal);
        foreach (var path in new[] { "/melden", "/melden/stand", "/api/reports" })
        {
            var said = (await police.GetAsync(path)).Body;
            foreach (var word in new[] { "Wildeboer", "stemmen", "1971", "U3", "Stationsplein" })
            {
                Assert.DoesNotContain(word, said, StringComparison.Ordinal);
            }
        }

        Assert.Equal(403, (await police.GetAsync($"/zorgvragen/{number}")).Status);
    }

    [Fact]
    public async Task Whether_the_centre_knows_somebody_no_reporter_hears()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));
        await using var server = await WebServer.StartDemoAsync(time);
        using var police = await server.SignInAsync("politie");
        using var desk = await server.SignInAsync("coordinator");
        _ = await desk.DoAsync("/api/care-requests", new Patient(3).Intake());

        // The number of a person is no part of a report; nothing is looked up by it.
        _ = await police.HxFormAsync("/melden", [.. Person, ("bsn", new Patient(3).Bsn)]);
        Assert.Single(server.World.Access.ListReports(
            server.World.Accounts.All.First(a => a.Roles == Domain.Kernel.Roles.Reporter)
                .Organisation, NodaTime.Instant.MinValue));
        var nowhere = await police.HxFormAsync(
            "/melden", [.. Person.Where(f => f.Item1 != "postcode"), ("postcode", "9999 ZZ")]);
        Assert.Equal("/problems/register/postcode-unknown", nowhere.Type);
    }
}
