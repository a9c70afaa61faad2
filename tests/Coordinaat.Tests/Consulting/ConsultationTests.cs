using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Consulting;

/// <summary>
/// FR-T6 and R12: a colleague who is asked sees the case and not the person, has a clock, and
/// answers once; what several judge together is concluded by the supervising physician, and none
/// of it changes the urgency (R7).
/// </summary>
public sealed class ConsultationTests
{
    private static readonly CareRequestId Case = Gallery.At(Stage.Judged);
    private static readonly Colleague Mental =
        new("mh-triage", TestRegion.Colleague.Organisation);

    private static readonly Colleague Physician =
        new("physician", TestRegion.Physician.Organisation);

    internal static readonly RefusalTable<AskConsultation, ConsultationRefusal> Ask = new(
        () => new(Gallery.Scene, Question(Gallery.Scene, Mental), TestRegion.Desk),
        (ConsultationRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (ConsultationRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Colleague }),
        (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.SouthDesk }),
        (ConsultationRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (ConsultationRefusal.WhomUnknown, a => With(a, q => q with { Colleagues = [] })),
        (ConsultationRefusal.WhomUnknown, a => With(
            a, q => q with { Colleagues = [new("zz", Mental.Organisation)] })),
        (ConsultationRefusal.WhomUnknown, a => With(
            a, q => q with { Colleagues = [new("mh-triage", default)] })),
        (ConsultationRefusal.AskedAlready, a => With(
            a with { World = Asked(Mental).World }, q => q with { Colleagues = [Mental] })),
        (ConsultationRefusal.AskedAlready, a => With(
            a, q => q with { Colleagues = [Physician, Physician] })),
        (ConsultationRefusal.TooMany, a => With(a, q => q with { Colleagues = Many(7) })),
        (ConsultationRefusal.WordsMissing, a => With(
            a, q => q with { Question = Gallery.Scene.Note(" ") })),
        (ConsultationRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<WithdrawConsultation, ConsultationRefusal> Back = new(
        () => new(Asked(Mental), new WithdrawConsultation(Case, 1), TestRegion.Desk),
        (ConsultationRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (ConsultationRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Colleague }),
        (ConsultationRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (ConsultationRefusal.ConsultationUnknown, a => With(a, q => q with { Number = 2 })),
        (ConsultationRefusal.AnsweredAlready, a => a with { World = Answered().World }));

    internal static readonly RefusalTable<AnswerConsultation, ConsultationRefusal> Answer = new(
        () => new(
            Asked(Mental),
            Advice(Gallery.Scene) with { Spoken = Gallery.Scene.Note("zr. Smit") },
            TestRegion.Desk),
        (ConsultationRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (ConsultationRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Clinic }),
        (ConsultationRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (ConsultationRefusal.ConsultationUnknown, a => With(a, q => q with { Number = 9 })),
        (ConsultationRefusal.AnsweredAlready, a => a with { World = Answered().World }),
        (ConsultationRefusal.Withdrawn, a => a with { World = Withdrawn().World }),
        (ConsultationRefusal.WordsMissing, a => With(
            a, q => q with { Words = Gallery.Scene.Note("") })),
        (ConsultationRefusal.UrgencyUnknown, a => With(a, q => q with { Urgency = "U9" })),
        (ConsultationRefusal.WhoMissing, a => With(a, q => q with { Spoken = null })),
        (ConsultationRefusal.WhoMissing, a => With(
            a, q => q with { Spoken = Gallery.Scene.Note(" ") })));

    internal static readonly RefusalTable<ConcludeJointTriage, ConsultationRefusal> Conclude =
        new(
            () => new(
                Asked(Mental, Physician),
                new ConcludeJointTriage(Case, 1, Gallery.Scene.Note()), TestRegion.Physician),
            (ConsultationRefusal.RequestUnknown, a => With(
                a, q => q with { Request = new(99) })),
            (ConsultationRefusal.RequestArchived, a => With(
                a, q => q with { Request = Gallery.Archived })),
            (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
            (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Colleague }),
            (ConsultationRefusal.RequestClosed, a => With(
                a, q => q with { Request = Gallery.At(Stage.Closed) })),
            (ConsultationRefusal.ConsultationUnknown, a => a with
            {
                World = Asked(Mental).World,
            }),
            (ConsultationRefusal.AnsweredAlready, a => a with { World = Concluded().World }),
            (ConsultationRefusal.WordsMissing, a => With(
                a, q => q with { Conclusion = Gallery.Scene.Note("") })));

    internal static readonly RefusalTable<ReadAdvice, ConsultationRefusal> Read = new(
        () => new(Answered(), new ReadAdvice(Case, 1), TestRegion.Desk),
        (ConsultationRefusal.RequestUnknown, a => With(a, q => q with { Request = new(99) })),
        (ConsultationRefusal.RequestArchived, a => With(
            a, q => q with { Request = Gallery.Archived })),
        (ConsultationRefusal.NotAllowed, a => a with { By = TestRegion.Colleague }),
        (ConsultationRefusal.RequestClosed, a => With(
            a, q => q with { Request = Gallery.At(Stage.Closed) })),
        (ConsultationRefusal.ConsultationUnknown, a => With(a, q => q with { Round = 2 })),
        (ConsultationRefusal.ConsultationUnknown, a => a with { World = Asked(Mental).World }),
        (ConsultationRefusal.ConsultationUnknown, a => a with
        {
            World = Withdrawn().World,
        }));

    public static TheoryData<int, ConsultationRefusal> AskRows => Ask.Rows;

    public static TheoryData<int, ConsultationRefusal> BackRows => Back.Rows;

    public static TheoryData<int, ConsultationRefusal> AnswerRows => Answer.Rows;

    public static TheoryData<int, ConsultationRefusal> ConcludeRows => Conclude.Rows;

    public static TheoryData<int, ConsultationRefusal> ReadRows => Read.Rows;

    [Theory]
    [MemberData(nameof(ReadRows))]
    public void Reading_is_refused_by_the_first_rule_broken(
        int row, ConsultationRefusal expected) => Read.Check(row, expected);

    [Theory]
    [MemberData(nameof(AskRows))]
    public void A_question_is_refused_by_the_first_rule_broken(
        int row, ConsultationRefusal expected) => Ask.Check(row, expected);

    [Theory]
    [MemberData(nameof(BackRows))]
    public void Taking_back_is_refused_by_the_first_rule_broken(
        int row, ConsultationRefusal expected) => Back.Check(row, expected);

    [Theory]
    [MemberData(nameof(AnswerRows))]
    public void An_answer_is_refused_by_the_first_rule_broken(
        int row, ConsultationRefusal expected) => Answer.Check(row, expected);

    [Theory]
    [MemberData(nameof(ConcludeRows))]
    public void A_conclusion_is_refused_by_the_first_rule_broken(
        int row, ConsultationRefusal expected) => Conclude.Check(row, expected);

    [Theory]
    [InlineData("mh-triage", 20)] // Its own norm for U3.
    [InlineData("physician", 30)] // The answer time of U3.
    public void How_long_a_discipline_has_to_answer_is_a_norm(string discipline, int minutes)
    {
        var scene = Asked(new Colleague(discipline, Mental.Organisation));

        Assert.Equal(
            scene.Now + Duration.FromMinutes(minutes),
            scene.World.Consultation[Case].All[0].AnswerBy);
    }

    [Fact]
    public void Silence_at_the_clock_is_first_on_the_desk_and_a_late_answer_still_counts()
    {
        var scene = Asked(Mental);
        scene.Wait(19);
        Assert.NotEqual(NextAct.CallColleague, Next(scene).Act);
        scene.Wait(1);

        Assert.Equal(NextAct.CallColleague, Next(scene).Act);
        Assert.Equal(1, Next(scene).ClassOf(scene.World, scene.Find(Case)));
        scene.Wait(30);
        Assert.Single(scene.Journal, r => r.Happened is ConsultationUnanswered);
        scene.Do(Advice(scene), TestRegion.Colleague);
        Assert.NotEqual(NextAct.CallColleague, Next(scene).Act);
        var answer = scene.World.Consultation[Case].All[0].Answer!;
        Assert.Equal(TestRegion.Colleague.Account, answer.By);
        Assert.Null(answer.Spoken);
    }

    [Fact]
    public void A_colleague_sees_the_case_from_the_question_until_an_hour_after_the_answer()
    {
        var scene = Gallery.Scene;
        Assert.Equal(Disclosure.Nothing, Sees(scene, TestRegion.Colleague));
        scene.Do(Question(scene, Mental), TestRegion.Desk);

        Assert.Equal(Disclosure.Case, Sees(scene, TestRegion.Colleague));
        Assert.Equal(Disclosure.Nothing, Sees(scene, TestRegion.Clinic));
        Assert.Equal(Disclosure.Nothing, Sees(scene, TestRegion.Nurse));
        scene.Wait(500);
        Assert.Equal(Disclosure.Case, Sees(scene, TestRegion.Colleague));
        scene.Do(Advice(scene), TestRegion.Colleague);
        scene.Wait(59);
        Assert.Equal(Disclosure.Case, Sees(scene, TestRegion.Colleague));
        scene.Wait(1);
        Assert.Equal(Disclosure.Nothing, Sees(scene, TestRegion.Colleague));
    }

    [Fact]
    public void What_is_taken_back_or_closed_is_no_longer_open_to_the_colleague()
    {
        Assert.Equal(Disclosure.Nothing, Sees(Withdrawn(), TestRegion.Colleague));

        var closed = Asked(Mental);
        closed.Do(new CloseCareRequest(Case, Ending.Advice, null), TestRegion.Desk);
        Assert.Equal(Disclosure.Nothing, Sees(closed, TestRegion.Colleague));
        Assert.DoesNotContain(Case.Value, closed.World.Consultation.Open);
        Assert.Equal(
            ConsultationRefusal.RequestClosed,
            closed.Try(Advice(closed), TestRegion.Colleague));
    }

    [Fact]
    public void Several_judge_under_their_own_names_and_the_urgency_stays_what_it_was()
    {
        var scene = Asked(Mental, Physician);
        scene.Do(Advice(scene) with { Urgency = "U1" }, TestRegion.Colleague);
        Assert.NotEqual(NextAct.ConcludeTriage, Next(scene).Act);

        // Together they read on: an hour after one answer the case is still open.
        scene.Wait(90);
        Assert.Equal(Disclosure.Case, Sees(scene, TestRegion.Colleague));
        scene.Do(Advice(scene) with { Number = 2, Urgency = "U3" }, TestRegion.Physician);
        Assert.Equal(NextAct.ConcludeTriage, Next(scene).Act);
        scene.Do(
            new ConcludeJointTriage(Case, 1, scene.Note("samen besloten")), TestRegion.Physician);

        var file = scene.World.Consultation[Case];
        Assert.Equal(["U1", "U3"], file.All.Select(c => c.Answer!.Urgency));
        Assert.Equal(
            [TestRegion.Colleague.Account, TestRegion.Physician.Account],
            file.All.Select(c => c.Answer!.By));
        Assert.Equal("U3", scene.World.Triage[Case].Urgency);
        Assert.Equal(Stage.Judged, scene.Find(Case).Stage);
        scene.Wait(60);
        Assert.Equal(Disclosure.Nothing, Sees(scene, TestRegion.Colleague));
    }

    [Fact]
    public void Advice_lies_ready_for_the_desk_until_somebody_read_it()
    {
        var scene = Asked(Mental);
        Assert.Null(Unread(scene));
        scene.Do(Advice(scene), TestRegion.Colleague);
        Assert.Equal(scene.Now, Unread(scene));
        scene.Do(new ReadAdvice(Case, 1), TestRegion.Desk);
        Assert.Null(Unread(scene));

        // A second reader does no harm.
        Assert.Empty(scene.Do(new ReadAdvice(Case, 1), TestRegion.Desk));

        // What a colleague said by telephone the desk heard.
        var called = Asked(Mental);
        called.Do(
            Advice(called) with { Spoken = called.Note("zr. Smit") }, TestRegion.Desk);
        Assert.Null(Unread(called));

        // Of several it is the conclusion that counts; who concluded it knows it.
        var joint = Asked(Mental, Physician);
        joint.Do(Advice(joint), TestRegion.Colleague);
        Assert.Null(Unread(joint));
        joint.Do(new ConcludeJointTriage(Case, 1, joint.Note()), TestRegion.Physician);
        Assert.Equal(joint.Now, Unread(joint));
        Assert.Null(joint.World.Consultation[Case].UnreadSince(
            1, TestRegion.Physician.Account));
    }

    [Fact]
    public void A_conclusion_ends_the_questions_that_nobody_answered()
    {
        var scene = Concluded();

        Assert.All(scene.World.Consultation[Case].All, c => Assert.False(c.IsAwaited));
        Assert.Equal(
            ConsultationRefusal.AnsweredAlready,
            scene.Try(Advice(scene), TestRegion.Colleague));
        Assert.Equal(Disclosure.Nothing, Sees(scene, TestRegion.Colleague));
    }

    [Fact]
    public void A_request_asks_at_most_fifty_times()
    {
        var scene = Gallery.Scene;
        for (var i = 0; i < AskConsultation.InAllMax; i++)
        {
            scene.Do(Question(scene, Mental), TestRegion.Desk);
            scene.Do(new WithdrawConsultation(Case, i + 1), TestRegion.Desk);
        }

        Assert.Equal(
            ConsultationRefusal.TooMany,
            scene.Try(Question(scene, Mental), TestRegion.Desk));
    }

    private static Instant? Unread(Scene scene) =>
        scene.World.Consultation[Case].UnreadSince(1, TestRegion.Desk.Account);

    private static NextStep Next(Scene scene) => NextStep.Of(scene.World, scene.Find(Case));

    private static Disclosure Sees(Scene scene, Actor by) =>
        Disclosures.Of(scene.World, by, scene.Find(Case));

    private static AskConsultation Question(Scene scene, params Colleague[] whom) =>
        new(Case, [.. whom], scene.Note("Is opname nodig?"));

    private static AnswerConsultation Advice(Scene scene) =>
        new(Case, 1, scene.Note("Nee, morgen beoordelen"), "", null);

    private static Scene Asked(params Colleague[] whom)
    {
        var scene = Gallery.Scene;
        scene.Do(Question(scene, whom), TestRegion.Desk);
        return scene;
    }

    private static Scene Answered()
    {
        var scene = Asked(Mental);
        scene.Do(Advice(scene), TestRegion.Colleague);
        return scene;
    }

    private static Scene Withdrawn()
    {
        var scene = Asked(Mental);
        scene.Do(new WithdrawConsultation(Case, 1), TestRegion.Desk);
        return scene;
    }

    private static Scene Concluded()
    {
        var scene = Asked(Mental, Physician);
        scene.Do(new ConcludeJointTriage(Case, 1, scene.Note()), TestRegion.Physician);
        return scene;
    }

    private static ImmutableArray<Colleague> Many(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new Colleague("physician", new(n)))];

    private static Attempt<T> With<T>(Attempt<T> attempt, Func<T, T> change)
        where T : Request => attempt with { Request = change(attempt.Request) };
}
