using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Transport;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Access;

/// <summary>
/// What is not in the table does not happen: no event takes such a step, and every use case
/// refuses where the table has no move, and only there.
/// </summary>
public sealed class RequestLifeTests
{
    private static readonly Dictionary<Step, Func<Scene, CareRequestId, Request>> UseCases = new()
    {
        [Step.Judge] = (_, id) => Scene.Triage(id),
        [Step.DescribeNeed] = (_, id) => Scene.Need(id),
        [Step.Offer] = (_, id) => Scene.Offer(id),
        [Step.Agree] = (s, id) => s.Doctors(id),
        [Step.ReleasePlace] = (_, id) => new ReleasePlace(id, "not-coming", null),
        [Step.RequestTransport] = (_, id) => new RequestTransport(id, "own", "", null, ""),
        [Step.NoTransport] = (_, id) =>
            new ReportRide(id, RideStatus.NoTransport, null, "ehgv", null),
        [Step.Depart] = (_, id) => new RecordDeparture(id, null),
        [Step.Arrive] = (_, id) => new RecordArrival(id, null),
        [Step.HandOver] = (s, id) => s.Handover(id),
        [Step.Close] = (_, id) => new CloseCareRequest(id, Ending.Died, null),
    };

    [Theory]
    [InlineData(Stage.Received, "Judge-Judged Close-Closed")]
    [InlineData(Stage.Judged, "Judge-Judged DescribeNeed-Seeking Close-Closed")]
    [InlineData(
        Stage.Seeking, "Judge-Seeking DescribeNeed-Seeking Offer-Asking Close-Closed")]
    [InlineData(
        Stage.Asking,
        "Judge-Asking Offer-Asking EndOffers-Seeking HoldPlace-PlaceHeld Close-Closed")]
    [InlineData(
        Stage.PlaceHeld,
        "Judge-PlaceHeld Agree-Agreed ReleasePlace-Seeking Depart-Underway Arrive-Arrived "
        + "Close-Closed")]
    [InlineData(
        Stage.Agreed,
        "Judge-Agreed ReleasePlace-Seeking RequestTransport-TransportRequested Depart-Underway "
        + "Arrive-Arrived Close-Closed")]
    [InlineData(
        Stage.TransportRequested,
        "Judge-TransportRequested ReleasePlace-Seeking RequestTransport-TransportRequested "
        + "NoTransport-Agreed Depart-Underway Arrive-Arrived Close-Closed")]
    [InlineData(
        Stage.Underway,
        "Judge-Underway Agree-Underway ReleasePlace-Seeking Arrive-Arrived Close-Closed")]
    [InlineData(
        Stage.Arrived,
        "Judge-Arrived Agree-Arrived ReleasePlace-Seeking HandOver-HandedOver Close-Closed")]
    [InlineData(Stage.HandedOver, "Close-Closed")]
    [InlineData(Stage.Closed, "")]
    public void These_moves_exist_and_all_others_throw(Stage from, string moves)
    {
        var allowed = moves.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(m => m.Split('-'))
            .ToDictionary(m => Enum.Parse<Step>(m[0]), m => Enum.Parse<Stage>(m[1]));
        foreach (var step in Enum.GetValues<Step>())
        {
            Assert.Equal(allowed.ContainsKey(step), RequestLife.Allows(from, step));
            if (allowed.TryGetValue(step, out var to))
            {
                Assert.Equal(to, RequestLife.Next(from, step));
            }
            else
            {
                Assert.Throws<InvalidOperationException>(() => RequestLife.Next(from, step));
            }
        }

        Assert.Equal(
            allowed.Select(a => (from, a.Key, a.Value)),
            RequestLife.All.Where(m => m.From == from));
    }

    [Fact]
    public void Every_stage_can_be_reached_and_every_open_stage_can_be_closed()
    {
        var reached = new HashSet<Stage> { Stage.Received };
        while (RequestLife.All.Any(m => reached.Contains(m.From) && reached.Add(m.To)))
        {
            // Until nothing new is reached.
        }

        Assert.Equal(Enum.GetValues<Stage>().ToHashSet(), reached);
        Assert.All(
            Enum.GetValues<Stage>(),
            s => Assert.Equal(s != Stage.Closed, RequestLife.Allows(s, Step.Close)));
    }

    [Fact]
    public void A_closed_request_allows_nothing() =>
        Assert.DoesNotContain(RequestLife.All, m => m.From == Stage.Closed);

    public static TheoryData<Step> StepsOfUseCases => [.. UseCases.Keys];

    [Theory]
    [MemberData(nameof(StepsOfUseCases))]
    public void A_use_case_refuses_the_stage_exactly_where_the_table_has_no_move(Step step)
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var request = UseCases[step](Gallery.Scene, Gallery.At(stage));
            var refusal = Gallery.Scene.Try(request, TestRegion.Desk)?.ToString();

            Assert.True(
                RequestLife.Allows(stage, step) != refusal is "StageForbids" or "OffersOpen",
                $"{step} at {stage}: {refusal ?? "taken"}");
        }
    }

    [Fact]
    public void Every_step_has_a_use_case_in_the_test_above_or_is_an_answer_to_an_offer() =>
        Assert.Equal(
            [Step.EndOffers, Step.HoldPlace],
            Enum.GetValues<Step>().Where(s => !UseCases.ContainsKey(s)));

    [Theory]
    [InlineData(Reply.Yes)]
    [InlineData(Reply.No)]
    public void An_answer_is_taken_exactly_while_a_question_is_out(Reply reply)
    {
        foreach (var stage in Enum.GetValues<Stage>().Where(s => s >= Stage.Asking))
        {
            var scene = Gallery.Scene;
            var refusal = scene.Try(
                scene.Answer(Gallery.OfferOf(stage), reply), TestRegion.Desk);

            Assert.Equal(
                stage == Stage.Asking ? null : AnswerOfferRefusal.AlreadyAnswered, refusal);
        }
    }
}
