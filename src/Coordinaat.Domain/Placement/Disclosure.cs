using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Consultation;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Placement;

/// <summary>How much of a request somebody may see (R14). Ordered: more includes less.</summary>
public enum Disclosure
{
    /// <summary>Nothing, not even that it exists.</summary>
    Nothing = 1,

    /// <summary>The need: age band, coded needs, travel minutes.</summary>
    Need,

    /// <summary>The case, to advise on it: also what is the matter, triage and vital signs; not
    /// who it is, and not where (R12).</summary>
    Case,

    /// <summary>The person.</summary>
    Person,
}

/// <summary>Decides how much of a request somebody may see. Every page, stream and API asks here.
/// </summary>
public static class Disclosures
{
    /// <summary>How much an actor may see of a request.</summary>
    public static Disclosure Of(World world, Actor by, CareRequest request)
    {
        if (request.MayBeAddedToBy(by))
        {
            return Disclosure.Person;
        }

        if (IsForDispatch(world, by, request))
        {
            return Disclosure.Person;
        }

        var most = request.IsOpen && ConsultationParties.MayRead(world, by, request.Id)
            ? Disclosure.Case
            : Disclosure.Nothing;
        if (!by.IsAny(Roles.ProviderDesk))
        {
            return most;
        }

        foreach (var offer in world.Placement.ListOffers(request.Id))
        {
            if (Ownership.IsOwn(world.Regions, offer.Unit, by) && OfOffer(offer, request) > most)
            {
                most = OfOffer(offer, request);
            }
        }

        return most;
    }

    /// <summary>Whether it lies before somebody at the dispatch centre of the region: reporting a
    /// life threat opens it to them, beside the call, for as long as the request is open (R1, R12).
    /// </summary>
    public static bool IsForDispatch(World world, Actor by, CareRequest request) =>
        request is { LifeThreat: not null, IsOpen: true } && IsDispatch(world, by)
        && world.Regions.Organisations[by.Organisation.Value].Region
            == world.Regions.RegionOf(request.Subregion);

    /// <summary>Whether somebody works at a dispatch centre, with patients of their own.</summary>
    public static bool IsDispatch(World world, Actor by) =>
        by.IsAny(Roles.Referrer)
        && world.Regions.Organisations[by.Organisation.Value].Sector == Sector.Ambulance;

    /// <summary>How much the asked unit may see: the need while asked, the person after a yes.
    /// After a no, silence or withdrawal it closes; after a yes it closes when the request ends
    /// without a placement.</summary>
    public static Disclosure OfOffer(Offer offer, CareRequest request) => offer.State switch
    {
        OfferState.Open => Disclosure.Need,
        OfferState.Accepted when request.Ending is null or Ending.Placed => Disclosure.Person,
        OfferState.Accepted => Disclosure.Nothing,
        OfferState.Silent or OfferState.Refused or OfferState.Withdrawn or OfferState.Released =>
            Disclosure.Nothing,
    };
}
