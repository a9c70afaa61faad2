using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>With whom an organisation shares something; each shares with those before it too.
/// </summary>
public enum SharedWith
{
    /// <summary>With nobody outside the own organisation.</summary>
    Nobody = 1,

    /// <summary>With partners in the region.</summary>
    Region,

    /// <summary>With other regions as well.</summary>
    Neighbours,
}

/// <summary>What there is to see of a unit.</summary>
[Flags]
public enum UnitParts
{
    /// <summary>Not even that it is there.</summary>
    None = 0,

    /// <summary>The minimum set: whether and how many places can be promised, how old that is,
    /// and whether the unit is stopped (R16).</summary>
    Minimum = 1,

    /// <summary>Places in use and open.</summary>
    Use = 2,

    /// <summary>Places promised to somebody who is not there yet.</summary>
    Promised = 4,

    /// <summary>How full it was.</summary>
    History = 8,

    /// <summary>The telephone numbers of roles at its location.</summary>
    Contacts = 16,

    /// <summary>Everything.</summary>
    All = Minimum | Use | Promised | History | Contacts,
}

/// <summary>What an organisation shares of its units, and with whom.</summary>
/// <param name="Minimum">The minimum set: never with less than the region (R16).</param>
/// <param name="Use">Places in use and open.</param>
/// <param name="Promised">Places promised.</param>
/// <param name="History">How full it was.</param>
/// <param name="Contacts">Telephone numbers of roles.</param>
public sealed record Sharing(
    SharedWith Minimum, SharedWith Use, SharedWith Promised, SharedWith History,
    SharedWith Contacts)
{
    /// <summary>What holds until an organisation chooses: all with the region, nothing beyond.
    /// </summary>
    public static readonly Sharing Usual = new(
        SharedWith.Region, SharedWith.Region, SharedWith.Region, SharedWith.Region,
        SharedWith.Region);

    /// <summary>What others see who are so far away.</summary>
    public UnitParts PartsFor(SharedWith reader)
    {
        UnitParts If(SharedWith shared, UnitParts part) =>
            shared >= reader ? part : UnitParts.None;
        return Minimum < reader
            ? UnitParts.None
            : UnitParts.Minimum | If(Use, UnitParts.Use) | If(Promised, UnitParts.Promised)
                | If(History, UnitParts.History) | If(Contacts, UnitParts.Contacts);
    }
}

/// <summary>Chooses what the own organisation shares with whom.</summary>
/// <param name="Sharing">The whole choice.</param>
public sealed record SetSharing(Sharing Sharing) : Request<SetSharingRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SetSharingRefusal> Decide(
        World world, Moment moment)
    {
        var own = moment.By.Organisation;
        if (!moment.By.IsAny(Roles.ProviderDesk))
        {
            return SetSharingRefusal.NotAllowed;
        }

        if (Sharing.Minimum < SharedWith.Region)
        {
            return SetSharingRefusal.MinimumHidden;
        }

        if (moment.WriteLevel < EventCodec.LevelOf<SharingSet>())
        {
            return SetSharingRefusal.NotYetWritten;
        }

        return world.Regions.SharingOf(own) == Sharing
            ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(new SharingSet(own, Sharing));
    }
}

/// <summary>Why a choice of sharing was not taken, in the order it is checked.</summary>
public enum SetSharingRefusal
{
    /// <summary>The actor does not answer for the organisation's units.</summary>
    NotAllowed = 1,

    /// <summary>The minimum set is shared with the region, always.</summary>
    MinimumHidden,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
