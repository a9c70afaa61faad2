using Coordinaat.Domain.Access;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Roster;

namespace Coordinaat.Simulation;

/// <summary>The desk asks a colleague of another discipline, who answers; the desk reads it
/// (FR-T6). Only who is on the roster is asked.</summary>
internal static class Advisers
{
    // In percent of the cases; nothing here is a measured share.
    private const int Asked = 14;
    private const int Silent = 20;

    /// <summary>What is due between the desk and a colleague; null when nothing is.</summary>
    public static Intent? Next(Scope scope, CareRequest request, Case simulated)
    {
        var file = scope.World.Consultation[request.Id];
        return file.All is not [var asked, ..] ? Ask(scope, request, simulated)
            : asked.IsAwaited ? Answer(scope, request, simulated, asked)
            : file.UnreadSince(asked.Round, LeadOf(request)) is not { } since ? null
            : scope.When(
                scope.After(since, simulated.DiceFor(Roll.Colleague, 4), 1, 4), request,
                scope.CoordinatorOf(request, simulated),
                _ => new ReadAdvice(request.Id, asked.Round));
    }

    /// <summary>Whether the desk waits for a colleague before it goes on.</summary>
    public static bool IsAwaited(Scope scope, CareRequest request) =>
        scope.World.Consultation[request.Id].All.Any(c => c.IsAwaited);

    // The one that a new demo keeps at this stage asks too, so that there is a question to see.
    private static Intent? Ask(Scope scope, CareRequest request, Case simulated)
    {
        var asks = simulated.Hurry == Stage.Judged
            || (simulated.Hurry == 0 && simulated.DiceFor(Roll.Colleague).Chance(Asked));
        if (!asks || request.Stage != Stage.Judged
            || request.Lead is not { } lead || !scope.IsCentre(lead.Organisation)
            || ColleagueFor(scope, request, simulated) is not { } colleague)
        {
            return null;
        }

        return scope.When(
            scope.After(
                request.StageSince, request, simulated, simulated.DiceFor(Roll.Colleague, 1), 1,
                3),
            request, scope.CoordinatorOf(request, simulated),
            by => new AskConsultation(
                request.Id, [colleague],
                scope.Note(request, by, IsOfTheMind(simulated)
                    ? "Kan dit tot morgen wachten, of moet er vanavond iemand beoordelen?"
                    : "Kan de wijkverpleging vanavond helpen, zodat thuisblijven lukt?")));
    }

    // Who stays silent is called when the time is over, and answers then.
    private static Intent? Answer(
        Scope scope, CareRequest request, Case simulated, AskedConsultation asked)
    {
        var dice = simulated.DiceFor(Roll.Colleague, 2);
        var words = IsOfTheMind(simulated)
            ? "Vanavond beoordelen op de post, samen met wie erbij is. Wij bellen vooraf."
            : "Vanavond één keer langs kan; voor vannacht is een plek met toezicht beter.";
        return !dice.Chance(Silent)
            ? scope.When(
                scope.After(asked.AskedAt, dice, 3, 9), request,
                scope.Of(asked.Organisation, Roles.Consultant),
                by => new AnswerConsultation(
                    request.Id, asked.Number, scope.Note(request, by, words), "", null))
            : asked.IsOverdue
                ? scope.When(
                    scope.After(asked.AnswerBy, dice, 1, 5), request,
                    scope.CoordinatorOf(request, simulated),
                    by => new AnswerConsultation(
                        request.Id, asked.Number, scope.Note(request, by, words), "",
                        scope.Seal(
                            request, by, SealedField.Professional, People.Colleague(dice))))
                : null;
    }

    private static Colleague? ColleagueFor(Scope scope, CareRequest request, Case simulated)
    {
        var discipline = IsOfTheMind(simulated) ? "mh-triage" : "district-nurse";
        var reached = Reachable.Now(scope.World, request.Subregion, scope.Now)
            .Where(r => r.Discipline == discipline
                && scope.Of(r.Organisation, Roles.Consultant) is not null)
            .Select(r => (OrganisationId?)r.Organisation).FirstOrDefault();
        return reached is { } organisation ? new Colleague(discipline, organisation) : null;
    }

    private static bool IsOfTheMind(Case simulated) =>
        simulated.Story.CareTypes[0] is "mh-assessment" or "mh-bed-open" or "mh-bed-closed"
            or "iht";

    private static AccountId LeadOf(CareRequest request) => request.Lead?.Account ?? default;
}
