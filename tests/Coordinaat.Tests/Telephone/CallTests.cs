using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Telephone;
using Coordinaat.Domain.Triage;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Telephone;

/// <summary>What desks do with calls, and what is refused (FR-P3, FR-P4, R24).</summary>
public sealed class CallTests
{
    private static readonly LineId Urgent = TestRegion.Line("urgent");
    private static readonly LineId South = TestRegion.Line("south-urgent");
    private static readonly Actor Doctor =
        TestRegion.Desk with { Roles = Roles.SupervisingPhysician };

    internal static readonly RefusalTable<EnterCall, EnterCallRefusal> Entering = new(
        () => new(
            new Scene(), new EnterCall(Urgent, Scene.Person(1), null, null, null),
            TestRegion.Desk),
        (EnterCallRefusal.LineUnknown, a => a with { Request = a.Request with { Line = new(9) } }),
        (EnterCallRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (EnterCallRefusal.TimeOutOfRange, a => a with
        {
            Request = a.Request with { WaitsSince = a.Now + Duration.FromMinutes(3) },
        }),
        (EnterCallRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<RegisterFromCall, RegisterRefusal> Registering = new(
        () => new(
            new Scene(), new RegisterFromCall(new(1), new Scene().Registration()),
            TestRegion.Desk),
        (RegisterRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (RegisterRefusal.PostcodeUnknown, a => a with
        {
            Request = a.Request with
            {
                Registration = a.Request.Registration with { Postcode = "9999" },
            },
        }),
        (RegisterRefusal.OpenRequestExists, a =>
        {
            var scene = new Scene();
            scene.Do(a.Request.Registration, TestRegion.Desk);
            return a with { World = scene.World };
        }));

    internal static readonly RefusalTable<ClaimCall, CallRefusal> Claiming = Table(
        id => new ClaimCall(id), (CallRefusal.CallOver, Some.Done));

    internal static readonly RefusalTable<ReleaseCall, CallRefusal> Releasing =
        Table(id => new ReleaseCall(id));

    internal static readonly RefusalTable<SignCall, CallRefusal> Signing =
        Table(id => new SignCall(id, CallSign.Alarm));

    internal static readonly RefusalTable<NoteParty, CallRefusal> Noting = new(
        () => new(
            Played(),
            new NoteParty(Id(Some.Done), "mental", "gp", new Scene().Note("mw. Vlug")),
            TestRegion.Desk),
        [
            .. Shared<NoteParty>((r, id) => r with { Call = id }),
            (CallRefusal.CallOver, a => With(a, Some.Waiting)),
            (CallRefusal.PartyMissing, a => a with
            {
                Request = a.Request with { Organisation = "zz" },
            }),
            (CallRefusal.PartyMissing, a => a with
            {
                Request = a.Request with { Function = "zz" },
            }),
            (CallRefusal.PartyMissing, a => a with
            {
                Request = a.Request with { Name = new Scene().Note(" ") },
            }),
            .. Late<NoteParty>(),
        ]);

    internal static readonly RefusalTable<AddContactFromCall, AddContactRefusal> Contacting = new(
        () => new(
            Gallery.Scene,
            new AddContactFromCall(new(1), ContactAbout(Gallery.At(Stage.Judged))),
            TestRegion.Desk),
        (AddContactRefusal.RequestUnknown, a => About(a, new(99))),
        (AddContactRefusal.RequestArchived, a => About(a, Gallery.Archived)),
        (AddContactRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (AddContactRefusal.StageForbids, a => About(a, Gallery.At(Stage.Closed))),
        (AddContactRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<ForgetCallers, ForgetCallersRefusal> Forgetting = new(
        () => new(Left(), new ForgetCallers([Id(Some.Waiting)]), Actor.System),
        (ForgetCallersRefusal.NotAllowed, a => a with { By = TestRegion.Admin }),
        (ForgetCallersRefusal.CountOutOfRange, a => a with
        {
            Request = new([.. Enumerable.Range(1, 101).Select(n => new CallId(n))]),
        }),
        (ForgetCallersRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<PromiseCallBack, CallRefusal> Promising = new(
        () => new(Played(), new PromiseCallBack(Id(Some.Waiting), true, null), TestRegion.Desk),
        [
            .. Shared<PromiseCallBack>((r, id) => r with { Call = id }),
            (CallRefusal.CallOver, a => With(a, Some.Promised)),
            (CallRefusal.NumberUnknown, a => With(a, Some.WithoutNumber)),
            (CallRefusal.LifeThreatNotChecked, a => a with
            {
                Request = a.Request with { WasChecked = false },
            }),
            (CallRefusal.Suicidality, a => With(a, Some.Suicidal)),
            (CallRefusal.Infant, a => With(a, Some.Infant)),
            (CallRefusal.AlarmSign, a => With(a, Some.Dropped)),
            (CallRefusal.AlarmSign, a => a with
            {
                Request = a.Request with { Sign = CallSign.Alarm },
            }),
            (CallRefusal.NotOpen, a => With(a, Some.OtherLine)),
            .. Late<PromiseCallBack>(),
        ]);

    internal static readonly RefusalTable<RecordTry, CallRefusal> Trying = Table(
        Some.Promised, id => new RecordTry(id, false),
        (CallRefusal.NothingPromised, Some.Waiting));

    internal static readonly RefusalTable<GiveUpCallBack, CallRefusal> GivingUp = new(
        () => new(
            Played(), new GiveUpCallBack(Id(Some.Escalated), new Scene().Note("verhuisd")), Doctor),
        [
            .. Shared<GiveUpCallBack>((r, id) => r with { Call = id }),
            (CallRefusal.NothingPromised, a => With(a, Some.Waiting)),
            (CallRefusal.LadderNotDone, a => With(a, Some.Promised)),
            (CallRefusal.LadderNotDone, a => a with { By = TestRegion.Desk }),
            (CallRefusal.WordsMissing, a => a with
            {
                Request = a.Request with { Words = new Scene().Note(" ") },
            }),
            .. Late<GiveUpCallBack>(),
        ]);

    internal static readonly RefusalTable<CloseCall, CallRefusal> Closing = new(
        () => new(
            Played(), new CloseCall(Id(Some.Dropped), new Scene().Note("gebeld")),
            TestRegion.Desk),
        [
            .. Shared<CloseCall>((r, id) => r with { Call = id }),
            (CallRefusal.CallOver, a => With(a, Some.ToldWaiting)),
            (CallRefusal.LadderNotDone, a => With(a, Some.Promised)),
            (CallRefusal.WordsMissing, a => a with { Request = a.Request with { Words = null } }),
            .. Late<CloseCall>(),
        ]);

    internal static readonly RefusalTable<OpenRelief, ReliefRefusal> Opening = new(
        () => new(
            new Scene(),
            new OpenRelief(Urgent, ReliefKind.Overflow, "peak", new Scene().Note("regiearts")),
            TestRegion.Desk),
        (ReliefRefusal.LineUnknown, a => a with { Request = a.Request with { Line = new(9) } }),
        (ReliefRefusal.NotAllowed, a => a with { By = TestRegion.Triagist }),
        (ReliefRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (ReliefRefusal.NotAgreed, a => a with
        {
            Request = a.Request with { Line = TestRegion.Line("other") },
        }),
        (ReliefRefusal.NotAgreed, a => a with
        {
            Request = a.Request with
            {
                Line = TestRegion.Line("other"), Kind = ReliefKind.CallBack,
            },
        }),
        (ReliefRefusal.CauseUnknown, a => a with { Request = a.Request with { Cause = "zz" } }),
        (ReliefRefusal.AgreedWithMissing, a => a with
        {
            Request = a.Request with { AgreedWith = null },
        }),
        (ReliefRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<CloseRelief, ReliefRefusal> ClosingRelief = new(
        () => new(
            new Scene(), new CloseRelief(Urgent, ReliefKind.Overflow), TestRegion.Desk),
        (ReliefRefusal.LineUnknown, a => a with { Request = a.Request with { Line = new(9) } }),
        (ReliefRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }));

    private static readonly (string Name, Action<int, Enum> Check, IEnumerable<(int, Enum)> Rows)[]
        Tables =
        [
            Of(Entering), Of(Registering), Of(Claiming), Of(Releasing), Of(Signing), Of(Promising),
            Of(Trying), Of(GivingUp), Of(Closing), Of(Opening), Of(ClosingRelief),
            Of(TellingTests.Telling), Of(TellingTests.Keys), Of(Noting), Of(Contacting),
            Of(Forgetting),
        ];

    // The calls of the scene, in the order in which they begin.
    private enum Some
    {
        Waiting = 1,
        Claimed,
        Done,
        Promised,
        WithoutNumber,
        Suicidal,
        Infant,
        Dropped,
        OtherLine,
        Escalated,
        ToldWaiting,
    }

    public static TheoryData<string, int> Rows
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (name, _, rows) in Tables)
            {
                foreach (var (row, _) in rows)
                {
                    data.Add(name, row);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_request_is_refused_by_the_first_rule_broken(string table, int row)
    {
        var (_, check, rows) = Tables.Single(t => t.Name == table);
        check(row, rows.Single(r => r.Item1 == row).Item2);
    }

    [Fact]
    public void Of_two_desks_one_has_the_call_and_the_same_again_is_a_yes()
    {
        var scene = Played();
        Assert.NotEmpty(scene.Do(new ClaimCall(Id(Some.ToldWaiting)), TestRegion.Desk));
        Assert.Empty(scene.Do(new ClaimCall(Id(Some.ToldWaiting)), TestRegion.Desk));
        Assert.Equal(
            CallRefusal.ClaimedByOther,
            scene.Try(new ClaimCall(Id(Some.ToldWaiting)), TestRegion.Triagist));
        scene.Do(new ReleaseCall(Id(Some.ToldWaiting)), TestRegion.Desk);
        scene.Do(new ClaimCall(Id(Some.ToldWaiting)), TestRegion.Triagist);
    }

    [Fact]
    public void Nobody_reached_three_times_is_for_the_physician_and_never_closes_itself()
    {
        var scene = Played();
        var id = Id(Some.Promised);
        var before = scene.World.Telephone.Find(id)!;
        Assert.Equal(before.Since, scene.World.Telephone.Find(id)!.Since);
        scene.Do(new RecordTry(id, false), TestRegion.Desk);
        Assert.Equal(scene.Now + Duration.FromMinutes(5), Back().NextAt);
        scene.Do(new RecordTry(id, false), TestRegion.Desk);
        Assert.Equal(scene.Now + Duration.FromMinutes(10), Back().NextAt);
        Assert.False(Back().IsAlarm(scene.Now));
        scene.Do(new RecordTry(id, false), TestRegion.Desk);
        Assert.True(Back().IsEscalated);
        Assert.True(Back().IsAlarm(scene.Now));

        // A week of other calls: what is owed stays.
        for (var day = 0; day < 7; day++)
        {
            scene.Wait(24 * 60);
            scene.Do(
                new EnterCall(Urgent, Scene.Person(900 + day), null, null, null),
                TestRegion.Desk);
        }

        Assert.True(Back().IsOpen);
        Assert.Null(scene.World.Telephone.Find(Id(Some.Done)));
        scene.Do(new GiveUpCallBack(id, scene.Note("nummer bestaat niet")), Doctor);
        Assert.False(Back().IsOpen);

        CallBack Back() => scene.World.Telephone.Find(id)!.CallBack!;
    }

    [Fact]
    public void A_late_promise_is_an_alarm_and_a_call_in_time_keeps_it()
    {
        var scene = Played();
        var back = scene.World.Telephone.Find(Id(Some.Promised))!.CallBack!;
        Assert.False(back.IsAlarm(back.Until - Duration.Epsilon));
        Assert.True(back.IsAlarm(back.Until));
        scene.Do(new RecordTry(Id(Some.Promised), true), TestRegion.Desk);

        // The other of the two nobody was reached for.
        var total = Figures(scene).Total;
        Assert.Equal((2, 1), (total.Promised, total.Kept));
    }

    [Fact]
    public void A_line_that_dropped_with_a_sign_stays_until_somebody_says_what_was_done()
    {
        var scene = Played();
        scene.Wait(60 * 24);
        scene.Do(new EnterCall(Urgent, Scene.Person(5), null, null, null), TestRegion.Desk);
        Assert.NotNull(scene.World.Telephone.Find(Id(Some.Dropped)));
        scene.Do(
            new CloseCall(Id(Some.Dropped), scene.Note("gebeld: ambulance is er al")),
            TestRegion.Desk);
        scene.Wait(60 * 24);
        scene.Do(new EnterCall(Urgent, Scene.Person(6), null, null, null), TestRegion.Desk);
        Assert.Null(scene.World.Telephone.Find(Id(Some.Dropped)));
    }

    [Fact]
    public void Overflow_lets_the_neighbour_take_calls_until_it_is_closed()
    {
        var scene = Played();
        var claim = new ClaimCall(Id(Some.ToldWaiting));
        Assert.Equal(CallRefusal.NotAllowed, scene.Try(claim, TestRegion.SouthDesk));
        scene.Do(
            new OpenRelief(Urgent, ReliefKind.Overflow, "peak", scene.Note("regiearts Zuid")),
            TestRegion.Desk);
        scene.Do(claim, TestRegion.SouthDesk);
        scene.Wait(10);
        scene.Do(new CloseRelief(Urgent, ReliefKind.Overflow), TestRegion.Desk);
        Assert.Equal(
            CallRefusal.NotAllowed, scene.Try(new ReleaseCall(claim.Call), TestRegion.SouthDesk));
        var relief = Figures(scene).Reliefs.Single(r => r.Kind == ReliefKind.Overflow);
        Assert.Equal(("peak", scene.Now), (relief.Cause, relief.Until));
    }

    [Fact]
    public void A_request_from_a_call_keeps_which_call_it_was()
    {
        var scene = Played();
        scene.Do(new ClaimCall(Id(Some.Waiting)), TestRegion.Desk);
        scene.Do(new RegisterFromCall(Id(Some.Waiting), scene.Registration()), TestRegion.Desk);

        var request = new CareRequestId(scene.World.Access.Requests.Count);
        var call = scene.World.Telephone.Find(Id(Some.Waiting))!;
        Assert.Equal((request, CallState.Done), (call.Request, call.State));
        scene.Do(
            new RegisterFromCall(Id(Some.Claimed), scene.Registration()), TestRegion.Desk);
        Assert.Equal(0, scene.World.Telephone.Find(Id(Some.Claimed))!.Request.Value);
    }

    [Fact]
    public void A_call_about_an_open_request_is_linked_to_that_request()
    {
        var scene = Played();
        var id = scene.Register();
        scene.Do(new ClaimCall(Id(Some.Waiting)), TestRegion.Desk);
        scene.Do(
            new AddContactFromCall(Id(Some.Waiting), ContactAbout(id)), TestRegion.Desk);
        var call = scene.World.Telephone.Find(Id(Some.Waiting))!;
        Assert.Equal((id, CallState.Done), (call.Request, call.State));
        Assert.Single(scene.World.Triage[id].Contacts);

        // Somebody else's call keeps nobody from saying what was heard.
        scene.Do(
            new AddContactFromCall(Id(Some.Claimed), ContactAbout(id)), TestRegion.Desk);
        Assert.Equal(0, scene.World.Telephone.Find(Id(Some.Claimed))!.Request.Value);
        Assert.Equal(2, scene.World.Triage[id].Contacts.Length);
    }

    [Fact]
    public void Who_is_on_the_line_is_known_by_name_and_sees_no_more_of_the_case()
    {
        var scene = Played();
        scene.Do(new ClaimCall(Id(Some.ToldWaiting)), TestRegion.Desk);
        scene.Do(
            new RegisterFromCall(Id(Some.ToldWaiting), scene.Registration()), TestRegion.Desk);
        var request = new CareRequestId(scene.World.Access.Requests.Count);
        foreach (var organisation in new[] { "mental", "service" })
        {
            scene.Do(
                new TellCalls("pbx",
                [
                    TellingTests.Fact(1, CallFact.Answered, scene.Now) with
                    {
                        Party = PartyFact.Joined, Organisation = organisation,
                    },
                ]),
                Actor.System);
        }

        scene.Do(
            new NoteParty(Id(Some.ToldWaiting), "mental", "gp", scene.Note("mw. Vlug")),
            TestRegion.Desk);
        var call = scene.World.Telephone.Find(Id(Some.ToldWaiting))!;
        Assert.Equal(request, call.Request);
        Assert.Equal(2, call.Parties.Count(p => p.IsOn));
        var mental = call.Parties.Single(
            p => p.Organisation == TestRegion.Organisation("mental"));
        Assert.Equal(("gp", true), (mental.Function, mental.Name is not null));
        foreach (var actor in new[]
        {
            TestRegion.Clinic, TestRegion.Colleague, TestRegion.Ambulance,
        })
        {
            Assert.Equal(
                Disclosure.Nothing,
                Disclosures.Of(scene.World, actor, scene.Find(request)));
        }
    }

    [Fact]
    public void Callers_are_forgotten_once_their_calls_left_and_nothing_is_owed()
    {
        var scene = Left();
        var gone = scene.World.Telephone.Gone;
        Assert.Equal(Scene.Person(100 + (int)Some.Waiting), gone[(int)Some.Waiting]);
        Assert.DoesNotContain((int)Some.WithoutNumber, gone.Keys);
        Assert.DoesNotContain((int)Some.Promised, gone.Keys);
        Assert.DoesNotContain((int)Some.Dropped, gone.Keys);
        var some = gone.Keys.Take(2).Select(n => new CallId(n)).ToArray();
        var forget = new ForgetCallers([.. some, Id(Some.Promised)]);
        Assert.Equal(
            some,
            scene.Do(forget, Actor.System).OfType<CallersForgotten>().Single().Calls);
        Assert.Equal(gone.Keys.Skip(2), scene.World.Telephone.Gone.Keys);
        Assert.Empty(scene.Do(forget, Actor.System));

        // Where nobody calls any more, a call leaves all the same.
        scene.Do(
            new EnterCall(Urgent, Scene.Person(5), scene.Note("06-1"), null, null),
            TestRegion.Desk);
        var last = new CallId(scene.World.Telephone.Calls.Count);
        scene.Wait(60 * 5);
        Assert.NotNull(scene.World.Telephone.Find(last));
        scene.Do(new ForgetCallers([]), Actor.System);
        Assert.Null(scene.World.Telephone.Find(last));
        Assert.Contains(last.Value, scene.World.Telephone.Gone.Keys);
    }

    // A day later: what was not owed left.
    private static Scene Left()
    {
        var scene = Played();
        scene.Wait(60 * 24);
        scene.Do(new ForgetCallers([]), Actor.System);
        return scene;
    }

    private static AddContact ContactAbout(CareRequestId id) => new(
        id, RequesterKind.Police, Channel.Phone, false,
        new Scene().Words(SealedField.Contact, "06-10000000"), null);

    private static Attempt<AddContactFromCall> About(
        Attempt<AddContactFromCall> attempt, CareRequestId id) => attempt with
        {
            Request = attempt.Request with
            {
                Contact = attempt.Request.Contact with { Request = id },
            },
        };

    private static PhoneFigures Figures(Scene scene) => PhoneFigures.Of(
        scene.World, Urgent, TestRegion.Start - Duration.FromDays(1),
        TestRegion.Start + Duration.FromDays(30));

    private static CallId Id(Some some) => new((int)some);

    // One of each kind, entered by hand but for the last.
    private static Scene Played()
    {
        var scene = new Scene();
        scene.Do(new OpenRelief(Urgent, ReliefKind.CallBack, "peak", null), TestRegion.Desk);
        foreach (var some in Enum.GetValues<Some>()[..^1])
        {
            CallSign? sign = some switch
            {
                Some.Suicidal => CallSign.Suicidality, Some.Infant => CallSign.Infant, _ => null,
            };
            scene.Do(
                new EnterCall(
                    some == Some.OtherLine ? TestRegion.Line("other") : Urgent,
                    Scene.Person(100 + (int)some),
                    some == Some.WithoutNumber ? null : scene.Note("06-10000000"), sign, null),
                TestRegion.Desk);
        }

        scene.Do(new ClaimCall(Id(Some.Claimed)), TestRegion.Triagist);
        scene.Do(new ClaimCall(Id(Some.Done)), TestRegion.Desk);
        scene.Do(new CloseCall(Id(Some.Done), null), TestRegion.Desk);
        scene.Do(new ReleaseCall(Id(Some.Done)), TestRegion.Desk);
        foreach (var id in new[] { Id(Some.Promised), Id(Some.Escalated) })
        {
            scene.Do(new PromiseCallBack(id, true, null), TestRegion.Desk);
        }

        for (var tries = 0; tries < 3; tries++)
        {
            scene.Do(new RecordTry(Id(Some.Escalated), false), TestRegion.Desk);
        }

        scene.Do(new CloseCall(Id(Some.Dropped), null), TestRegion.Desk);
        scene = new Scene(Dropped(scene.World, scene.Now));
        scene.Do(
            new TellCalls("pbx", [TellingTests.Fact(1, CallFact.Offered, scene.Now)]),
            Actor.System);
        return scene;
    }

    // A call whose line fell away with an alarm sign.
    private static World Dropped(World world, Instant now)
    {
        var id = Id(Some.Dropped);
        var call = world.Telephone.Find(id)! with
        {
            Sign = CallSign.Alarm, EndedAt = null, AbandonedAt = now, Closed = null,
        };
        return world with
        {
            Telephone = world.Telephone with
            {
                Calls = world.Telephone.Calls.Set(id.Value - 1, call),
            },
        };
    }

    private static RefusalTable<T, CallRefusal> Table<T>(
        Func<CallId, T> make, params (CallRefusal Expected, Some Call)[] rows)
        where T : OnCall => Table(Some.Waiting, make, rows);

    private static RefusalTable<T, CallRefusal> Table<T>(
        Some good, Func<CallId, T> make, params (CallRefusal Expected, Some Call)[] rows)
        where T : OnCall => new(
            () => new(Played(), make(Id(good)), TestRegion.Desk),
            [
                .. Shared<T>((_, id) => make(id)),
                .. rows.Select<(CallRefusal, Some), (CallRefusal, Func<Attempt<T>, Attempt<T>>)>(
                    r => (r.Item1, a => a with { Request = make(Id(r.Item2)) })),
                .. Late<T>(),
            ]);

    private static (CallRefusal, Func<Attempt<T>, Attempt<T>>)[] Shared<T>(
        Func<T, CallId, T> with)
        where T : OnCall =>
        [
            (CallRefusal.CallUnknown, a => a with { Request = with(a.Request, new(99)) }),
            (CallRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
            (CallRefusal.ClaimedByOther, a => a with
            {
                Request = with(a.Request, Id(Some.Claimed)),
            }),
        ];

    private static (CallRefusal, Func<Attempt<T>, Attempt<T>>)[] Late<T>()
        where T : OnCall =>
        [(CallRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First })];

    private static Attempt<T> With<T>(Attempt<T> attempt, Some some)
        where T : OnCall => attempt with { Request = attempt.Request with { Call = Id(some) } };

    private static (string, Action<int, Enum>, IEnumerable<(int, Enum)>) Of<TRequest, TRefusal>(
        RefusalTable<TRequest, TRefusal> table)
        where TRequest : Request<TRefusal>
        where TRefusal : struct, Enum => (
            typeof(TRequest).Name, (row, refusal) => table.Check(row, (TRefusal)refusal),
            table.Expected.Select((r, i) => (i, r)));
}
