using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Coordinaat.Http;

/// <summary>The endpoints, made once.</summary>
/// <remarks>The framework's own source makes all of them anew for everybody who asks: routing,
/// authorisation and our checks at the start.</remarks>
internal sealed class FixedEndpoints(IReadOnlyList<Endpoint> endpoints) : EndpointDataSource
{
    /// <inheritdoc/>
    public override IReadOnlyList<Endpoint> Endpoints => endpoints;

    /// <summary>Puts what is mapped so far in their place; nothing is mapped later.</summary>
    public static void Fix(IEndpointRouteBuilder routes)
    {
        var made = new FixedEndpoints([.. routes.DataSources.SelectMany(s => s.Endpoints)]);
        routes.DataSources.Clear();
        routes.DataSources.Add(made);
    }

    /// <inheritdoc/>
    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
}
