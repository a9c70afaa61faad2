using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Simulation;

/// <summary>What comes between: a case that does not run straight to a place.</summary>
internal static class Turns
{
    /// <summary>The turn that is due; null when the case goes on as usual.</summary>
    public static Intent? Next(Scope scope, CareRequest request, Case simulated) =>
        simulated.Course switch
        {
            Course.Advice => Advise(scope, request, simulated),
            Course.Withdrawn when request.Stage <= Stage.Agreed =>
                End(scope, request, simulated, Ending.Withdrawn, 12, 40),
            Course.Elsewhere when request.Stage is > Stage.Received and <= Stage.Asking =>
                End(scope, request, simulated, Ending.Elsewhere, 15, 45),
            Course.Died when request.Stage < Stage.Arrived =>
                End(scope, request, simulated, Ending.Died, 25, 100),
            Course.ThreatLater when request.Stage is > Stage.Received and <= Stage.Asking =>
                Worsen(scope, request, simulated),
            Course.PlaceLost => LosePlace(scope, request, simulated),
            Course.Raised when request.Stage is Stage.Seeking or Stage.Asking =>
                Raise(scope, request, simulated),
            Course.Placed or Course.Withdrawn or Course.Elsewhere or Course.Died
                or Course.ThreatAtOnce or Course.ThreatLater or Course.Declines
                or Course.Raised => null,
        };

    private static Intent? Advise(Scope scope, CareRequest request, Case simulated)
    {
        var lead = request.Lead is { } found
            ? scope.First(a => a.Account == found.Account)
            : null;
        return request.Stage != Stage.Judged
            ? null
            : scope.When(
                scope.After(
                    request.StageSince, request, simulated, simulated.DiceFor(Roll.Turn), 2, 5),
                request, lead,
                by => new CloseCareRequest(
                    request.Id, Ending.Advice,
                    scope.Note(request, by, simulated.Story.Advice)));
    }

    // Who sent the patient takes the request back; if that was nobody with a desk, the centre
    // records it.
    private static Intent? End(
        Scope scope, CareRequest request, Case simulated, Ending ending, int low, int high)
    {
        var by = ending == Ending.Withdrawn
            && scope.Of(request.Holder, Roles.Desk | Roles.Referrer) is { } holder
                ? holder
                : scope.CoordinatorOf(request, simulated);
        var words = ending switch
        {
            Ending.Withdrawn => "Niet meer nodig: het gaat beter dan gedacht.",
            Ending.Elsewhere => "Familie vangt het vannacht zelf op; huisarts is op de hoogte.",
            Ending.Died => "Overleden in het bijzijn van familie.",
            Ending.Placed or Ending.Advice or Ending.HandedTo112 or Ending.NoPlace
                or Ending.Merged => "",
        };
        return scope.When(
            scope.After(request.ReceivedAt, simulated.DiceFor(Roll.Turn), low, high), request, by,
            b => new CloseCareRequest(request.Id, ending, scope.Note(request, b, words)));
    }

    private static Intent? Worsen(Scope scope, CareRequest request, Case simulated) =>
        scope.When(
            scope.After(request.ReceivedAt, simulated.DiceFor(Roll.Turn), 8, 30), request,
            scope.CoordinatorOf(request, simulated), _ => new ReportLifeThreat(request.Id));

    /// <summary>
    /// "Not to be moved" is the patient's own (R5), whoever recorded it: the place goes back, and
    /// nothing else happens.
    /// </summary>
    public static Intent? Decline(
        Scope scope, CareRequest request, Case simulated, ConsentRecord no)
    {
        var isHeld = RequestLife.Allows(request.Stage, Step.ReleasePlace);
        var since = isHeld ? no.At : request.StageSince;
        var dice = simulated.DiceFor(Roll.Turn, isHeld ? 1 : 2);
        return scope.When(
            scope.After(since, dice, 4, 10), request, scope.CoordinatorOf(request, simulated),
            by => isHeld
                ? new ReleasePlace(
                    request.Id, "patient-declines",
                    scope.Note(request, by, "Wil toch liever thuis blijven."))
                : new CloseCareRequest(
                    request.Id, Ending.Elsewhere,
                    scope.Note(request, by, "Blijft thuis; eigen wijkverpleging komt langs.")));
    }

    private static Intent? LosePlace(Scope scope, CareRequest request, Case simulated)
    {
        var wasLost = scope.World.Placement.ListOffers(request.Id)
            .Any(o => o.State == OfferState.Released);
        if (wasLost || request.Stage is not (Stage.Agreed or Stage.TransportRequested))
        {
            return null;
        }

        var unit = scope.World.Placement.FindAccepted(request.Id)!.Unit;
        return scope.When(
            scope.After(request.StageSince, simulated.DiceFor(Roll.Turn), 2, 7), request,
            scope.Of(scope.Regions.OwnerOf(unit), Roles.ProviderDesk),
            by => new ReleasePlace(
                request.Id, "unit-withdraws",
                scope.Note(request, by, "Collega van de nacht is ziek: plek kan niet doorgaan.")));
    }

    /// <summary>The urgency above one; empty where there is none that a call alone would give.
    /// </summary>
    public static string Higher(string urgency) => urgency switch
    {
        "U5" => "U4", "U4" => "U3", "U3" => "U2", _ => "",
    };

    // Somebody calls again: it is worse. What that means for the urgency a person decides (R7).
    private static Intent? Raise(Scope scope, CareRequest request, Case simulated)
    {
        var judged = scope.World.Triage[request.Id];
        if (!judged.Contacts.IsEmpty || Higher(judged.Urgency).Length == 0)
        {
            return null;
        }

        return scope.When(
            scope.After(request.ReceivedAt, simulated.DiceFor(Roll.Turn), 14, 30), request,
            scope.CoordinatorOf(request, simulated),
            by => new AddContact(
                request.Id, request.Requester, Channel.Phone, IsWorse: true,
                scope.Seal(request, by, SealedField.Contact, AgainOf(scope, request, simulated)),
                scope.Note(request, by, "Het gaat slechter: kortademiger en suffer.")));
    }

    private static string AgainOf(Scope scope, CareRequest request, Case simulated) =>
        scope.Sealing.WriteContact(Callers.ContactOf(
            scope, simulated,
            Patient.Of(simulated, request.ReceivedAt.InZone(LocalMoment.Zone).Date),
            request.Requester, "Nog op dezelfde plek", simulated.DiceFor(Roll.Turn, 1)));
}
