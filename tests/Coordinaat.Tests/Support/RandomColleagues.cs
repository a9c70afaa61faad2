using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Roster;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>Draws what colleagues ask of each other: the next sensible thing, or any.</summary>
internal sealed class RandomColleagues(Random random)
{
    /// <summary>Anything at all.</summary>
    public IEnumerable<Func<Scene, Request>> All =>
    [
        s => Ask(s, Id(s)),
        s => new WithdrawConsultation(Id(s), random.Next(4)),
        s => Answer(s, Id(s), random.Next(4)),
        s => new ConcludeJointTriage(Id(s), random.Next(4), Words(s)),
        s => new ReadAdvice(Id(s), random.Next(4)),
        s => Offer(s, Id(s)),
        s => new AnswerLeadOffer(
            Id(s), random.Next(2) == 0 ? null : Words(s), random.Next(2) == 0),
        s => new WithdrawLeadOffer(Id(s)),
        Enter,
        s => new LeaveRoster(Organisation(), Code()),
        Follow,
    ];

    /// <summary>Mostly the next step of what is open, by somebody who may take it.</summary>
    public (Request Request, Actor By) Next(Scene scene, CareRequestId any)
    {
        var open = scene.World.Consultation.Open;
        var id = open.IsEmpty || random.Next(4) == 0
            ? any
            : new CareRequestId(open[random.Next(open.Count)]);
        var file = scene.World.Consultation[id];
        var awaited = file.All.FirstOrDefault(c => c.IsAwaited);
        var unread = file.All.Select(c => c.Round)
            .FirstOrDefault(r => file.UnreadSince(r, default) is not null);
        return random.Next(7) switch
        {
            6 => (Follow(scene), TestRegion.Desk),
            0 => (Enter(scene), TestRegion.Desk),
            1 => (new LeaveRoster(Organisation(), Code()), TestRegion.Desk),
            2 => Lead(scene, id),
            4 when unread > 0 => (new ReadAdvice(id, unread), TestRegion.Desk),
            3 when file.All is [.., var last] =>
                (new ConcludeJointTriage(id, last.Round, Words(scene)), TestRegion.Physician),
            _ => file.ToConclude is var round and > 0
                ? (new ConcludeJointTriage(id, round, Words(scene)), TestRegion.Physician)
                : awaited is null
                    ? (Ask(scene, id), TestRegion.Desk)
                    : random.Next(4) == 0
                        ? (new WithdrawConsultation(id, awaited.Number), TestRegion.Desk)
                        : (Answer(scene, id, awaited.Number), random.Next(2) == 0
                            ? TestRegion.Desk
                            : TestRegion.Colleague),
        };
    }

    // An offer that lies open is answered first: by chance alone hardly any is ever declined.
    private (Request Request, Actor By) Lead(Scene scene, CareRequestId any) =>
        scene.World.Access.ListOpen().FirstOrDefault(r => r.LeadOffer is not null)
            is not { } offered
            ? (Offer(scene, any), TestRegion.Desk)
            : random.Next(3) switch
            {
                0 => (new WithdrawLeadOffer(offered.Id), TestRegion.Desk),
                1 => (new AnswerLeadOffer(offered.Id, null, true), TestRegion.Triagist),
                _ => (new AnswerLeadOffer(offered.Id, Words(scene), false), TestRegion.Triagist),
            };

    private AskConsultation Ask(Scene scene, CareRequestId id)
    {
        ImmutableArray<Colleague> one =
        [
            new(Pick("mh-triage", "mh-triage", "zz"), TestRegion.Colleague.Organisation),
        ];
        return new AskConsultation(
            id,
            random.Next(2) == 0
                ? one
                : one.Add(new("physician", TestRegion.Physician.Organisation)),
            Words(scene));
    }

    private AnswerConsultation Answer(Scene scene, CareRequestId id, int number) => new(
        id, number, Words(scene), Pick("", "U3", "U9"),
        random.Next(2) == 0 ? null : Words(scene));

    private OfferLead Offer(Scene scene, CareRequestId id) => new(
        id, random.Next(5) == 0 ? Organisation() : TestRegion.Triagist.Organisation,
        random.Next(2) == 0 ? default : TestRegion.Triagist.Account, Words(scene));

    private EnterRoster Enter(Scene scene) => new(
        Organisation(), Code(), Pick("mh-triage", "mh-triage", "zz"),
        random.Next(2) == 0 ? null : scene.Words(SealedField.Staff, "wie"), WorkPlace.AtHome,
        scene.Now + Duration.FromMinutes(random.Next(-60, 60)),
        scene.Now + Duration.FromMinutes(random.Next(-10, 900)), [new(random.Next(0, 3))]);

    private FollowCalendar Follow(Scene scene) => new(
        Organisation(), Pick("agenda", "agenda", "andere", " "),
        random.Next(3) == 0 ? [] : [Code(), "drie"], random.Next(3) == 0);

    private OrganisationId Organisation() =>
        TestRegion.Organisation(Pick("mental", "mental", "centre"));

    private string Code() => Pick("een", "twee", " ");

    private static CareRequestId Id(Scene scene, int number) =>
        new(Math.Clamp(number, 0, scene.World.Access.Requests.Count + 1));

    private CareRequestId Id(Scene scene) =>
        Id(scene, random.Next(0, scene.World.Access.Requests.Count + 2));

    private Secret Words(Scene scene) => scene.Note(Pick("", "in woorden", "in woorden"));

    private string Pick(params string[] codes) => codes[random.Next(codes.Length)];
}
