using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
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

    // The record of a request that was merged goes with that of the one that went on, where the
    // same organisation keeps both: it is one patient.
    private static async Task<CallReply> PostAsync(Call<Body> call)
    {
        var (reply, erased) = await EraseAsync(call, new CareRequestId(call.Body.Request));
        for (var earlier = erased; earlier?.MergedInto is { } into; earlier = erased)
        {
            (var next, erased) = await EraseAsync(call with { Id = Ids.New() }, into);
            if (erased is null || erased.Holder != earlier.Holder)
            {
                break;
            }

            reply = next;
        }

        return reply;
    }

    // The request whose record was destroyed; null where it was not.
    private static async Task<(CallReply Reply, CareRequest? Erased)> EraseAsync(
        Call<Body> call, CareRequestId id)
    {
        if (call.Engine.World.Access.IsArchived(id))
        {
            return await EraseArchivedAsync(call, id);
        }

        var reply = await call.SubmitAsync(new EraseRecord(id), _ => "/beheer");
        if (reply.Refusal is not null || call.Engine.World.Access.Find(id) is not { } request)
        {
            return (reply, null);
        }

        await EraseAsync(call.Engine, request);
        return (reply, request);
    }

    private static async Task<(CallReply Reply, CareRequest? Erased)> EraseArchivedAsync(
        Call<Body> call, CareRequestId id)
    {
        var archive = call.Http.RequestServices.GetRequiredService<ArchivedCases>();
        if (await archive.FindAsync(id) is not { Request: var request })
        {
            return (InputFault.ArchiveBehind, null);
        }

        var reply = await call.SubmitAsync(
            new EraseArchivedRecord(
                id, request.Holder, [.. request.AllPersons], request.MergedInto,
                request.IsErased),
            _ => "/beheer");
        if (reply.Refusal is not null)
        {
            return (reply, null);
        }

        await EraseAsync(call.Engine, request);
        return (reply, request);
    }

    private static async Task EraseAsync(Engine.Engine engine, CareRequest request)
    {
        foreach (var person in request.AllPersons)
        {
            await engine.EraseAsync(person, request.Holder);
        }
    }
}
