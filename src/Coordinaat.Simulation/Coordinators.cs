using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>What the desk does next with a simulated request.</summary>
internal static class Coordinators
{
    private const string Taxi = "taxi";

    /// <summary>The next act that is due; null while everybody waits.</summary>
    public static Intent? Next(Scope scope, CareRequest request, Case simulated)
    {
        if (request.LifeThreat is not null)
        {
            return Threatened(scope, request, simulated);
        }

        if (request.Stage < Stage.Underway
            && scope.World.Placement[request.Id].Consent is { Given: Consent.No } no)
        {
            return Turns.Decline(scope, request, simulated, no);
        }

        if (scope.World.Triage[request.Id] is { Retriage: { } asked, Current: { } last }
            && RequestLife.Allows(request.Stage, Step.Judge) && request.Lead is not null)
        {
            return Again(scope, request, simulated, asked, last);
        }

        if (Advisers.Next(scope, request, simulated) is { } advice)
        {
            return advice;
        }

        return Turns.Next(scope, request, simulated) ?? request.Stage switch
        {
            Stage.Received => Receive(scope, request, simulated),
            Stage.Judged when Advisers.IsAwaited(scope, request) => null,
            Stage.Judged => Describe(scope, request, simulated),
            Stage.Seeking => Seekers.Seek(scope, request, simulated),
            Stage.Asking => Seekers.Wait(scope, request, simulated),
            Stage.PlaceHeld => Providers.Admit(scope, request, simulated),
            Stage.Agreed => Prepare(scope, request, simulated),
            Stage.TransportRequested or Stage.Underway or Stage.Arrived =>
                Providers.Travel(scope, request, simulated),
            Stage.HandedOver => Close(scope, request, simulated),
            Stage.Closed => null,
        };
    }

    /// <summary>Describes the need, for one of the kinds of care that fit.</summary>
    public static DescribeNeed NeedOf(
        Scope scope, CareRequest request, Case simulated, Actor by, int choice)
    {
        var story = simulated.Story;
        var dice = simulated.DiceFor(Roll.Need);
        var number = scope.Regions.CareTypes.NumberOf(story.CareTypes[choice]);
        var care = scope.Regions.CareTypes[number];
        var isClosed = care.Closed != ClosedUnder.None && !story.Titles.IsEmpty;
        var wishes = dice.Chance(20) ? dice.Pick(Names.Wishes) : null;
        return new DescribeNeed(
            request.Id, care.Code, story.Complexity, story.Features,
            isClosed ? dice.Pick(story.Titles) : LegalTitle.None, story.ReturnHome,
            TransportFor(scope, story, number), null, NotTo(scope, care, dice),
            wishes is null ? null : scope.Note(request, by, wishes));
    }

    /// <summary>The way to travel that can leave at this hour; empty for care at home.</summary>
    public static string TransportFor(Scope scope, Story story, int careType)
    {
        if (scope.Regions.CareTypes[careType].Setting == CareSetting.AtHome)
        {
            return "";
        }

        var code = story.Transport.Length == 0 ? Taxi : story.Transport;
        var number = scope.Regions.Transports.NumberOf(code);
        var leavesLate = scope.Now + Duration.FromHours(2);
        return number > 0 && !scope.Regions.Transports[number].Hours
                .Contains(LocalMoment.At(leavesLate))
            ? Taxi
            : code;
    }

    // Life threat comes first (R1): by voice, and then the centralist's name.
    private static Intent? Threatened(Scope scope, CareRequest request, Case simulated)
    {
        var dice = simulated.DiceFor(Roll.Threat);
        var threat = request.LifeThreat!;
        var by = request.Lead is { } lead && scope.First(a => a.Account == lead.Account) is { } who
            ? who
            : scope.CoordinatorOf(request, simulated);
        return threat.HandedOver is { } handed
            ? scope.When(
                scope.After(handed, dice, 3, 8), request, by,
                _ => new CloseCareRequest(request.Id, Ending.HandedTo112, null))
            : scope.When(
                scope.After(threat.Reported, dice, 2, 5), request, by,
                b => new HandOverLifeThreat(
                    request.Id,
                    scope.Seal(request, b, SealedField.Professional, People.Colleague(dice)),
                    null));
    }

