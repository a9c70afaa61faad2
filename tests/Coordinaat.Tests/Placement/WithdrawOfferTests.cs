using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Placement;

/// <summary>A question can be taken back until it has an answer; a unit that closes is called at
/// once.</summary>
public sealed class WithdrawOfferTests
{
    private static readonly OfferId Open = Gallery.OfferOf(Stage.Asking);
    private static readonly OfferId Accepted = Gallery.OfferOf(Stage.PlaceHeld);

    internal static readonly RefusalTable<WithdrawOffer, WithdrawOfferRefusal> Withdraw = new(
        () => new(Gallery.Scene, new WithdrawOffer(Open), TestRegion.Desk),
        (WithdrawOfferRefusal.OfferUnknown, a => a with { Request = new(new OfferId(99)) }),
        (WithdrawOfferRefusal.OfferArchived, a => a with { Request = new(Gallery.ArchivedOffer) }),
        (WithdrawOfferRefusal.NotAllowed, a => a with { By = TestRegion.Nurse }),
        (WithdrawOfferRefusal.AlreadyAnswered, a => a with { Request = new(Accepted) }));

    internal static readonly RefusalTable<HurryOffer, WithdrawOfferRefusal> Hurry = new(
        () => new(Gallery.Scene, new HurryOffer(Open), Actor.System),
        (WithdrawOfferRefusal.OfferUnknown, a => a with { Request = new(default) }),
        (WithdrawOfferRefusal.OfferArchived, a => a with { Request = new(Gallery.ArchivedOffer) }),
        (WithdrawOfferRefusal.NotAllowed, a => a with { By = TestRegion.Desk }));

    internal static readonly RefusalTable<AskNext, WithdrawOfferRefusal> Next = new(
        () => new(Gallery.Scene, new AskNext(Open), Actor.System),
        (WithdrawOfferRefusal.OfferUnknown, a => a with { Request = new(default) }),
        (WithdrawOfferRefusal.OfferArchived, a => a with { Request = new(Gallery.ArchivedOffer) }),
        (WithdrawOfferRefusal.NotAllowed, a => a with { By = TestRegion.Desk }));

    public static TheoryData<int, WithdrawOfferRefusal> NextRows => Next.Rows;

    public static TheoryData<int, WithdrawOfferRefusal> WithdrawRows => Withdraw.Rows;

    public static TheoryData<int, WithdrawOfferRefusal> HurryRows => Hurry.Rows;

    [Theory]
    [MemberData(nameof(NextRows))]
    public void Asking_the_next_is_refused_by_the_first_rule_broken(
        int row, WithdrawOfferRefusal expected) => Next.Check(row, expected);

    [Theory]
    [MemberData(nameof(WithdrawRows))]
    public void Taking_back_is_refused_by_the_first_rule_broken(
        int row, WithdrawOfferRefusal expected) => Withdraw.Check(row, expected);

    [Theory]
    [MemberData(nameof(HurryRows))]
    public void Hurrying_is_refused_by_the_first_rule_broken(
        int row, WithdrawOfferRefusal expected) => Hurry.Check(row, expected);

    [Fact]
    public void Taking_the_last_question_back_ends_the_asking_and_twice_stores_nothing()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Asking);
        var other = scene.Ask(id, "villa-high");

        Assert.Equal(
            [new OfferWithdrawn(id, Open, EndsAsking: false)],
            scene.Do(new WithdrawOffer(Open), TestRegion.Desk));
        Assert.Empty(scene.Do(new WithdrawOffer(Open), TestRegion.Desk));
        scene.Wait(30);
        Assert.Equal(
            [new OfferWithdrawn(id, other, EndsAsking: true)],
            scene.Do(new WithdrawOffer(other), TestRegion.Desk));
        Assert.Equal(Stage.Seeking, scene.Find(id).Stage);
    }

    [Fact]
    public void A_stop_ends_the_wait_for_every_question_to_its_units_and_no_other()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Asking);
        var elsewhere = scene.Ask(id, "villa-high");
        var low = TestRegion.Stop(TestRegion.Unit("house-low"), 60);
        scene.Do(low, TestRegion.Nurse);
        Assert.Equal(OfferState.Open, scene.World.Placement[Open].State);
        scene.Do(
            low with { Units = [TestRegion.Unit("house-low"), TestRegion.Unit("house-high")] },
            TestRegion.Nurse);

        Assert.Equal(OfferState.Silent, scene.World.Placement[Open].State);
        Assert.Equal(OfferState.Open, scene.World.Placement[elsewhere].State);
        Assert.Equal(Stage.Asking, scene.Find(id).Stage);
        Assert.Empty(scene.Do(new HurryOffer(Open), Actor.System));

        var reaction = scene.Journal[^1];
        Assert.IsType<OfferUnanswered>(reaction.Happened);
        Assert.Equal((reaction.Number - 1, Actor.System), (reaction.Cause, reaction.By));
    }
}
