using System.Text;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Web;

/// <summary>R23: nobody signs off with open cases of their own, unless they say so; and a roster
/// read twice is one roster.</summary>
public sealed class ShiftTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Nobody_signs_out_with_cases_of_their_own_until_a_colleague_accepts_them()
    {
        using var leaving = await desk.Server.SignInAsync("coordinator2");
        using var staying = await desk.Server.SignInAsync("regiearts");
        var path = (await desk.BringToAsync(Stage.Judged)).Path;
        _ = await leaving.DoAsync($"{path}/lead");

        var held = await leaving.FormAsync("/afmelden");
        Assert.Equal("/dienst?afmelden=ja", held.Location);
        var page = await leaving.GetAsync(held.Location);
        Assert.Contains("Je bent nog niet afgemeld", page.Body, StringComparison.Ordinal);
        var program = await leaving.SendAsync(new HttpRequestMessage(
            HttpMethod.Delete, new Uri(desk.Server.Url, "/api/session")));
        Assert.Equal(409, program.Status);
        Assert.Equal(200, (await leaving.GetAsync("/api/session")).Status);

        var number = path[(path.LastIndexOf('/') + 1)..];
        var offered = await leaving.HxFormAsync(
            "/dienst/overdragen", ("requests", number), ("to", "zcc"),
            ("toDo", "de dochter terugbellen"));
        Assert.Equal(200, offered.Status);
        Assert.Equal("/dienst?afmelden=ja", (await leaving.FormAsync("/afmelden")).Location);
        Assert.Contains(
            "de dochter terugbellen", (await staying.GetAsync("/dienst")).Body,
            StringComparison.Ordinal);
        _ = await staying.HxFormAsync("/dienst/aannemen", ("requests", number));

        Assert.Equal("/aanmelden", (await leaving.FormAsync("/afmelden")).Location);
        Assert.Equal(401, (await leaving.GetAsync("/api/session")).Status);
    }

    [Fact]
    public async Task Who_has_to_leave_signs_out_anyway_and_the_desk_is_told()
    {
        using var leaving = await desk.Server.SignInAsync("triagist");
        var registered = await leaving.DoAsync(
            "/api/care-requests", desk.NewPatient().Intake());
        var path = $"/api/care-requests/{registered.GetProperty("request").GetInt32()}";
        _ = await leaving.DoAsync($"{path}/lead");
        Assert.DoesNotContain("niet aan het werk", await DossierAsync(path));

        Assert.Equal(
            "/aanmelden", (await leaving.FormAsync("/afmelden", ("toch", "ja"))).Location);

        Assert.Contains("niet aan het werk", await DossierAsync(path));
    }

    [Fact]
    public async Task A_roster_is_read_from_a_file_once_and_what_is_wrong_is_named()
    {
        using var consultant = await desk.Server.SignInAsync("consulent");
        const string Lines =
            "code,organisation,discipline,name,work_place,phone,from,until,subregions\n"
            + "w1,ggz,mh-triage,Y. Nachtegaal,at-home,0612345678,"
            + "2026-03-02 23:00,2026-03-03 08:00,eemzijde\n"
            + "w2,ggz,none,X,at-home,,2026-03-02 23:00,2026-03-03 08:00,eemzijde\n"
            + "w3,zcc,mh-triage,X,at-home,,2026-03-02 23:00,2026-03-03 08:00,eemzijde\n";

        Assert.Equal((1, 0, 2), await ImportAsync(consultant, "rooster.csv", Lines));
        Assert.Equal((0, 1, 2), await ImportAsync(consultant, "rooster.csv", Lines));
        Assert.Equal(
            (1, 0, 2),
            await ImportAsync(
                consultant, "rooster.csv", Lines.Replace("Nachtegaal", "Merel",
                    StringComparison.Ordinal)));
        var seen = (await desk.Coordinator.GetAsync("/api/roster")).Body;
        Assert.Contains("Y. Merel", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Nachtegaal", seen, StringComparison.Ordinal);

        // The name is sealed: no event says it.
        Assert.DoesNotContain(
            "Merel",
            Encoding.UTF8.GetString(EventCodec.Encode(new Domain.Roster.RosterEntered(
                new(1), desk.World.Roster[new(desk.World.Regions.Organisations
                    .NumberOf("ggz"))].Find("w1")!))),
            StringComparison.Ordinal);
        Assert.Equal((0, 0, 1), await ImportAsync(consultant, "x.csv", "code,nl,en\nx,y,z\n"));
    }

    private static async Task<(int Taken, int Unchanged, int Refused)> ImportAsync(
        Api api, string name, string text)
    {
        var answer = await api.FilesAsync(
            "/api/roster/import", (name, Encoding.UTF8.GetBytes(text)));
        var json = answer.Json;
        return (json.GetProperty("taken").GetInt32(), json.GetProperty("unchanged").GetInt32(),
            json.GetProperty("refused").GetInt32());
    }

    private async Task<string> DossierAsync(string path) => (await desk.Coordinator.GetAsync(
        path.Replace("/api/care-requests", "/zorgvragen", StringComparison.Ordinal))).Body;
}
