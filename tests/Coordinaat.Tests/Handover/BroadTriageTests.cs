using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Matching;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Handover;

/// <summary>
/// What was avoided (K16) and who was seen in time (K11, K12), as the state has it, are what a
/// plain count over the journal gives; and what is not known yet is not counted.
/// </summary>
public sealed class BroadTriageTests
{
    private static readonly RegionId Delta = new(1);
    private static readonly string[] Avoided = ["ambulance-a2", "ed-visit"];

    private static readonly AgreementRule[] Rules =
    [
        new("thuis", RuleCondition.Always, new Instead([], "home-care", "home-team", "ed-visit")),
        new("huisarts", RuleCondition.Always, new Instead([], "own-gp", "", "ed-visit")),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_was_avoided_is_what_the_journal_says_of_the_last_choices(int seed)
    {
        var random = new Random(seed);
        var (scene, _) = AlternativesTests.Judged(Rules);
        scene.Report("house-team", 90);
        for (var i = 0; i < 120; i++)
        {
            Play(scene, random);
        }

        var chosen = scene.Journal.Select(r => r.Happened).OfType<AlternativeChosen>()
            .GroupBy(e => e.Request).Select(g => g.Last()).ToArray();
        var closed = scene.Journal.Select(r => r.Happened).OfType<CareRequestClosed>()
            .ToDictionary(e => e.Request, e => e.Ending);
        var home = scene.Journal.Select(r => r.Happened).OfType<NeedDescribed>()
            .Where(e => e.Need.CareType == TestRegion.CareType("home-team"))
            .Select(e => e.Request).ToHashSet();
        var lines = BroadTriage.AvoidedIn(scene.World, Delta, scene.Now);
        Assert.Equal(4, lines.Length);
        foreach (var line in lines)
        {
            var own = chosen.Where(e => e.Chosen.Avoided == line.Avoided
                && e.Chosen.Alternative == line.Alternative).ToArray();
            Assert.Equal(own.Length, line.Chosen);
            Assert.Equal(
                own.Count(e => closed.TryGetValue(e.Request, out var ending)
                    && (line.Alternative == "own-gp"
                        ? ending is Ending.Advice or Ending.Elsewhere
                        : ending == Ending.Placed && home.Contains(e.Request))),
                line.Done);
            Assert.InRange(line.Done, 1, line.Chosen - 1);
        }

        Assert.Empty(BroadTriage.AvoidedIn(scene.World, new(99), scene.Now));
    }

    [Fact]
    public void In_time_is_up_to_the_limit_and_late_is_known_as_soon_as_it_is_over()
    {
        var scene = new Scene();
        scene.Report("house-high", 9);
        scene.Report("house-team", 9);
        var (inTime, late, waits) = (Limited(scene), Limited(scene), Limited(scene));
        var nurse = Limited(scene);
        Bring(scene, inTime, "elv-high", "house-high");
        Bring(scene, late, "elv-high", "house-high");
        Assert.Empty(Seen(scene));

        // A nurse sees the patient on arrival, long before anything is handed over.
        Bring(scene, nurse, "home-team", "house-team");
        Assert.Equal([new SeenLine("guide", 60, 1, 1)], Seen(scene));
        scene.Wait(60);
        scene.Do(scene.Handover(inTime), TestRegion.Desk);
        Assert.Equal([new SeenLine("guide", 60, 2, 2)], Seen(scene));
        scene.Wait(1);
        Assert.Equal([new SeenLine("guide", 60, 4, 2)], Seen(scene));
        Assert.Equal(50, Seen(scene)[0].Percent);
        scene.Do(scene.Handover(late), TestRegion.Desk);
        Assert.Equal([new SeenLine("guide", 60, 4, 2)], Seen(scene));

        // Closed in time without being seen says nothing; who was late stays so when judged again.
        scene.Do(new CloseCareRequest(Limited(scene), Ending.Advice, null), TestRegion.Desk);
        scene.Do(Judgement(waits), TestRegion.Desk);
        Assert.Equal([new SeenLine("guide", 60, 4, 2)], Seen(scene));

        // Judged again in time, the limit begins anew.
        var again = Limited(scene);
        scene.Wait(30);
        scene.Do(Judgement(again), TestRegion.Desk);
        scene.Wait(60);
        Assert.Equal(4, Seen(scene)[0].Judged);
        scene.Wait(1);
        Assert.Equal(5, Seen(scene)[0].Judged);
    }

    private static SeenLine[] Seen(Scene scene) =>
        [.. BroadTriage.SeenIn(scene.World, Delta, scene.Now)];

    private static RecordTriage Judgement(CareRequestId id) =>
        new(id, "guide", "1", "1h", "U1", null);

    private static CareRequestId Limited(Scene scene)
    {
        var id = scene.Register();
        scene.Do(Judgement(id), TestRegion.Desk);
        return id;
    }

    private static void Bring(Scene scene, CareRequestId id, string careType, string unit)
    {
        scene.Do(Scene.Need(id, careType), TestRegion.Desk);
        scene.Do(scene.Answer(scene.Ask(id, unit), Reply.Yes), TestRegion.Desk);
        if (scene.Find(id).Stage == Stage.PlaceHeld)
        {
            scene.Do(scene.Doctors(id), TestRegion.Desk);
        }

        scene.Do(new RecordArrival(id, null), TestRegion.Desk);
    }

    // Chosen twice or not at all; then brought home, closed in some way, or left.
    private static void Play(Scene scene, Random random)
    {
        var id = scene.Register();
        scene.Do(Scene.Triage(id), TestRegion.Desk);
        for (var times = random.Next(3); times > 0; times--)
        {
            var way = random.Next(2) == 0 ? "home-care" : "own-gp";
            scene.Do(
                new ChooseAlternative(id, "fall", way, Avoided[random.Next(2)]), TestRegion.Desk);
        }

        var end = random.Next(4);
        if (end == 0)
        {
            Bring(scene, id, "home-team", "house-team");
            scene.Do(scene.Handover(id), TestRegion.Desk);
            scene.Do(new CloseCareRequest(id, Ending.Placed, null), TestRegion.Desk);
        }
        else if (end < 3)
        {
            scene.Do(
                new CloseCareRequest(
                    id, random.Next(2) == 0 ? Ending.Elsewhere : Ending.Withdrawn, null),
                TestRegion.Desk);
        }
    }
}
