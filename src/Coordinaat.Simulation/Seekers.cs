using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Simulation;

/// <summary>How coordinators look for a place: the first candidate, and after a no the next.
/// </summary>
internal static class Seekers
{
    private const int OffersMax = 12;
    private const int RankedMost = 100;

    private static readonly ImmutableArray<string> Overrides =
        ["patient-wish", "family-nearby", "known-patient", "fair-share"];

    /// <summary>Asks a unit, widens the need, or gives up when patience is over.</summary>
    public static Intent? Seek(Scope scope, CareRequest request, Case simulated)
    {
        var asked = scope.World.Placement[request.Id].Offers.Length;
        var due = scope.After(
            request.StageSince, request, simulated, simulated.DiceFor(Roll.Ask, asked), 1, 4);
        if (due > scope.Now)
        {
            return null;
        }

        var by = scope.CoordinatorOf(request, simulated);
        var need = scope.World.Triage[request.Id].Need!;
        var ranking = Rank(scope, request, simulated, need);
        if (asked < OffersMax && Choose(scope, request, simulated, ranking, asked) is { } choice)
        {
            return scope.When(
                due, request, by, b => Ask(scope, request, simulated, b, choice, ranking));
        }

        if (NextCare(scope, simulated, need) is var wider and > 0)
        {
            return scope.When(
                due, request, by,
                b => Coordinators.NeedOf(scope, request, simulated, b, wider));
        }

        return Insist(scope, request, simulated, need, ranking) is { } full
            ? scope.When(due, request, by, b => Ask(scope, request, simulated, b, full, ranking))
            : GiveUp(scope, request, simulated, by);
    }

    /// <summary>While questions are out: the answers, a call, a remark, or one more question.
    /// </summary>
    public static Intent? Wait(Scope scope, CareRequest request, Case simulated)
    {
        Intent? first = null;
        foreach (var offer in scope.World.Placement.ListOffers(request.Id))
        {
            if (offer.IsPending && Providers.Answer(scope, request, simulated, offer) is { } answer
                && (first is null || answer.Due < first.Due))
            {
                first = answer;
            }
        }

        return first ?? Remark(scope, request, simulated) ?? AskBeside(scope, request, simulated);
    }

    private static Intent? Remark(Scope scope, CareRequest request, Case simulated)
    {
        var dice = simulated.DiceFor(Roll.Words, 1);
        return !request.Notes.IsEmpty || !dice.Chance(20)
            ? null
            : scope.When(
                scope.After(request.StageSince, request, simulated, dice, 1, 4), request,
                scope.CoordinatorOf(request, simulated),
                by => new AddNote(request.Id, scope.Note(request, by, dice.Pick(Names.Remarks))));
    }

    // After a while without an answer the next unit is asked beside the first.
    private static Intent? AskBeside(Scope scope, CareRequest request, Case simulated)
    {
        var offers = scope.World.Placement.ListOffers(request.Id).ToArray();
        var region = scope.Regions.Regions[scope.Regions.RegionOf(request.Subregion).Value];
        var due = scope.After(
            offers[^1].At, request, simulated, simulated.DiceFor(Roll.Ask, offers.Length), 9, 14);
        if (due > scope.Now || offers.Length >= OffersMax
            || offers.Count(o => o.State == OfferState.Open) >= region.OffersAtOnceMax)
        {
            return null;
        }

        var ranking = Rank(scope, request, simulated, scope.World.Triage[request.Id].Need!);
        return Choose(scope, request, simulated, ranking, offers.Length) is { } choice
            ? scope.When(
                due, request, scope.CoordinatorOf(request, simulated),
                b => Ask(scope, request, simulated, b, choice, ranking))
            : null;
    }

    private static Ranking Rank(
        Scope scope, CareRequest request, Case simulated, Need need) => Ranking.WithinCare(
        scope.World, need, scope.Regions.Postcodes[simulated.Postcode].Centre, scope.Now,
        RankedMost, Circumstances.Of(scope.World, request));

