using Coordinaat.Domain.Access;
using Coordinaat.Domain.Placement;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Placement;

/// <summary>A clock runs while a question is out or a patient is expected, and no longer.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public void A_request_has_a_clock_exactly_while_it_waits_for_an_answer_or_an_arrival()
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var deadline = Deadline.Of(
                Gallery.Scene.World.Placement, Gallery.Scene.Find(Gallery.At(stage)));

            Assert.Equal(stage is >= Stage.Asking and < Stage.Arrived, deadline is not null);
        }
    }

    [Fact]
    public void The_first_question_that_runs_out_is_the_clock_and_the_next_follows()
    {
        var scene = Gallery.Scene;
        var id = Gallery.At(Stage.Asking);
        var first = scene.World.Placement[Gallery.OfferOf(Stage.Asking)].AnswerBy;
        scene.Wait(10);
        var asked = scene.Ask(id, "villa-high");
        var second = scene.World.Placement[asked].AnswerBy;
        Assert.Equal(new Deadline(first, id), Deadline.Of(scene.World.Placement, scene.Find(id)));

        scene.WaitUntil(first);
        Assert.Equal(new Deadline(second, id), Deadline.Of(scene.World.Placement, scene.Find(id)));
        scene.WaitUntil(second);
        Assert.Null(Deadline.Of(scene.World.Placement, scene.Find(id)));
        Assert.Equal(
            [first, second],
            scene.Journal.Where(r => r.Happened is OfferUnanswered).Select(r => r.At));
    }

    [Fact]
    public void Clocks_are_ordered_by_time_and_then_by_request()
    {
        var now = TestRegion.Start;
        Deadline[] deadlines =
        [
            new(now, new(2)), new(now + Duration.FromSeconds(1), new(1)), new(now, new(1)),
        ];

        Assert.Equal([deadlines[2], deadlines[0], deadlines[1]], deadlines.Order());
    }
}
