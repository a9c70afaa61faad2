using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Triage;

/// <summary>Under which law a place is paid for. Never who may be held (R6).</summary>
public enum Payer
{
    /// <summary>Not known yet: place first, decide later (FR-M6).</summary>
    NotKnownYet = 1,

    /// <summary>Health insurance (Zorgverzekeringswet).</summary>
    Zvw,

    /// <summary>Long-term care (Wet langdurige zorg).</summary>
    Wlz,

    /// <summary>Social support by the municipality (Wet maatschappelijke ondersteuning).</summary>
    Wmo,
}

/// <summary>It was said who pays, or that this is not known yet.</summary>
[Stored("payer-set", 1, Level = 2)]
public sealed record PayerSet(CareRequestId Request, Payer Payer) : RequestEvent(Request);

/// <summary>Says who pays. Blocks nothing, and can be said at any stage, also after closing.
/// </summary>
/// <param name="Request">Which request.</param>
/// <param name="Payer">Who pays.</param>
public sealed record SetPayer(CareRequestId Request, Payer Payer) : Request<SetPayerRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SetPayerRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
                Request, r => r.MayBeAddedToBy(moment.By),
                SetPayerRefusal.RequestUnknown, SetPayerRefusal.RequestArchived,
                SetPayerRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        if (!Enum.IsDefined(Payer))
        {
            return SetPayerRefusal.PayerUnknown;
        }

        return world.Triage[Request].Payer == Payer
            ? ImmutableArray<Event>.Empty
            : moment.WriteLevel < EventCodec.LevelOf<PayerSet>()
                ? SetPayerRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(new PayerSet(Request, Payer));
    }
}

/// <summary>Why the payer stays as it was, in the order it is checked.</summary>
public enum SetPayerRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor adds nothing to this request.</summary>
    NotAllowed,

    /// <summary>There is no such payer.</summary>
    PayerUnknown,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
