using System.Collections.Immutable;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Agreements;

/// <summary>Written, tried, signed by every party, in force, superseded: nobody is bound before the
/// last signature, and nothing changes under one.</summary>
public sealed class AgreementLifeTests
{
    private static readonly AgreementTerms Good = Samples.Terms(Samples.Rule(new Prefer(10)));

    internal static readonly RefusalTable<WriteAgreement, WriteAgreementRefusal> Write = new(
        () => new(
            Samples.InForce(), new WriteAgreement(Samples.Code, Good), TestRegion.Manager),
        (WriteAgreementRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (WriteAgreementRefusal.CodeMalformed, a => a with
        {
            Request = a.Request with { Code = "Elv avond" },
        }),
        (WriteAgreementRefusal.OfOthers, a => a with { By = TestRegion.Admin }),
        (WriteAgreementRefusal.TooLong, a => Terms(a, t => t with { Title = " " })),
        (WriteAgreementRefusal.PartyMissing, a => Terms(a, t => t with { Parties = [] })),
        (WriteAgreementRefusal.PartyMissing, a => Terms(
            a, t => t with { Parties = ["nursing", "nursing"] })),
        (WriteAgreementRefusal.ScopeUnknown, a => Terms(
            a, t => t with { Parties = t.Parties.IsEmpty ? [] : ["zz"] })),
        (WriteAgreementRefusal.ScopeUnknown, a => Terms(a, t => t with { Subregions = ["zz"] })),
        (WriteAgreementRefusal.PeriodEmpty, a => Terms(a, t => t with { Until = t.From })),
        (WriteAgreementRefusal.NameMissing, a => Terms(a, t => t with
        {
            Rules = [.. t.Rules, new("", RuleCondition.Always, new Exclude())],
        })),
        (WriteAgreementRefusal.CodeUnknown, a => First(a, new Consult("zz"))),
        (WriteAgreementRefusal.CodeUnknown, a => First(
            a, new Exclude(), new UnitSelection(["zz"], [], [], []))),
        (WriteAgreementRefusal.CodeUnknown, a => First(
            a, new Instead([], "home-care", "home-team", "ed-visit") { Tasks = ["zz"] })),
        (WriteAgreementRefusal.CodeUnknown, a => First(
            a, new Instead([], "own-gp", "", "ed-visit") { Tasks = ["fall"] })),
        (WriteAgreementRefusal.NumberOutOfRange, a => First(a, new Prefer(0))),
        (WriteAgreementRefusal.NumberOutOfRange, a => First(a, new Prefer(121))),
        (WriteAgreementRefusal.NumberOutOfRange, a => First(a, new AnswerWithin(0))),
        (WriteAgreementRefusal.NumberOutOfRange, a => First(a, new AskPolicy(6, true))),
        (WriteAgreementRefusal.NumberOutOfRange, a => First(
            a, new FairLoad(LoadKey.Shares, ImmutableSortedDictionary<string, int>.Empty))),
        (WriteAgreementRefusal.NumberOutOfRange, a => First(
            a, new StopPolicy("emergency", true, 0, 1))),
        (WriteAgreementRefusal.UnitsNamed, a => First(
            a, new AskPolicy(1, false), Samples.House)),
        (WriteAgreementRefusal.LadderMalformed, a => First(a, new Ladder([]))),
        (WriteAgreementRefusal.LadderMalformed, a => First(
            a, new Ladder([new(LadderReach.Own, 5, [])]))),
        (WriteAgreementRefusal.LadderMalformed, a => First(
            a, new Ladder([new(LadderReach.Region, 0, []), new(LadderReach.Own, 9, [])]))),
        (WriteAgreementRefusal.LadderMalformed, a => First(
            a, new Ladder([new(LadderReach.Neighbours, 0, [])]))),
        (WriteAgreementRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<RehearseAgreement, AgreementStepRefusal> Rehearse = new(
        () => new(Draft(), Samples.Rehearsal(Draft()), TestRegion.Manager),
        (AgreementStepRefusal.AgreementUnknown, a => a with
        {
            Request = a.Request with { Code = "zz" },
        }),
        (AgreementStepRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (AgreementStepRefusal.StateForbids, a => a with { World = Samples.InForce().World }),
        (AgreementStepRefusal.WordsChanged, a => a with
        {
            Request = a.Request with { WrittenAt = TestRegion.Start - Duration.FromDays(1) },
        }),
        (AgreementStepRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<SignAgreement, AgreementStepRefusal> Sign = new(
        () => new(Samples.Rehearsed(), Samples.Signing(Samples.Rehearsed()), TestRegion.Nurse),
        (AgreementStepRefusal.AgreementUnknown, a => a with
        {
            Request = a.Request with { Version = 3 },
        }),
        (AgreementStepRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (AgreementStepRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (AgreementStepRefusal.StateForbids, a => a with
        {
            World = Ended(Samples.Rehearsed()).World,
        }),
        (AgreementStepRefusal.WordsChanged, a => a with
        {
            Request = a.Request with { WrittenAt = TestRegion.Start - Duration.FromDays(1) },
        }),
        (AgreementStepRefusal.DryRunMissing, a => a with { World = Draft().World }),
        (AgreementStepRefusal.ExampleFails, a => a with { World = Failing().World }),
        (AgreementStepRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    internal static readonly RefusalTable<EndAgreement, AgreementStepRefusal> End = new(
        () => new(Samples.InForce(), new EndAgreement(Samples.Code, 1), TestRegion.Nurse),
        (AgreementStepRefusal.AgreementUnknown, a => a with
        {
            Request = a.Request with { Version = 0 },
        }),
        (AgreementStepRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (AgreementStepRefusal.StateForbids, a => a with
        {
            World = Superseded().World, Now = TestRegion.Start + Duration.FromMinutes(2),
        }),
        (AgreementStepRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, WriteAgreementRefusal> WriteRows => Write.Rows;

    public static TheoryData<int, AgreementStepRefusal> RehearseRows => Rehearse.Rows;

    public static TheoryData<int, AgreementStepRefusal> SignRows => Sign.Rows;

    public static TheoryData<int, AgreementStepRefusal> EndRows => End.Rows;

    [Theory]
    [MemberData(nameof(WriteRows))]
    public void Writing_is_refused_by_the_first_rule_broken(int row, WriteAgreementRefusal why) =>
        Write.Check(row, why);

    [Theory]
    [MemberData(nameof(RehearseRows))]
    public void Trying_is_refused_by_the_first_rule_broken(int row, AgreementStepRefusal why) =>
        Rehearse.Check(row, why);

    [Theory]
    [MemberData(nameof(SignRows))]
    public void Signing_is_refused_by_the_first_rule_broken(int row, AgreementStepRefusal why) =>
        Sign.Check(row, why);

    [Theory]
    [MemberData(nameof(EndRows))]
    public void Ending_is_refused_by_the_first_rule_broken(int row, AgreementStepRefusal why) =>
        End.Check(row, why);

    [Fact]
    public void It_counts_from_the_last_signature_and_not_before()
    {
        var scene = Samples.Rehearsed(Samples.Rule(new Prefer(10)));
        scene.Do(Samples.Signing(scene), TestRegion.Manager);
        scene.Wait(60);
        Assert.Equal(AgreementStatus.Draft, Status(scene));
        Assert.Empty(scene.World.Agreements.InForce(scene.Now));

        scene.Do(Samples.Signing(scene), TestRegion.Nurse);
        Assert.Equal(AgreementStatus.InForce, Status(scene));
        Assert.Equal(scene.Now, Samples.Newest(scene).Begins);
        Assert.Empty(scene.World.Agreements.InForce(scene.Now - Duration.FromSeconds(1)));

        // Signed twice is signed once.
        Assert.Empty(scene.Do(Samples.Signing(scene), TestRegion.Nurse));
    }

    [Fact]
    public void Other_words_lose_the_signatures_and_the_dry_run()
    {
        var scene = Samples.Rehearsed();
        scene.Do(Samples.Signing(scene), TestRegion.Manager);
        var seen = Samples.Signing(scene);
        scene.Wait(1);
        var same = new WriteAgreement(Samples.Code, Samples.Terms());
        Assert.Empty(scene.Do(same, TestRegion.Manager));
        Assert.Single(Samples.Newest(scene).Signatures);

        scene.Do(new WriteAgreement(Samples.Code, Good), TestRegion.Manager);

        Assert.Equal(1, Samples.Newest(scene).Number);
        Assert.Empty(Samples.Newest(scene).Signatures);
        Assert.Null(Samples.Newest(scene).DryRun);
        Assert.Equal(AgreementStepRefusal.WordsChanged, scene.Try(seen, TestRegion.Nurse));
    }

    [Fact]
    public void The_next_version_takes_over_when_it_begins_and_a_draft_never()
    {
        var scene = Samples.InForce(Samples.Rule(new Prefer(10)));
        var later = Good with { From = scene.Now + Duration.FromHours(5) };
        scene.Do(new WriteAgreement(Samples.Code, later), TestRegion.Manager);
        Assert.Equal(1, InForce(scene));
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        Samples.Sign(scene);
        Assert.Equal(1, InForce(scene));
        Assert.Equal(AgreementStatus.Signed, Status(scene));

        scene.Wait(300);
        Assert.Equal(2, InForce(scene));
        var agreement = scene.World.Agreements.Find(Samples.Code)!;
        Assert.Equal(
            AgreementStatus.Superseded, agreement.StatusOf(agreement.Versions[0], scene.Now));

        // What was in force then is still known.
        Assert.Equal(1, agreement.InForce(scene.Now - Duration.FromMinutes(1))!.Number);
        scene.Wait(1);
        scene.Do(new EndAgreement(Samples.Code, 2), TestRegion.Nurse);
        Assert.Empty(scene.World.Agreements.InForce(scene.Now));
    }

    [Fact]
    public void A_signed_version_that_was_ended_before_it_began_leaves_the_one_before_in_force()
    {
        var scene = Samples.InForce(Samples.Rule(new Prefer(10)));
        var later = Good with { From = scene.Now + Duration.FromHours(5) };
        scene.Do(new WriteAgreement(Samples.Code, later), TestRegion.Manager);
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        Samples.Sign(scene);
        scene.Do(new EndAgreement(Samples.Code, 2), TestRegion.Nurse);
        scene.Wait(600);

        Assert.Equal(1, InForce(scene));
    }

    private static int InForce(Scene scene) =>
        Assert.Single(scene.World.Agreements.InForce(scene.Now)).Version.Number;

    private static AgreementStatus Status(Scene scene) =>
        scene.World.Agreements.Find(Samples.Code)!.StatusOf(Samples.Newest(scene), scene.Now);

    private static Scene Draft()
    {
        var scene = new Scene();
        scene.Do(new WriteAgreement(Samples.Code, Samples.Terms()), TestRegion.Manager);
        return scene;
    }

    private static Scene Failing()
    {
        var scene = new Scene();
        scene.Do(
            new WriteAgreement(Samples.Code, Samples.Terms() with
            {
                Examples = [Samples.Example(Samples.Nothing with { Excluded = true })],
            }),
            TestRegion.Manager);
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        return scene;
    }

    private static Scene Ended(Scene scene)
    {
        scene.Do(new EndAgreement(Samples.Code, 1), TestRegion.Manager);
        return scene;
    }

    private static Scene Superseded()
    {
        var scene = Samples.InForce();
        scene.Wait(1);
        scene.Do(new WriteAgreement(Samples.Code, Good), TestRegion.Manager);
        scene.Do(Samples.Rehearsal(scene), TestRegion.Manager);
        Samples.Sign(scene);
        return scene;
    }

    private static Attempt<WriteAgreement> Terms(
        Attempt<WriteAgreement> a, Func<AgreementTerms, AgreementTerms> change) =>
        a with { Request = a.Request with { Terms = change(a.Request.Terms) } };

    private static Attempt<WriteAgreement> First(
        Attempt<WriteAgreement> a, RuleEffect then, UnitSelection? units = null) => Terms(
        a, t => t with
        {
            Rules = t.Rules.SetItem(0, Samples.Rule(then, units) with { Name = t.Rules[0].Name }),
        });
}
