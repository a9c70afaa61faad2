using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Reports;
using Coordinaat.Http;
using Coordinaat.Security;

namespace Coordinaat.Access;

/// <summary>Destroys a holder's record of a patient, asked by the patient (R11).</summary>
internal static class EraseRecordEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapUseCase<Body>(
        "EraseRecord", "/api/records/erase", "/beheer/vernietig", Policies.Administrator,
        PostAsync);

    /// <summary>Which request's patient.</summary>
    internal sealed record Body(int Request);

    /// <summary>
    /// Erases the keys of what the journal says was destroyed: also after a stop between the two.
    /// </summary>
    public static async Task CatchUpAsync(Engine.Engine engine)
    {
        foreach (var request in engine.World.Access.ListKept().Where(r => r.IsErased))
        {
            await EraseAsync(engine, request);
        }
    }

    /// <summary>The same for requests that are archived, as soon as they can be found.</summary>
    public static async Task CatchUpAsync(Engine.Engine engine, ArchivedCases archive)
    {
        foreach (var archived in await archive.ListErasedAsync())
        {
            await EraseAsync(engine, archived.Request);
        }
    }

    private static async Task<CallReply> PostAsync(Call<Body> call)
    {
        var id = new CareRequestId(call.Body.Request);
        if (call.Engine.World.Access.IsArchived(id))
        {
            return await EraseArchivedAsync(call, id);
        }

        var reply = await call.SubmitAsync(new EraseRecord(id), _ => "/beheer");
        if (reply.Refusal is null)
        {
            await EraseAsync(call.Engine, call.Engine.World.Access[id]);
        }

        return reply;
    }

    private static async Task<CallReply> EraseArchivedAsync(Call<Body> call, CareRequestId id)
    {
        var archive = call.Http.RequestServices.GetRequiredService<ArchivedCases>();
        if (await archive.FindAsync(id) is not { Request: var request })
        {
            return InputFault.ArchiveBehind;
        }

        var reply = await call.SubmitAsync(
            new EraseArchivedRecord(id, request.Holder, request.Person, request.IsErased),
            _ => "/beheer");
        if (reply.Refusal is null)
        {
            await EraseAsync(call.Engine, request);
        }

        return reply;
    }

    private static async Task EraseAsync(Engine.Engine engine, CareRequest request)
    {
        foreach (var person in request.AllPersons)
        {
            await engine.EraseAsync(person, request.Holder);
        }
    }
}
