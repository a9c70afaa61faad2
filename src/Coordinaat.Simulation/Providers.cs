using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>How providers answer, admit, and take patients in.</summary>
internal static class Providers
{
    private static readonly WeekHours Night =
        new(new DayHours(1_320, 420), new DayHours(1_320, 420));

    private static readonly ImmutableArray<(string Code, string Words)> Reasons =
    [
        ("no-staff", "Twee zieken in deze dienst."), ("no-staff", ""),
        ("too-complex", "Zoveel hulp kunnen we in de nacht niet geven."), ("too-complex", ""),
        ("no-admitting-doctor", "Arts is pas morgen weer bereikbaar."),
        ("behaviour", "Onrust past nu niet op deze afdeling."),
        ("isolation-room", ""), ("medication-equipment", "Geen tillift vrij."),
        ("contract-or-ceiling", ""), ("incomplete-information", "Medicatielijst ontbreekt nog."),
        ("bed-given-away", "Net vergeven aan een eigen patiënt."),
    ];

    private static readonly ImmutableArray<string> Conditions =
    [
        "Mits de medicatie voor drie dagen meekomt.", "Mits de huisarts bereikbaar blijft.",
        "Mits familie de eerste avond kan blijven.", "Mits de overdracht er is voor vertrek.",
        "Mits er vervoer is voor het eind van de dienst.",
    ];

    private enum Manner
    {
        Yes = 1,
        YesIf,
        No,
        Silent,
    }

    /// <summary>The answer to a question that is out: on screen, or called for by the desk.
    /// </summary>
    public static Intent? Answer(Scope scope, CareRequest request, Case simulated, Offer offer)
    {
        if (offer.State == OfferState.Silent)
        {
            return Call(scope, request, simulated, offer);
        }

        var manner = MannerOf(scope, request, simulated, offer);
        var due = AnsweredAt(scope, request, simulated, offer);
        var by = scope.Of(scope.Regions.OwnerOf(offer.Unit), Roles.ProviderDesk);
        return manner == Manner.Silent || by is null || due > scope.Now
            ? null
            : Reported(scope, offer, by.Value, due)
                ?? scope.When(due, request, by, b => Write(
                    scope, request, b, offer, Possible(scope, offer, manner), null));
    }

    /// <summary>Names the two doctors (R3).</summary>
    public static Intent? Admit(Scope scope, CareRequest request, Case simulated)
    {
        var unit = scope.World.Placement.FindAccepted(request.Id)!.Unit;
        var due = scope.After(
            request.StageSince, request, simulated, simulated.DiceFor(Roll.Doctors), 4, 10);
        var dice = simulated.DiceFor(Roll.Doctors, 1);
        var care = scope.Regions.Describe(unit).CareType;
        var function = scope.Regions.Knows(CodeList.AdmittingFunction, care.Responsible)
            ? care.Responsible
            : "medical-specialist";
        return scope.When(due, request, PartyOf(scope, request, simulated, unit), by =>
            new ConfirmAdmission(
                request.Id,
                scope.Seal(request, by, SealedField.Professional, People.Doctor(dice)),
                People.SendingFunction(request.Requester),
                scope.Seal(request, by, SealedField.Professional, People.Doctor(dice)), function));
    }

    /// <summary>Departure, arrival and the accepted handover (R4).</summary>
    public static Intent? Travel(Scope scope, CareRequest request, Case simulated)
    {
        var offer = scope.World.Placement.FindAccepted(request.Id)!;
        var by = PartyOf(scope, request, simulated, offer.Unit);
        if (request.Stage == Stage.Arrived)
        {
            return PlaceParties.AwaitsDoctors(scope.World, request.Id)
                ? Admit(scope, request, simulated)
                : scope.When(
                    After(Roll.Handover, 4, 12), request, by,
                    b => Accept(scope, request, simulated, b, offer.Unit));
        }

        if (request.Stage == Stage.Underway)
        {
            var isLate = simulated.DiceFor(Roll.Arrival, 1).Chance(4);
            var low = Math.Max(5, offer.TravelMinutes) + (isLate ? 40 : 0);
            return scope.When(
                After(Roll.Arrival, low, low + (low / 4)), request, by,
                _ => new RecordArrival(request.Id, null));
        }

        var kind = scope.Regions.Transports.NumberOf(scope.World.Transport[request.Id].Kind);
        var lead = kind == 0 ? 10 : scope.Regions.Transports[kind].LeadMinutes;
        return scope.When(
            After(Roll.Departure, Math.Max(5, lead * 2 / 3), lead + 5), request, by,
            _ => new RecordDeparture(request.Id, null));

        // Wheels turn no faster for the urgent: that is in the way of travelling already.
        Instant After(Roll roll, int low, int high) => simulated.HurriesIn(request.Stage)
            ? request.StageSince
            : scope.After(request.StageSince, simulated.DiceFor(roll), low, high);
    }

    private static Actor? PartyOf(
        Scope scope, CareRequest request, Case simulated, UnitId unit) =>
        scope.Of(scope.Regions.OwnerOf(unit), Roles.ProviderDesk)
            ?? scope.CoordinatorOf(request, simulated);

