using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>FR-A2: by day a citizen is told of the own GP; nobody is kept out.</summary>
public sealed class OfficeHoursPageTests
{
    [Fact]
    public async Task By_day_the_desk_is_told_that_practices_are_open_and_a_provider_never_is()
    {
        const string Open = "De huisartsenpraktijken zijn open, tot 17:00.";
        var time = new ManualTime(new DateTimeOffset(2026, 12, 24, 9, 0, 0, TimeSpan.Zero));
        await using var server = await WebServer.StartDemoAsync(time);
        Assert.Contains(Open, await IntakeAsync(server, "triagist"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "huisartsenpraktijken zijn open", await IntakeAsync(server, "huisarts"),
            StringComparison.Ordinal);

        // Christmas: a Friday.
        time.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain(
            "huisartsenpraktijken zijn open", await IntakeAsync(server, "triagist"),
            StringComparison.Ordinal);
    }

    private static async Task<string> IntakeAsync(WebServer server, string login)
    {
        using var api = await server.SignInAsync(login);
        var reply = await api.GetAsync("/zorgvragen/nieuw");
        Assert.Equal(200, reply.Status);
        return reply.Body;
    }
}
