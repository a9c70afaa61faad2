using Coordinaat.Domain.Access;

namespace Coordinaat.Domain.Consultation;

/// <summary>How often a caller's story was told (FR-A5, K15).</summary>
public static class StoryTold
{
    /// <summary>The first time, and by voice again to a colleague or to who took the lead. Who read
    /// it was not told it.</summary>
    public static int Times(World world, CareRequest request) =>
        1 + request.ToldAgain + world.Triage[request.Id].Consultations.Length
        + world.Consultation[request.Id].All.Count(c => c.Answer is { Spoken: not null });
}