    private static AcceptHandover Accept(
        Scope scope, CareRequest request, Case simulated, Actor by, UnitId unit)
    {
        var dice = simulated.DiceFor(Roll.Handover, 1);
        return new AcceptHandover(
            request.Id, scope.Seal(request, by, SealedField.Professional, People.Colleague(dice)),
            People.ReceivingFunction(scope.Regions.Describe(unit).CareType), null);
    }

    // The answer time is a clock of the product and does not go faster: at any speed an answer
    // comes well inside it.
    private static Instant AnsweredAt(
        Scope scope, CareRequest request, Case simulated, Offer offer)
    {
        var dice = simulated.DiceFor(Roll.Answer, offer.Id.Value);
        var due = scope.After(offer.At, request, simulated, dice, 3, 12);
        var latest = offer.At + ((offer.AnswerBy - offer.At) * 3 / 5);
        return due < latest ? due : latest;
    }

    private static Manner MannerOf(
        Scope scope, CareRequest request, Case simulated, Offer offer)
    {
        if (simulated.HurriesIn(request.Stage) || offer.Override == "agreed-by-phone")
        {
            return Manner.Yes;
        }

        var isFirst = scope.World.Placement[request.Id].Offers[0] == offer.Id;
        if (simulated.IsSilent && isFirst)
        {
            return Manner.Silent;
        }

        // In the night nobody in a nursing home watches a screen (R2).
        var sector = scope.Regions.Describe(offer.Unit).Organisation.Sector;
        var isNight = Night.Contains(LocalMoment.At(offer.At));
        var silent = isNight && sector == Sector.HomeAndNursing ? 35 : 6;
        var draw = simulated.DiceFor(Roll.Reply, offer.Unit.Value).Below(100);
        return draw < silent ? Manner.Silent
            : draw < silent + 14 ? Manner.No
            : draw < silent + 22 ? Manner.YesIf
            : Manner.Yes;
    }

    // With figures that are too old a place was promised already: new figures come first.
    private static Intent? Reported(Scope scope, Offer offer, Actor by, Instant due)
    {
        var (_, _, _, care) = scope.Regions.Describe(offer.Unit);
        var pool = scope.World.Capacity[scope.Regions.Units[offer.Unit.Value].Pool];
        return offer.Override.Length > 0 || pool.Claims.IsEmpty
            || Availability.Of(pool, care, scope.Now).IsKnown
                ? null
                : Keepers.Report(scope, offer.Unit, by, due);
    }

    private static Manner Possible(Scope scope, Offer offer, Manner manner)
    {
        var (unit, _, _, care) = scope.Regions.Describe(offer.Unit);
        var availability = Availability.Of(scope.World.Capacity[unit.Pool], care, scope.Now);
        return offer.Override.Length == 0 && availability is { IsKnown: true, Places: <= 0 }
            ? Manner.No
            : manner;
    }

    // Silence: the desk calls, and records who said what (R2).
    private static Intent? Call(Scope scope, CareRequest request, Case simulated, Offer offer)
    {
        var since = offer.AnswerBy <= scope.Now ? offer.AnswerBy : offer.At;
        var due = scope.After(
            since, request, simulated, simulated.DiceFor(Roll.Call, offer.Id.Value), 2, 6);
        var by = scope.CoordinatorOf(request, simulated);
        if (due > scope.Now || by is not { } actor)
        {
            return null;
        }

        var dice = simulated.DiceFor(Roll.Call, 100_000 + offer.Id.Value);
        var draw = dice.Below(100);
        var said = draw < 62 ? Manner.Yes : draw < 72 ? Manner.YesIf : Manner.No;
        var function = dice.Pick(["verpleegkundige", "teamleider", "verzorgende", "achterwacht"]);
        var spoken = $"{People.Colleague(dice)}, {function}";
        return Reported(scope, offer, actor, due) ?? scope.When(due, request, by, b => Write(
            scope, request, b, offer, Possible(scope, offer, said), spoken));
    }

    private static AnswerOffer Write(
        Scope scope, CareRequest request, Actor by, Offer offer, Manner manner, string? spoken)
    {
        var dice = new Dice((ulong)offer.Id.Value, (ulong)Roll.Reply, (ulong)request.Id.Value);
        var isFull = Possible(scope, offer, Manner.Yes) == Manner.No;
        var (code, words) = isFull ? ("bed-given-away", "") : dice.Pick(Reasons);
        var (reply, reason, text) = manner switch
        {
            Manner.Yes => (Reply.Yes, "", ""),
            Manner.YesIf => (Reply.YesIf, "", dice.Pick(Conditions)),
            Manner.No => (Reply.No, code, words),
            Manner.Silent => throw new InvalidOperationException("Silence is no answer."),
        };
        return new AnswerOffer(
            offer.Id, reply, reason, text.Length == 0 ? null : scope.Note(request, by, text),
            spoken is null ? null : scope.Seal(request, by, SealedField.Professional, spoken));
    }
}
