using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using Coordinaat.Domain.Visits;

namespace Coordinaat.Tests.Support;

/// <summary>Draws what is told of a patient, and what is made of it, from a seed.</summary>
internal sealed class RandomTriage(Random random)
{
    /// <summary>Anything about one request, some of it impossible.</summary>
    public Request Any(Scene scene, CareRequestId id) => random.Next(7) switch
    {
        0 when random.Next(9) == 0 => new NoteSecondContact(id),
        0 => new AddContact(
            id, Pick<RequesterKind>(), Pick<Channel>(), random.Next(2) == 0,
            scene.Note("06-10000000"), random.Next(2) == 0 ? scene.Note() : null),
        1 => new RecordTreatmentLimits(
            id, random.Next(3) == 0 ? [Pick("no-resuscitation", "zz")] : [], null),
        2 => new ReportToGp(
            Closed(scene) ?? id, scene.Note("Praktijk De Brug"), Pick<HandBackWay>(), null),
        _ => Judge(scene, id),
    };

    /// <summary>Advice that a triagist gives alone, what a physician makes of it, and what is
    /// done about it: mostly the next step.</summary>
    public (Request Request, Actor By) Review(Scene scene, CareRequestId any)
    {
        var waits = scene.World.Triage.UnderReview;
        if (waits.IsEmpty)
        {
            return random.Next(3) == 0
                ? (new AuthoriseAdvice([new(random.Next(3))]), TestRegion.Physician)
                : (Alone(scene, any), TestRegion.Desk);
        }

        var id = new CareRequestId(waits[random.Next(waits.Count)]);
        return scene.World.Triage[id].Review is not null
            ? (new SettleAdvice(id, scene.Note("teruggebeld")), TestRegion.Desk)
            : random.Next(2) == 0
                ? (new ReturnAdvice(id, scene.Note("laat komen")), TestRegion.Physician)
                : (new AuthoriseAdvice(random.Next(3) == 0
                    ? [.. waits.Take(3).Select(n => new CareRequestId(n))]
                    : [id]), TestRegion.Physician);
    }

    private static RecordTriage Alone(Scene scene, CareRequestId any) => Scene.Triage(
        scene.World.Access.ListOpen()
            .FirstOrDefault(r => RequestLife.Allows(r.Stage, Step.Judge))?.Id ?? any) with
        {
            Found = new FoundAtTriage(
                "", Abcd.NotAssessed, false, [], [], "self-care", true, null,
                scene.Note("paracetamol"), null),
        };

    private RecordTriage Judge(Scene scene, CareRequestId id) =>
        (random.Next(3) == 0
            ? new RecordTriage(id, "guide", "2", Pick("1H", "4h"), Pick("U1", "U3"), null)
            : Scene.Triage(id) with { Urgency = Pick("U1", "U3"), Reason = scene.Note("zieker") })
        with
        {
            Found = random.Next(4) == 0
                ? null
                : new FoundAtTriage(
                    Pick("fall", "", "zz"), Abcd.NotAssessed with { Breathing = Pick<AbcdState>() },
                    random.Next(2) == 0, random.Next(2) == 0 ? ["lives-alone"] : [],
                    random.Next(2) == 0 ? ["second-contact"] : [], Pick("self-care", ""),
                    random.Next(2) == 0, null, scene.Note("paracetamol"), null),
            Seen = random.Next(3) == 0 ? random.Next(3) : null,
        };

    private static CareRequestId? Closed(Scene scene) =>
        scene.World.Access.ListKept()
            .FirstOrDefault(r => !r.IsOpen && scene.World.Handover.ReportOf(r.Id) is null)?.Id;

    private string Pick(params string[] codes) => codes[random.Next(codes.Length)];

    private T Pick<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
