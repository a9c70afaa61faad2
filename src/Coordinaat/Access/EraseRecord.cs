using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
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
        foreach (var request in engine.World.Access.Requests.Where(r => r.IsErased))
        {
            await EraseAsync(engine, request);
        }
    }

    private static async Task<CallReply> PostAsync(Call<Body> call)
    {
        var id = new CareRequestId(call.Body.Request);
        var reply = await call.SubmitAsync(new EraseRecord(id), _ => "/beheer");
        if (reply.Refusal is null)
        {
            await EraseAsync(call.Engine, call.Engine.World.Access[id]);
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
