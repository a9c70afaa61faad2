using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Visits;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Visits;

/// <summary>
/// R9: a reserved act is not ordered without who prescribed it, what, why, with what, and whether
/// the patient takes anticoagulants. And no visit is ordered in the past.
/// </summary>
public sealed class OrderVisitTests
{
    internal static readonly RefusalTable<OrderVisit, OrderVisitRefusal> Order = new(
        () => new(
            VisitGallery.Scene, VisitGallery.Scene.Visit(VisitGallery.Id(At.Bare)),
            TestRegion.Desk),
        (OrderVisitRefusal.RequestUnknown, a => To(a, new(99))),
        (OrderVisitRefusal.RequestArchived, a => To(a, Gallery.Archived)),
        (OrderVisitRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (OrderVisitRefusal.StageForbids, a => To(a, Gallery.At(Stage.Judged))),
        (OrderVisitRefusal.StageForbids, a => To(a, Gallery.At(Stage.Closed))),
        (OrderVisitRefusal.OtherCare, a => To(a, Gallery.At(Stage.Agreed))),
        (OrderVisitRefusal.VisitOpen, a => To(a, VisitGallery.Id(At.Unplaced))),
        (OrderVisitRefusal.VisitOpen, a => To(a, VisitGallery.Id(At.Arrived))),
        (OrderVisitRefusal.TooManyVisits, a => To(a, VisitGallery.Id(At.Full))),
        (OrderVisitRefusal.TasksMissing, a => With(a, o => o with { Tasks = [] })),
        (OrderVisitRefusal.TasksMissing, a => With(a, o => o with { Tasks = ["fall", "fall"] })),
        (OrderVisitRefusal.TasksMissing, a => With(a, o => o with
        {
            Tasks = [.. Enumerable.Range(0, 11).Select(n => $"t{n}")],
        })),
        (OrderVisitRefusal.TaskUnknown, a => With(a, o => o with { Tasks = ["fall", "zz"] })),
        (OrderVisitRefusal.WindowOutOfRange, a => With(a, o => o with { Until = o.From })),
        (OrderVisitRefusal.WindowOutOfRange, a => With(a, o => o with
        {
            Until = o.From + Duration.FromHours(12) + Duration.Epsilon,
        })),
        (OrderVisitRefusal.WindowOutOfRange, a => With(a, o => o with
        {
            From = a.Now + Duration.FromHours(73), Until = a.Now + Duration.FromHours(74),
        })),
        (OrderVisitRefusal.WindowPassed, a => With(a, o => o with
        {
            From = a.Now - Duration.FromHours(1), Until = a.Now,
        })),
        (OrderVisitRefusal.PrescriberMissing, a => With(a, o => o with { Prescriber = null })),
        (OrderVisitRefusal.PrescriberMissing, a => With(a, o => o with
        {
            Prescriber = VisitGallery.Scene.Note(" "),
        })),
        (OrderVisitRefusal.PrescriberNotAllowed, a => With(a, o => o with
        {
            PrescriberFunction = "nurse",
        })),
        (OrderVisitRefusal.PrescriptionMissing, a => With(a, o => o with { Prescribed = null })),
        (OrderVisitRefusal.IndicationMissing, a => With(a, o => o with { Indication = null })),
        (OrderVisitRefusal.MaterialMissing, a => With(a, o => o with { Material = null })),
        (OrderVisitRefusal.AnticoagulantsMissing, a => With(a, o => o with
        {
            Anticoagulants = null,
        })),
        (OrderVisitRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    public static TheoryData<int, OrderVisitRefusal> Rows => Order.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_order_is_refused_by_the_first_rule_broken(
        int row, OrderVisitRefusal expected) => Order.Check(row, expected);

    [Fact]
    public void A_task_that_is_no_reserved_act_needs_no_prescriber()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Seeking, "house-team");
        scene.Do(
            scene.Visit(id) with
            {
                Tasks = ["fall"], Prescriber = null, PrescriberFunction = "", Prescribed = null,
                Indication = null, Material = null, Anticoagulants = null,
            },
            TestRegion.Desk);

        var order = scene.World.Visits.Last(id)!.Order;
        Assert.Empty(order.Reserved);
        Assert.Null(order.Prescription);
    }

    [Fact]
    public void Who_is_named_as_prescriber_may_prescribe_also_where_nobody_has_to() => Assert.Equal(
        OrderVisitRefusal.PrescriberNotAllowed,
        With(Order.Good(), o => o with { Tasks = ["fall"], PrescriberFunction = "" }).Refusal);

    [Theory]
    [InlineData(Anticoagulants.Yes)]
    [InlineData(Anticoagulants.No)]
    [InlineData(Anticoagulants.Unknown)]
    public void Whether_the_patient_takes_anticoagulants_is_stated_also_where_nobody_knows(
        Anticoagulants taken)
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Seeking, "house-team");
        scene.Do(scene.Visit(id) with { Anticoagulants = taken }, TestRegion.Desk);

        Assert.Equal(taken, scene.World.Visits.Last(id)!.Order.Anticoagulants);
    }

    [Fact]
    public void What_was_a_reserved_act_when_it_was_ordered_stays_one()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Agreed, "house-team");
        scene.Do(scene.Visit(id) with { Tasks = ["fall", "catheter"] }, TestRegion.Desk);

        ImmutableArray<string> reserved = scene.World.Visits.Last(id)!.Order.Reserved;
        Assert.Equal(["catheter"], reserved);
    }

    private static Attempt<OrderVisit> To(Attempt<OrderVisit> attempt, CareRequestId id) =>
        With(attempt, o => o with { Request = id });

    private static Attempt<OrderVisit> With(
        Attempt<OrderVisit> attempt, Func<OrderVisit, OrderVisit> change) =>
        attempt with { Request = change(attempt.Request) };
}
