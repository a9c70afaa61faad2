using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Domain.Matching;

/// <summary>What decides beside the need which places fit, and in which order.</summary>
/// <param name="Subregion">Where the patient is.</param>
/// <param name="Urgency">Code; empty before it was judged.</param>
/// <param name="Origin">Who asks.</param>
/// <param name="ReceivedAt">Since when somebody waits.</param>
/// <param name="Requirements">What is needed beyond the kind of care.</param>
/// <param name="Travel">
/// Seconds door to door to every location, location 1 first, as a table or a routing server says;
/// below zero where it does not know; empty for the estimate everywhere.
/// </param>
public sealed record Circumstances(
    SubregionId Subregion, string Urgency, RequesterKind Origin, Instant ReceivedAt,
    Requirements Requirements, ImmutableArray<int> Travel)
{
    /// <summary>Whether nothing that is agreed counts.</summary>
    public bool IgnoresAgreements { get; init; }

    /// <summary>Whether somebody is in danger of life: no stop counts then, where that is an
    /// exception.</summary>
    public bool IsLifeThreat { get; init; }

    /// <summary>Whether the transport is with the patient already.</summary>
    public bool LeavesNow { get; init; }

    /// <summary>Whether a stop is not about this patient (R19).</summary>
    public bool IsBeyondStops(RegionsState regions) =>
        (IsLifeThreat && regions.Knows(CodeList.StopException, StopRules.LifeThreat))
        || (Requirements.TraumaLevel == 1
            && regions.Knows(CodeList.StopException, StopRules.LevelOneTrauma));

    /// <summary>Those of a request.</summary>
    public static Circumstances Of(
        World world, CareRequest request, ImmutableArray<int> travel = default)
    {
        var judged = world.Triage[request.Id];
        return new Circumstances(
            request.Subregion, judged.Urgency, request.Requester, request.ReceivedAt,
            judged.Requirements, travel.IsDefault ? [] : travel)
        {
            IsLifeThreat = request.LifeThreat is { IsOpen: true },
        };
    }

    /// <summary>What is agreed for a need at a moment.</summary>
    public Arrangement ArrangementFor(World world, Need need, Instant now) => IgnoresAgreements
        ? Arrangement.None
        : Arrangement.Of(world.Agreements, world.Regions, FactsOf(world, need, now), now);

    /// <summary>What rules look at.</summary>
    public CaseFacts FactsOf(World world, Need need, Instant now) => new(
        world.Regions.CareTypes[need.CareType.Value].Code, Urgency, need.Age, Origin,
        need.Transport, world.Regions.Subregions[Subregion.Value].Code,
        (int)Math.Clamp((now - ReceivedAt).TotalMinutes, 0, int.MaxValue));
}
