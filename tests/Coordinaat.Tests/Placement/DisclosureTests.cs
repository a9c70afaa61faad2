using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Placement;

/// <summary>
/// R14: a unit that is asked sees the need, after its yes the person, and after a no, silence or
/// withdrawal nothing. Who was not asked never sees a thing.
/// </summary>
public sealed class DisclosureTests
{
    private static readonly Dictionary<OfferState, Disclosure> OfState = new()
    {
        [OfferState.Open] = Disclosure.Need,
        [OfferState.Silent] = Disclosure.Nothing,
        [OfferState.Accepted] = Disclosure.Person,
        [OfferState.Refused] = Disclosure.Nothing,
        [OfferState.Withdrawn] = Disclosure.Nothing,
        [OfferState.Released] = Disclosure.Nothing,
    };

    public static TheoryData<OfferState> States => [.. Enum.GetValues<OfferState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void The_asked_unit_sees_what_the_state_of_its_question_allows(OfferState state)
    {
        var scene = new Scene();
        var id = scene.BringTo(
            state is OfferState.Accepted or OfferState.Released ? Stage.PlaceHeld : Stage.Asking);
        switch (state)
        {
            case OfferState.Silent:
                scene.Wait(30);
                break;
            case OfferState.Refused:
                scene.Do(scene.Answer(new(1), Reply.No), TestRegion.Nurse);
                break;
            case OfferState.Withdrawn:
                scene.Do(new WithdrawOffer(new(1)), TestRegion.Desk);
                break;
            case OfferState.Released:
                scene.Do(new ReleasePlace(id, "not-coming", null), TestRegion.Desk);
                break;
            case OfferState.Open:
            case OfferState.Accepted:
                break;
        }

        Assert.Equal(state, scene.World.Placement[new OfferId(1)].State);
        Assert.Equal(OfState[state], Of(scene, TestRegion.Nurse, id));
        Assert.Equal(Disclosure.Nothing, Of(scene, TestRegion.NurseTwo, id));
        Assert.Equal(Disclosure.Person, Of(scene, TestRegion.Desk, id));
    }

    [Fact]
    public void Of_several_questions_the_one_that_shows_most_counts()
    {
        var scene = new Scene();
        var id = scene.BringTo(Stage.Asking);
        scene.Do(scene.Answer(new(1), Reply.No), TestRegion.Nurse);
        scene.Do(
            Scene.Offer(id, "house-grz") with { Override = "own-patient" }, TestRegion.Desk);

        Assert.Equal(Disclosure.Need, Of(scene, TestRegion.Nurse, id));
    }

    [Fact]
    public void Only_desks_and_the_referrer_of_a_request_see_the_person_before_a_yes()
    {
        var scene = new Scene();
        var id = scene.Register(TestRegion.Referrer);
        var seeing = TestRegion.Actors.Where(a => Of(scene, a, id) == Disclosure.Person);

        Assert.Equal(
            [
                TestRegion.Triagist, TestRegion.Desk, TestRegion.Referrer, TestRegion.Physician,
                Actor.System,
            ],
            seeing);
        Assert.All(
            TestRegion.Actors.Except(seeing),
            a => Assert.Equal(Disclosure.Nothing, Of(scene, a, id)));
    }

    [Fact]
    public void Figures_of_the_region_show_nobody_a_person()
    {
        var scene = Gallery.Scene;

        Assert.All(
            Enum.GetValues<Stage>(),
            s => Assert.Equal(
                Disclosure.Nothing, Of(scene, TestRegion.Manager, Gallery.At(s))));
    }

    private static Disclosure Of(Scene scene, Actor by, CareRequestId id) =>
        Disclosures.Of(scene.World, by, scene.Find(id));
}
