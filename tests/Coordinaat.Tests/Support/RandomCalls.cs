using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Telephone;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>Draws what happens on the telephone: told by an exchange, and done by desks.</summary>
internal sealed class RandomCalls(Random random)
{
    public (Request Request, Actor By) Next(Scene scene)
    {
        var by = random.Next(4) switch
        {
            0 => TestRegion.SouthDesk,
            1 => TestRegion.Desk with
            {
                Roles = Roles.Coordinator | Roles.SupervisingPhysician,
            },
            _ => TestRegion.Desk,
        };

        // By chance alone nobody would ever come to the end of the ladder.
        var free = scene.World.Telephone.ListCalls().Where(c => c.Claim is null).ToArray();
        if (free.FirstOrDefault(c => c.CallBack is { IsOpen: true }) is { } owed
            && random.Next(2) == 0)
        {
            return (owed.CallBack!.IsEscalated
                ? new GiveUpCallBack(owed.Id, scene.Note())
                : new RecordTry(owed.Id, random.Next(5) == 0), AtLineOf(owed));
        }

        if (free.FirstOrDefault(IsMissed) is { } missed && random.Next(4) == 0)
        {
            return (new PromiseCallBack(missed.Id, true, null), AtLineOf(missed));
        }

        return random.Next(13) switch
        {
            < 3 => (Telling(scene), Actor.System),
            3 => (new SetExchangeKey(Pick("pbx", "zz"), Words(scene)), Pick(
                TestRegion.Admin, TestRegion.Desk)),
            4 => (new OpenRelief(
                Line(scene), Pick<ReliefKind>(), Pick("peak", "zz"), Words(scene)), by),
            5 => (new CloseRelief(Line(scene), Pick<ReliefKind>()), by),
            6 => (new EnterCall(
                Line(scene), Scene.Person(30_000 + random.Next(9)), Words(scene),
                random.Next(4) == 0 ? Pick<CallSign>() : null,
                scene.Now - Duration.FromMinutes(random.Next(-5, 300))), by),
            7 => (FromCall(scene), by),
            8 => (new ForgetCallers([.. scene.World.Telephone.Gone.Keys.Take(random.Next(3))
                .Append(random.Next(99)).Select(n => new CallId(n))]), Pick(Actor.System, by)),
            _ => (OnCall(scene), by),
        };
    }

    private static bool IsMissed(PhoneCall call) => call is
    {
        State: CallState.Missed, Sign: null, Number: not null, CallBack: null,
    };

    private static Actor AtLineOf(PhoneCall call) =>
        (call.At == TestRegion.Line("south-urgent") ? TestRegion.SouthDesk : TestRegion.Desk) with
        {
            Roles = Roles.Coordinator | Roles.SupervisingPhysician,
        };

    // Mostly one that fits.
    private Request OnCall(Scene scene) => random.Next(10) switch
    {
        9 => new NoteParty(
            Call(scene, c => c.State == CallState.Talking), Pick("mental", "service", "zz"),
            Pick("gp", "gp", "zz"), scene.Words(SealedField.Professional, "mw. Vlug")),
        0 => new ClaimCall(Call(scene, c => c.State == CallState.Waiting)),
        1 => new ReleaseCall(Call(scene, c => c.Claim is not null)),
        2 => new SignCall(Call(scene, _ => random.Next(5) == 0), Pick<CallSign>()),
        3 or 4 => new PromiseCallBack(
            Call(scene, IsMissed),
            random.Next(3) > 0, random.Next(4) == 0 ? Pick<CallSign>() : null),
        5 or 6 => new RecordTry(
            Call(scene, c => c.CallBack is { IsOpen: true, NextAt: not null }),
            random.Next(5) == 0),
        7 => new GiveUpCallBack(
            Call(scene, c => c.CallBack is { IsEscalated: true }), scene.Note()),
        _ => new CloseCall(Call(scene, c => c.State == CallState.Missed), Words(scene)),
    };

    private Request FromCall(Scene scene)
    {
        var call = Call(scene, c => c.Request.Value == 0 && random.Next(2) == 0);
        var open = scene.World.Access.Open;
        return open.IsEmpty || random.Next(2) == 0
            ? new RegisterFromCall(call, scene.Registration())
            : new AddContactFromCall(call, new AddContact(
                new(open[random.Next(open.Count)]), Pick<RequesterKind>(), Channel.Phone, false,
                scene.Words(SealedField.Contact, "06-10000000"), null));
    }

    private TellCalls Telling(Scene scene) => new(
        Pick("pbx", "pbx", "pbx", "zz"),
        [
            .. Enumerable.Range(0, random.Next(4)).Select(_ =>
            {
                var fact = Pick<CallFact>();
                var party = fact == CallFact.Answered && random.Next(2) == 0
                    ? Pick<PartyFact>() : (PartyFact?)null;
                return new ToldFact(
                    new Guid(random.Next(30), 7, 7, new byte[8]),
                    Scene.Person(30_000 + random.Next(9)),
                    Pick("urgent", "urgent", "other", "south-urgent", "zz"), fact,
                    scene.Now - Duration.FromSeconds(random.Next(-60, 20_000)),
                    fact == CallFact.Transferred ? "south-urgent" : "", Pick("b1", ""),
                    random.Next(6) == 0 ? Pick<CallSign>() : null, Words(scene))
                {
                    Party = party, Organisation = party is null ? "" : Pick("mental", "service"),
                };
            }),
        ]);

    private LineId Line(Scene scene) => new(random.Next(0, scene.World.Regions.Lines.Count + 2));

    private CallId Call(Scene scene, Func<PhoneCall, bool> fits)
    {
        var calls = scene.World.Telephone.ListCalls().ToArray();
        return calls.FirstOrDefault(fits)?.Id
            ?? (calls.Length > 0 ? calls[random.Next(calls.Length)].Id : default);
    }

    private Secret? Words(Scene scene) =>
        random.Next(3) == 0 ? null : scene.Words(SealedField.Contact, "06-10000000");

    private T Pick<T>(params T[] some) => some[random.Next(some.Length)];

    private T Pick<T>()
        where T : struct, Enum => Pick(Enum.GetValues<T>());
}
