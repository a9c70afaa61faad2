using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Placement;

/// <summary>A candidate that is asked when it is its turn.</summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Rank">The place in the ranking.</param>
/// <param name="TravelMinutes">Door to door, rounded up to five minutes.</param>
public readonly record struct NextUnit(UnitId Unit, int Rank, int TravelMinutes);

/// <summary>On what a question was based.</summary>
/// <param name="RankedAt">The journal's number that the ranking looked at.</param>
/// <param name="Rank">The place in the ranking; 0 for a unit that was no candidate.</param>
/// <param name="Override">Code of the reason to pass a rule or the ranking; empty without.</param>
/// <param name="OverrideWords">Sealed words beside it; null without.</param>
/// <param name="Inputs">Sealed: what the ranking was worked out from; null when not kept.</param>
internal readonly record struct Asked(
    long RankedAt, int Rank, string Override, SealedId? OverrideWords, SealedId? Inputs);

/// <summary>How units are asked for one request at one moment, by what is agreed.</summary>
public sealed class Asking
{
    private readonly CareRequest request;
    private readonly Circumstances circumstances;
    private readonly Need need;

    private Asking(World world, CareRequest request, Need need, Instant now)
    {
        (this.request, this.need) = (request, need);
        circumstances = Circumstances.Of(world, request);
        Arrangement = circumstances.ArrangementFor(world, need, now);
        var norm = world.Regions.Regions[world.Regions.RegionOf(request.Subregion).Value];
        (AtOnce, NextByItself) = Arrangement.Policy?.Rule.Then is AskPolicy policy
            ? (policy.AtOnce, policy.NextByItself)
            : (norm.OffersAtOnceMax, false);
    }

    /// <summary>What is agreed.</summary>
    public Arrangement Arrangement { get; }

    /// <summary>So many questions at once at most.</summary>
    public int AtOnce { get; }

    /// <summary>Whether the next candidate is asked by itself.</summary>
    public bool NextByItself { get; }

    /// <summary>The travel time as a unit hears it: in minutes, up to the next five.</summary>
    /// <remarks>It hears how far, never from where: exact times from three units would give the
    /// place.</remarks>
    public static int CoarseMinutes(int seconds) => (seconds + 299) / 300 * 5;

    /// <summary>Works it out for a request with a need.</summary>
    public static Asking Of(World world, CareRequest request, Instant now) =>
        new(world, request, world.Triage[request.Id].Need!, now);

    /// <summary>Code of the function that has to be consulted before a unit is asked and was not;
    /// empty for nobody.</summary>
    public string ConsultationFor(World world, UnitId unit) =>
        Arrangement[unit].Consult is { Length: > 0 } function
            && world.Triage[request.Id].Consultations.All(c => c.Function != function)
            ? function
            : "";

    /// <summary>The rules that a unit fails.</summary>
    internal Rules Check(World world, UnitId unit, Instant now, int travelSeconds) =>
        Ranking.Check(world, need, unit, now, travelSeconds, circumstances);

    /// <summary>The question, and beside it what it was based on.</summary>
    internal ImmutableArray<Event> Ask(
        World world, Moment moment, UnitId unit, int travelSeconds, in Asked asked,
        ImmutableArray<NextUnit> next)
    {
        var urgency = world.Regions.Urgencies[
            world.Regions.Urgencies.NumberOf(world.Triage[request.Id].Urgency)];
        var about = Arrangement[unit];
        var minutes = about.AnswerMinutes > 0 ? about.AnswerMinutes : urgency.AnswerMinutes;
        var offer = new OfferId(world.Placement.Offers.Count + 1);
        var made = new OfferMade(
            request.Id, offer, unit, moment.Now + Duration.FromMinutes(minutes), asked.RankedAt,
            asked.Rank, CoarseMinutes(travelSeconds), asked.Override, asked.OverrideWords);
        var rules = about.Rules
            .Concat(new[] { Arrangement.Policy, Arrangement.Ladder, Arrangement.FairLoad }
                .OfType<AgreedRule>())
            .Select(r => r.Name).Distinct().ToImmutableArray();
        var based = new OfferBased(
            request.Id, offer, asked.Inputs, rules,
            NextByItself ? [.. next.Take(MakeOffer.NextMax)] : []);
        var events = ImmutableArray.CreateBuilder<Event>();
        events.Add(made);
        if (moment.WriteLevel >= EventCodec.LevelOf<OfferBased>())
        {
            if (asked.Inputs is not null || !rules.IsEmpty)
            {
                events.Add(based);
            }

            // Once, on the way: half the answer time is left.
            events.Add(new ReminderSet(
                request.Id, offer, moment.Now + (Duration.FromMinutes(minutes) / 2)));
        }

        return events.ToImmutable();
    }
}

/// <summary>Asks the next candidate where that is agreed. A reaction, never a person's.</summary>
/// <param name="Offer">The question that came to nothing.</param>
public sealed record AskNext(OfferId Offer) : Request<WithdrawOfferRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, WithdrawOfferRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Placement.FaultOf(
                Offer, _ => moment.By.IsSystem, WithdrawOfferRefusal.OfferUnknown,
                WithdrawOfferRefusal.OfferArchived, WithdrawOfferRefusal.NotAllowed)
            is { } fault)
        {
            return fault;
        }

        var offer = world.Placement[Offer];
        var request = world.Access[offer.Request];
        if (request.Stage is not (Stage.Seeking or Stage.Asking))
        {
            return ImmutableArray<Event>.Empty;
        }

        // What was agreed when it was asked may have ended since: as it is agreed now.
        var asking = Asking.Of(world, request, moment.Now);
        var offers = world.Placement.ListOffers(request.Id).ToArray();
        if (!asking.NextByItself
            || offers.Count(o => o.State == OfferState.Open) >= asking.AtOnce)
        {
            return ImmutableArray<Event>.Empty;
        }

        for (var i = 0; i < offer.Next.Length; i++)
        {
            var next = offer.Next[i];
            if (offers.All(o => o.Unit != next.Unit)
                && asking.ConsultationFor(world, next.Unit).Length == 0
                && asking.Check(world, next.Unit, moment.Now, next.TravelMinutes * 60)
                    == Rules.None)
            {
                return asking.Ask(
                    world, moment, next.Unit, next.TravelMinutes * 60,
                    new Asked(offer.RankedAt, next.Rank, "", null, null),
                    [.. offer.Next.Skip(i + 1)]);
            }
        }

        return ImmutableArray<Event>.Empty;
    }
}