    // Looked at again: what is worse is raised. Otherwise it is found the same, and the words of
    // before stay with the first judgement.
    private static Intent? Again(
        Scope scope, CareRequest request, Case simulated, AwaitedRetriage asked,
        TriageRecord last)
    {
        var dice = simulated.DiceFor(Roll.Triage, 2);
        var higher = asked.Reason == RetriageReason.Worse ? Turns.Higher(last.Urgency) : "";
        return scope.When(
            scope.After(asked.Since, dice, 2, 6), request,
            scope.First(a => a.Account == request.Lead!.Value.Account),
            by => higher.Length > 0
                ? new RecordTriage(
                    request.Id, "own-judgement", "1", higher, higher,
                    scope.Note(request, by, "Belde opnieuw: zieker dan bij de eerste melding."))
                : new RecordTriage(
                    request.Id, last.System, last.SystemVersion, last.Proposed, last.Urgency,
                    last.Reason is null
                        ? null
                        : scope.Note(request, by, "Opnieuw beoordeeld, onveranderd.")));
    }

    // A triagist at the post judges what the post took; what others sent is for the centre.
    private static Intent? Receive(Scope scope, CareRequest request, Case simulated)
    {
        if (request.Lead is not { } lead)
        {
            return TakeLead(scope, request, simulated, request.ReceivedAt);
        }

        var due = scope.After(
            request.ReceivedAt, request, simulated, simulated.DiceFor(Roll.Triage), 4, 8);
        var measures = simulated.DiceFor(Roll.Measured).Chance(40)
            && scope.World.Triage[request.Id].Measurements.IsEmpty;
        return scope.When(
            due, request, scope.First(a => a.Account == lead.Account),
            by => measures
                ? new RecordVitalSigns(
                    request.Id,
                    scope.Seal(
                        request, by, SealedField.VitalSigns, Patient.SignsOf(simulated).Write()),
                    null, false)
                : TriageOf(scope, request, simulated, by));
    }

    private static Intent? TakeLead(
        Scope scope, CareRequest request, Case simulated, Instant since)
    {
        var due = scope.After(since, request, simulated, simulated.DiceFor(Roll.Lead, 1), 1, 3);
        return scope.When(
            due, request, scope.CoordinatorOf(request, simulated),
            _ => new TakeLead(request.Id));
    }

    private static RecordTriage TriageOf(
        Scope scope, CareRequest request, Case simulated, Actor by)
    {
        var dice = simulated.DiceFor(Roll.Triage, 1);
        var urgency = dice.Pick(simulated.Story.Urgencies);
        var (system, version, proposed, reason) = request.Requester switch
        {
            RequesterKind.EmergencyDepartment or RequesterKind.Ward => (
                "mts", "2024", urgency is "U1" or "U2" ? "oranje" : "geel",
                "Van de SEH; vertaald na overleg met de arts."),
            RequesterKind.MentalHealth => (
                "ggz-triagewijzer", "2023",
                urgency is "U1" or "U2" ? "binnen 1 uur" : "binnen 4 uur",
                "Termijn van de GGZ-triagist, zo overgenomen."),
            RequesterKind.Midwife => ("own-judgement", "1", urgency, ""),
            _ when dice.Chance(12) => (
                "nts", "2025", urgency == "U4" ? "U5" : "U4",
                "Hoger gezet: woont alleen en niemand in de buurt."),
            _ => ("nts", "2025", urgency, ""),
        };
        return new RecordTriage(
            request.Id, system, version, proposed, urgency,
            reason.Length == 0 ? null : scope.Note(request, by, reason), FoundIn(scope, dice));
    }

    // Whoever comes to this desk was found stable, and needs a place.
    private static FoundAtTriage? FoundIn(Scope scope, Dice dice) =>
        scope.Regions.Knows(CodeList.TriageFollowUp, "place")
            ? new FoundAtTriage(
                "", new Abcd(AbcdState.Safe, AbcdState.Safe, AbcdState.Safe, AbcdState.Safe),
                dice.Chance(30), [], [], "place", false, null, null, null)
            : null;

    private static Intent? Describe(Scope scope, CareRequest request, Case simulated)
    {
        if (request.Lead is not { } lead || !scope.IsCentre(lead.Organisation))
        {
            return TakeLead(scope, request, simulated, request.StageSince);
        }

        var by = scope.CoordinatorOf(request, simulated);
        var due = scope.After(
            request.StageSince, request, simulated, simulated.DiceFor(Roll.Need, 1), 4, 8);
        if (request.Identity is null)
        {
            return scope.When(due, request, by, _ => Identify(scope, request, simulated));
        }

        return scope.When(due, request, by, b => NeedOf(scope, request, simulated, b, 0));
    }

