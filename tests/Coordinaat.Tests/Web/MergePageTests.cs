using Coordinaat.Access;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Handover;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>Two persons are told apart by what is certain, and a record that was merged is
/// destroyed as one.</summary>
public sealed class MergePageTests(Desk desk) : IClassFixture<Desk>
{
    [Theory]
    [InlineData("123456782", "1942-03-07", "J. Jansen", Likeness.Same)]
    [InlineData("", "1942-03-07", "j jansen", Likeness.Same)]
    [InlineData("111222333", "1942-03-07", "J. Jansen", Likeness.Different)]
    [InlineData("", "1942-03-08", "J. Jansen", Likeness.Different)]
    [InlineData("123456782", "1942-03-08", "J. Jansen", Likeness.Different)]
    [InlineData("", "", "J. Jansen", Likeness.Doubtful)]
    [InlineData("", "1942-03-07", "", Likeness.Doubtful)]
    [InlineData("", "1942-03-07", "J. de Boer", Likeness.Doubtful)]
    public void A_name_alone_proves_nothing_and_another_number_is_another_person(
        string bsn, string birthDate, string name, Likeness expected)
    {
        var known = new IdentityCard("J. Jansen", "123456782", "1942-03-07", "");
        var other = new IdentityCard(name, bsn, birthDate, "");

        Assert.Equal(expected, Merging.Compare(known, other));
        Assert.Equal(expected, Merging.Compare(other, known));
    }

    [Fact]
    public async Task Who_is_certainly_another_is_refused_by_the_page_and_by_the_program()
    {
        var (one, other) = (await desk.BringToAsync(Stage.Received),
            await desk.BringToAsync(Stage.Received));
        var number = other.Path.Split('/')[^1];
        var page = await desk.Coordinator.GetAsync(
            $"{one.Path.Replace("/api/care-requests", "/zorgvragen", StringComparison.Ordinal)}"
            + $"/samenvoegen?met={number}");
        Assert.Contains("twee verschillende personen", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"into\"", page.Body, StringComparison.Ordinal);

        var answer = await desk.Coordinator.PostAsync($"{one.Path}/merge", new { into = number });
        Assert.Equal((409, "/problems/merge/persons-differ"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task The_record_of_a_merged_request_is_destroyed_with_the_one_that_went_on()
    {
        var (stays, goes) = (await desk.BringToAsync(Stage.Received), desk.NewPatient());
        var registered = await desk.Coordinator.DoAsync("/api/care-requests", new
        {
            phone = goes.Phone, place = goes.Place, postcode = "3811", requester = "Citizen",
            channel = "Phone", story = goes.Story,
        });
        var number = registered.GetProperty("request").GetInt32();
        var into = int.Parse(stays.Path.Split('/')[^1], provider: null);
        await desk.Coordinator.DoAsync($"/api/care-requests/{number}/merge", new { into });
        await StaffAccounts.OpenAsync(
            desk.Server.Engine, "beheervanzcc", "zcc", Roles.Administrator);
        using var admin = desk.Server.Open();
        await admin.SignInStaffAsync("beheervanzcc", desk.Time.GetUtcNow());
        var refused = await admin.PostAsync("/api/records/erase", new { request = number });
        Assert.Equal("/problems/erase/still-open", refused.Type);

        await desk.Coordinator.DoAsync($"{stays.Path}/close", new { ending = "Advice" });
        await admin.DoAsync("/api/records/erase", new { request = number });
        foreach (var id in new[] { number, into })
        {
            Assert.True(desk.World.Access[new CareRequestId(id)].IsErased);
            Assert.Null(desk.Server.Engine.Vault.Open(
                desk.World.Access[new CareRequestId(id)].Contact));
        }
    }
}
