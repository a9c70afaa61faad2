using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Handover;

/// <summary>Who is medically responsible at a moment (FR-G3).</summary>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Doctor">Sealed name, where one is named; null otherwise.</param>
/// <param name="Function">Code of the function; empty when only the organisation is known.
/// </param>
public readonly record struct Responsible(
    OrganisationId Organisation, SealedId? Doctor, string Function)
{
    /// <summary>
    /// Derives it: whoever took the request, or the sending doctor once named, until the handover
    /// was accepted; then the admitting doctor, or the function that the kind of care prescribes
    /// (R4).
    /// </summary>
    public static Responsible Of(World world, CareRequest request)
    {
        var admission = world.Placement[request.Id].Admission;
        if (world.Handover.Find(request.Id) is null
            || world.Placement.FindAccepted(request.Id) is not { } offer)
        {
            return new Responsible(
                request.Holder, admission?.Sending, admission?.SendingFunction ?? "");
        }

        var (_, location, _, careType) = world.Regions.Describe(offer.Unit);
        return careType.Setting == CareSetting.Admission && admission is not null
            ? new Responsible(
                location.Organisation, admission.Admitting, admission.AdmittingFunction)
            : new Responsible(location.Organisation, null, careType.Responsible);
    }
}