    private static IdentifyPatient Identify(Scope scope, CareRequest request, Case simulated)
    {
        var patient = Patient.Of(
            simulated, request.ReceivedAt.InZone(LocalMoment.Zone).Date);
        var bsn = Patient.BsnOf(request.Id.Value);
        return new IdentifyPatient(
            request.Id, request.Person, bsn, patient.Band,
            new Secret(
                new SealedId(scope.Sealing.NewId()), request.Person, request.Holder,
                SealedField.Identity, Callers.IdentityText(scope, simulated, patient, bsn)));
    }

    private static ImmutableArray<string> NotTo(Scope scope, CareType care, Dice dice)
    {
        if (care.Setting != CareSetting.Admission || !dice.Chance(5))
        {
            return [];
        }

        var owners = scope.Regions.Units.All
            .Where(u => scope.Regions.CareTypes[u.CareType.Value] == care)
            .Select(u => scope.Regions.Locations[u.Location.Value].Organisation)
            .Distinct().ToArray();
        return owners.Length < 3
            ? []
            : [scope.Regions.Organisations[dice.Pick(owners).Value].Code];
    }

    // The condition, the patient's own answer (R5), and then the journey.
    private static Intent? Prepare(Scope scope, CareRequest request, Case simulated)
    {
        var (search, since) = (scope.World.Placement[request.Id], request.StageSince);
        var unit = scope.World.Placement.FindAccepted(request.Id)!.Unit;
        var by = scope.CoordinatorOf(request, simulated);
        if (!search.ConditionMet)
        {
            return scope.When(
                Due(Roll.Condition, 3, 8), request, by, _ => new ConfirmCondition(request.Id));
        }

        if (scope.Regions.Describe(unit).CareType.Setting == CareSetting.AtHome)
        {
            return Providers.Travel(scope, request, simulated);
        }

        if (search.Consent is null)
        {
            return scope.When(
                Due(Roll.Consent, 3, 8), request, by, _ => ConsentOf(request, simulated));
        }

        return scope.When(
            Due(Roll.Transport, 5, 11), request, by,
            b => TransportOf(scope, request, simulated, b));

        Instant Due(Roll roll, int low, int high) =>
            scope.After(since, request, simulated, simulated.DiceFor(roll), low, high);
    }

    private static RecordConsent ConsentOf(CareRequest request, Case simulated)
    {
        var draw = simulated.DiceFor(Roll.Consent, 1).Below(100);
        return simulated.Course == Course.Declines
            ? new RecordConsent(request.Id, Consent.No, draw < 30, "")
            : draw switch
            {
                < 4 => new RecordConsent(request.Id, Consent.NotAsked, false, "incapacitated"),
                < 20 => new RecordConsent(request.Id, Consent.Yes, true, ""),
                _ => new RecordConsent(request.Id, Consent.Yes, false, ""),
            };
    }

    private static RequestTransport TransportOf(
        Scope scope, CareRequest request, Case simulated, Actor by)
    {
        var judgement = scope.World.Triage[request.Id];
        var need = judgement.Need!;
        var kind = need.Transport.Length == 0 ? Taxi : need.Transport;
        var number = scope.Regions.Transports.NumberOf(kind);
        if (number == 0 || !scope.Regions.Transports[number].IsAmbulance)
        {
            return new RequestTransport(request.Id, kind, "", null, "");
        }

        var urgency = judgement.Urgency is "U0" or "U1" ? "A1"
            : judgement.Urgency == "U2" ? "A2"
            : need.Complexity == Complexity.High ? "B1" : "B2";
        var dice = simulated.DiceFor(Roll.Transport, 1);
        return new RequestTransport(
            request.Id, kind, urgency,
            scope.Seal(request, by, SealedField.Professional, People.Doctor(dice)), "doctor");
    }

    private static Intent? Close(Scope scope, CareRequest request, Case simulated)
    {
        var due = scope.After(
            request.StageSince, request, simulated, simulated.DiceFor(Roll.Close), 4, 15);
        return scope.When(
            due, request, scope.CoordinatorOf(request, simulated),
            _ => new CloseCareRequest(request.Id, Ending.Placed, null));
    }
}