    // Mostly the first; sometimes another one, and then with a reason.
    private static Choice? Choose(
        Scope scope, CareRequest request, Case simulated, Ranking ranking, int asked)
    {
        var before = scope.World.Placement.ListOffers(request.Id)
            .Where(o => o.State != OfferState.Withdrawn).Select(o => o.Unit).ToHashSet();
        var left = ranking.Candidates.Where(c => !before.Contains(c.Unit)).ToArray();
        if (left.Length == 0)
        {
            return null;
        }

        var dice = simulated.DiceFor(Roll.Ask, 100 + asked);
        if (left.Length == 1 || simulated.Hurry > 0 || !dice.Chance(9))
        {
            return new Choice(left[0], 1, "", "");
        }

        var rank = dice.Between(2, Math.Min(4, left.Length));
        var reason = dice.Pick(Overrides);
        return new Choice(left[rank - 1], rank, reason, reason switch
        {
            "patient-wish" => "Was daar eerder en wil er graag weer heen.",
            "family-nearby" => "Partner kan daar op de fiets komen.",
            "known-patient" => "Kent het team van een eerdere opname.",
            _ => "De eerste nam vandaag al twee patiënten op.",
        });
    }

    private static MakeOffer Ask(
        Scope scope, CareRequest request, Case simulated, Actor by, Choice choice,
        Ranking ranking) => new(
        request.Id, choice.Unit.Unit, scope.World.Number, choice.Rank, choice.Unit.TravelSeconds,
        choice.Override,
        choice.Words.Length == 0 ? null : scope.Note(request, by, choice.Words),
        scope.Seal(request, by, SealedField.Ranking, InputsText.Write(RankingInputs.Of(
            scope.World, scope.World.Triage[request.Id].Need!,
            scope.Regions.Postcodes[simulated.Postcode].Centre, scope.Now,
            Circumstances.Of(scope.World, request), ranking))));

    // The next kind of care that fits; 0 when there is none, or somebody changed the need.
    private static int NextCare(Scope scope, Case simulated, Need need)
    {
        var code = scope.Regions.CareTypes[need.CareType.Value].Code;
        var at = simulated.Story.CareTypes.IndexOf(code);
        return at >= 0 && at + 1 < simulated.Story.CareTypes.Length ? at + 1 : 0;
    }

    // A full unit that said on the telephone that it makes room: flagged, never hidden.
    private static Choice? Insist(
        Scope scope, CareRequest request, Case simulated, Need need, Ranking ranking)
    {
        var isTried = scope.World.Placement.ListOffers(request.Id).Any(o => o.Override.Length > 0);
        if (isTried || !simulated.DiceFor(Roll.Ask, 1_000).Chance(15))
        {
            return null;
        }

        var origin = scope.Regions.Postcodes[simulated.Postcode].Centre;
        var full = ranking.Failed.Listed
            .Where(f => f.Failed == Rules.Place)
            .Select(f => Ranking.Assess(scope.World, need, f.Unit, origin, scope.Now))
            .MinBy(a => a.TravelSeconds);
        return full is null
            ? null
            : new Choice(full, 0, "agreed-by-phone", "Gebeld: er komt straks een bed vrij.");
    }

    private static Intent? GiveUp(
        Scope scope, CareRequest request, Case simulated, Actor? by)
    {
        var dice = simulated.DiceFor(Roll.Turn, 3);
        var (ending, words) = dice.Chance(60)
            ? (Ending.NoPlace, "Geen plek in de regio; blijft voorlopig waar de patiënt is.")
            : (Ending.Elsewhere, "Buurregio heeft een plek; daar verder opgepakt.");
        return scope.When(
            scope.After(request.ReceivedAt, dice, 100, 200), request, by,
            b => new CloseCareRequest(request.Id, ending, scope.Note(request, b, words)));
    }

    private sealed record Choice(Assessment Unit, int Rank, string Override, string Words);
}
