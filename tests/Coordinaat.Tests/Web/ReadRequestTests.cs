using System.Globalization;
using System.Text.Json;
using Coordinaat.Domain.Access;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>A program reads of a request what its page shows, and a provider no more of it than
/// its own part.</summary>
public sealed class ReadRequestTests(Desk desk) : IClassFixture<Desk>
{
    private const string Name = "zr. Nachtegaal";
    private const string Condition = "als de eigen medicatie meekomt";

    [Fact]
    public async Task A_question_is_read_with_its_reminder_its_link_and_its_answer()
    {
        var (path, offer) = await desk.BringToAsync(Stage.Asking);
        var asked = await OfferAsync(desk.Coordinator, path);
        Assert.False(asked.GetProperty("isReminded").GetBoolean());
        Assert.Equal(JsonValueKind.Null, asked.GetProperty("link").ValueKind);
        Assert.Equal(JsonValueKind.Null, asked.GetProperty("answer").ValueKind);

        var made = await desk.Coordinator.DoAsync($"{offer}/link");
        var link = new Uri(made.GetProperty("link").GetString()!).AbsolutePath;
        var answerBy = asked.GetProperty("answerBy").GetString();
        var open = (await OfferAsync(desk.Coordinator, path)).GetProperty("link");
        Assert.Equal(answerBy, open.GetProperty("until").GetString());
        Assert.False(open.GetProperty("isUsed").GetBoolean());

        using var ward = desk.Server.Open();
        _ = await ward.FormAsync(
            link, ("reply", "YesIf"), ("words", Condition), ("conditionMinutes", "60"),
            ("spokenName", Name), ("spokenFunction", "verpleegkundige"));
        var answered = await OfferAsync(desk.Coordinator, path);
        Assert.True(answered.GetProperty("link").GetProperty("isUsed").GetBoolean());
        var answer = answered.GetProperty("answer");
        Assert.Equal("YesIf", answer.GetProperty("reply").GetString());
        Assert.True(answer.GetProperty("isByLink").GetBoolean());
        Assert.StartsWith(
            Name, answer.GetProperty("spoken").GetString(), StringComparison.Ordinal);

        // What is kept of the link is not told either, and the ward hears of no link.
        var body = (await desk.Coordinator.GetAsync(path)).Body;
        var hash = desk.World.Placement.ByLink.Keys.First();
        Assert.DoesNotContain(link.Split('/')[^1], body, StringComparison.Ordinal);
        Assert.DoesNotContain(hash, body, StringComparison.Ordinal);
        Assert.Equal(
            JsonValueKind.Null,
            (await OfferAsync(desk.Ward, path)).GetProperty("link").ValueKind);
    }

    [Fact]
    public async Task A_condition_is_read_with_its_end_and_how_it_stands()
    {
        var (path, offer) = await desk.BringToAsync(Stage.Asking);
        Assert.Equal(JsonValueKind.Null, (await OfAsync(desk.Ward, path, "condition")).ValueKind);
        _ = await desk.Ward.DoAsync($"{offer}/answer", new
        {
            reply = "YesIf", words = Condition, conditionMinutes = 60,
        });

        foreach (var who in new[] { desk.Coordinator, desk.Ward })
        {
            var open = await OfAsync(who, path, "condition");
            Assert.Equal(Condition, open.GetProperty("what").GetString());
            Assert.Equal(
                desk.Time.GetUtcNow().AddMinutes(60),
                open.GetProperty("by").GetDateTimeOffset());
            Assert.False(open.GetProperty("isMet").GetBoolean());
            Assert.False(open.GetProperty("isOverdue").GetBoolean());
        }

        _ = await desk.Ward.DoAsync($"{path}/condition-met");
        Assert.True(
            (await OfAsync(desk.Ward, path, "condition")).GetProperty("isMet").GetBoolean());
    }

    [Fact]
    public async Task Waiting_consultations_and_the_payer_are_read_by_the_desk_alone()
    {
        var (path, offer) = await desk.BringToAsync(Stage.Asking);
        _ = await desk.Coordinator.DoAsync($"{path}/waiting-list", new { priority = 2 });
        _ = await desk.Coordinator.DoAsync($"{path}/consultations", new
        {
            function = "elderly-care-physician", name = Name, advice = Condition,
        });
        _ = await desk.Coordinator.DoAsync($"{path}/payer", new { payer = "Wlz" });

        var read = (await desk.Coordinator.GetAsync(path)).Json;
        Assert.Equal(2, read.GetProperty("waiting").GetProperty("priority").GetInt32());
        Assert.Equal("Wlz", read.GetProperty("payer").GetString());
        var consulted = Assert.Single(read.GetProperty("consultations").EnumerateArray());
        Assert.Equal(Name, consulted.GetProperty("name").GetString());
        Assert.Equal(Condition, consulted.GetProperty("advice").GetString());

        foreach (var disclosure in new[] { "Need", "Person" })
        {
            var asked = (await desk.Ward.GetAsync(path)).Json;
            Assert.Equal(disclosure, asked.GetProperty("disclosure").GetString());
            Assert.Equal(JsonValueKind.Null, asked.GetProperty("waiting").ValueKind);
            Assert.Equal(JsonValueKind.Null, asked.GetProperty("payer").ValueKind);
            Assert.Empty(asked.GetProperty("consultations").EnumerateArray());
            if (disclosure == "Need")
            {
                _ = await desk.Ward.DoAsync($"{offer}/answer", new { reply = "Yes" });
            }
        }
    }

    [Fact]
    public async Task The_place_after_a_short_stay_is_read_from_both_sides()
    {
        var (path, _) = await desk.BringToAsync(Stage.Seeking);
        var asked = await desk.Coordinator.DoAsync($"{path}/offers", new
        {
            unit = "kievitsbron-nijkerk-emergency-bed", @override = "agreed-by-phone",
        });
        _ = await desk.Coordinator.DoAsync(
            $"/api/offers/{asked.GetProperty("offer").GetInt32()}/answer",
            new { reply = "Yes", spokenName = Name, spokenFunction = "nurse" });
        var stay = await OfAsync(desk.Coordinator, path, "followUp");
        Assert.Equal(
            desk.Time.GetUtcNow().AddDays(3), stay.GetProperty("moveOnBy").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, stay.GetProperty("followedBy").ValueKind);

        var next = (await desk.Coordinator.DoAsync($"{path}/follow-up"))
            .GetProperty("request").GetInt32();
        var first = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
        Assert.Equal(next, (await OfAsync(desk.Coordinator, path, "followUp"))
            .GetProperty("followedBy").GetInt32());
        Assert.Equal(first, (await OfAsync(
            desk.Coordinator, $"/api/care-requests/{next}", "followUp"))
            .GetProperty("follows").GetInt32());
    }

    private static async Task<JsonElement> OfAsync(Api who, string path, string part) =>
        (await who.GetAsync(path)).Json.GetProperty(part);

    private static async Task<JsonElement> OfferAsync(Api who, string path) =>
        Assert.Single((await OfAsync(who, path, "offers")).EnumerateArray());
}
