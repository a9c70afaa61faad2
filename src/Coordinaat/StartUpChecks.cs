using Coordinaat.Domain.Kernel;
using Microsoft.AspNetCore.Authorization;

namespace Coordinaat;

/// <summary>What has to be right before the program listens; all faults are said at once.</summary>
internal static class StartUpChecks
{
    /// <summary>Checks.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the message lists it.
    /// </exception>
    public static void Run(WebApplication app)
    {
        var faults = FaultsOf(((IEndpointRouteBuilder)app).DataSources
            .SelectMany(s => s.Endpoints)).ToList();
        if (!EventCodec.All.Any())
        {
            faults.Add("No event has a stored name.");
        }

        if (faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', faults));
        }
    }

    /// <summary>Endpoints that nobody decided about: neither a policy nor "for everybody".
    /// </summary>
    public static IEnumerable<string> FaultsOf(IEnumerable<Endpoint> endpoints) =>
        endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null
                && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => $"{e.RoutePattern.RawText} has no policy.");
}
