using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Agreements;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Domain.Matching;

/// <summary>Chooses what may do instead of the usual, with what would have happened otherwise
/// (FR-T5, K16).</summary>
/// <param name="Request">For which request.</param>
/// <param name="Complaint">Code of the complaint.</param>
/// <param name="Alternative">Code of the alternative.</param>
/// <param name="Avoided">Code of what would have happened otherwise.</param>
public sealed record ChooseAlternative(
    CareRequestId Request, string Complaint, string Alternative, string Avoided)
    : Request<ChooseAlternativeRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ChooseAlternativeRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeWorkedBy(moment.By),
                ChooseAlternativeRefusal.RequestUnknown, ChooseAlternativeRefusal.RequestArchived,
                ChooseAlternativeRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (!RequestLife.Allows(request.Stage, Step.DescribeNeed))
        {
            return ChooseAlternativeRefusal.StageForbids;
        }

        if (!world.Regions.Knows(CodeList.Complaint, Complaint))
        {
            return ChooseAlternativeRefusal.ComplaintUnknown;
        }

        if (!world.Regions.Knows(CodeList.Avoided, Avoided))
        {
            return ChooseAlternativeRefusal.AvoidedUnknown;
        }

        if (Alternatives.Find(world, request, Complaint, Alternative, moment.Now)
            is not { } rule)
        {
            return ChooseAlternativeRefusal.NotAgreed;
        }

        var chosen = new ChosenAlternative(
            Complaint, Alternative, ((Instead)rule.Rule.Then).CareType, Avoided, rule.Code,
            rule.Version.Number, rule.Rule.Name);
        return world.Triage[Request].Alternative == chosen
            ? ImmutableArray<Event>.Empty
            : moment.WriteLevel < EventCodec.LevelOf<AlternativeChosen>()
                ? ChooseAlternativeRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(new AlternativeChosen(Request, chosen));
    }
}

/// <summary>Why an alternative was not chosen, in the order it is checked.</summary>
public enum ChooseAlternativeRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>There is no urgency yet, or there is a place already.</summary>
    StageForbids,

    /// <summary>The complaint is not in the list.</summary>
    ComplaintUnknown,

    /// <summary>What was avoided is not in the list.</summary>
    AvoidedUnknown,

    /// <summary>No agreement in force offers it for this complaint and urgency at this hour.
    /// </summary>
    NotAgreed,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
