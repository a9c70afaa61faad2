using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>Draws steps of visits: the next sensible one, or any.</summary>
internal sealed class RandomVisits(Random random)
{
    /// <summary>Mostly the next step of the visit that there is.</summary>
    public Request Next(Scene scene, CareRequestId id) => scene.World.Visits.Last(id) switch
    {
        null or { End: not null } or { HandedBack: not null } => Order(scene, id),
        { Result: not null } => scene.HandBack(id),
        { ArrivedAt: not null, Nurse: not null } => scene.Finish(id, Pick<VisitOutcome>()),
        { Nurse: not null } => new TellOfVisit(id, Pick<VisitProgress>(), null),
        _ => random.Next(4) == 0 ? Any(scene, id) : scene.Nurse(id) with
        {
            ExpectedAt = scene.Now + Duration.FromMinutes(random.Next(1, 30)),
        },
    };

    public Request Any(Scene scene, CareRequestId id) => random.Next(8) switch
    {
        0 => Order(scene, id) with { Tasks = [Pick("catheter", "fall", "zz")] },
        1 => new MoveVisit(
            id, scene.Now, scene.Now + Duration.FromMinutes(random.Next(-10, 900)), Words(scene)),
        2 => new WithdrawVisit(id, Words(scene)),
        3 => scene.Nurse(id) with
        {
            CompetentFor = random.Next(2) == 0 ? [] : ["catheter"],
            Second = random.Next(2) == 0 ? null : Words(scene),
        },
        4 => new TellOfVisit(id, Pick<VisitProgress>(), HappenedAt(scene)),
        5 => scene.Finish(id, Pick<VisitOutcome>()) with
        {
            HappenedAt = HappenedAt(scene), Found = random.Next(2) == 0 ? null : Words(scene),
        },
        6 => scene.HandBack(id) with { HappenedAt = HappenedAt(scene) },
        _ => scene.HandBack(id) with { Way = Pick<HandBackWay>(), Function = Pick("gp", "zz") },
    };

    private OrderVisit Order(Scene scene, CareRequestId id) => scene.Visit(id) with
    {
        Tasks = [Pick("catheter", "fall")],
        Until = scene.Now + Duration.FromMinutes(random.Next(5, 200)),
        Anticoagulants = random.Next(5) == 0 ? null : Pick<Anticoagulants>(),
        NeedsTwo = random.Next(2) == 0,
    };

    private Instant? HappenedAt(Scene scene) => random.Next(2) == 0
        ? null
        : scene.Now + Duration.FromMinutes(random.Next(-60, 4));

    private Secret Words(Scene scene) => scene.Note(Pick("", "in woorden", "in woorden"));

    private string Pick(params string[] codes) => codes[random.Next(codes.Length)];

    private T Pick<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
