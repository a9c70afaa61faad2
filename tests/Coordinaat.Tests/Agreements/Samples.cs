using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Agreements;

/// <summary>Agreements of the test region's north, in force or on their way.</summary>
internal static class Samples
{
    public const string Code = "elv-avond";

    public static readonly UnitSelection House = new(["house-high"], [], [], []);

    public static AgreementTerms Terms(params AgreementRule[] rules) => new(
        "ELV in de avond", "Zo spraken we het af.", ["north"], ["nursing", "office"],
        TestRegion.Start, null, [.. rules], []);

    public static AgreementRule Rule(RuleEffect then, UnitSelection? units = null) => new(
        then.GetType().Name, RuleCondition.Always with { Units = units ?? UnitSelection.All },
        then);

    public static DryRunSummary Summary => new(TestRegion.Start, 3, 1, 1, -12);

    public static AgreementVersion Newest(Scene scene, string code = Code) =>
        scene.World.Agreements.Find(code)!.Newest;

    public static RehearseAgreement Rehearsal(Scene scene, string code = Code) => new(
        code, Newest(scene, code).Number, Newest(scene, code).WrittenAt, Summary);

    public static SignAgreement Signing(Scene scene, string code = Code) => new(
        code, Newest(scene, code).Number, Newest(scene, code).WrittenAt);

    /// <summary>A draft that can be signed.</summary>
    public static Scene Rehearsed(params AgreementRule[] rules)
    {
        var scene = new Scene();
        scene.Do(new WriteAgreement(Code, Terms(rules)), TestRegion.Manager);
        scene.Do(Rehearsal(scene), TestRegion.Manager);
        return scene;
    }

    /// <summary>In force in the north.</summary>
    public static Scene InForce(params AgreementRule[] rules)
    {
        var scene = Rehearsed(rules);
        Sign(scene);
        return scene;
    }

    public static void Sign(Scene scene)
    {
        scene.Do(Signing(scene), TestRegion.Manager);
        scene.Do(Signing(scene), TestRegion.Nurse);
    }

    public static AgreementExample Example(ExpectedOutcome expected) => new(
        "Mevrouw van 84", TestRegion.Start, "elv-high", "U3", AgeBand.Oldest, RequesterKind.Gp,
        "own", "north", 0, "house-high", expected);

    public static ExpectedOutcome Nothing { get; } = new(null, null, null, null, null, null);
}
