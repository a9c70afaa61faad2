using System.Text;
using Coordinaat.Clinical.Protocols;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Triage;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Protocols;

/// <summary>Why a step of a protocol was not taken, in the order it is checked.</summary>
internal enum ProtocolRefusal
{
    /// <summary>There is no such protocol that may be used here.</summary>
    ProtocolUnknown = 1,

    /// <summary>The run was not taken to its end, or went on elsewhere.</summary>
    NotFinished,
}

/// <summary>Answering a protocol for a request, and looking at protocols.</summary>
internal static class ProtocolEndpoints
{
    private const string Preview = "/protocollen";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/zorgvragen/{request:int}/protocol", (int request) =>
                new RazorComponentResult<ProtocolRunPage>(new { Id = new CareRequestId(request) }))
            .RequireAuthorization(Policies.Desk).ExcludeFromDescription();
        routes.MapForm<StepBody>(
            "/zorgvragen/{request:int}/protocol", Policies.Desk, StepAsync);
        routes.MapForm<ResultBody>(
            "/zorgvragen/{request:int}/protocol/vastleggen", Policies.Desk, RecordAsync);
        routes.MapGet(Preview, () => new RazorComponentResult<ProtocolsPage>())
            .RequireAuthorization(Policies.Protocols).ExcludeFromDescription();
        routes.MapPost(Preview, (Delegate)PreviewAsync)
            .RequireAuthorization(Policies.Protocols).ExcludeFromDescription();
    }

    /// <summary>One step of a run.</summary>
    /// <param name="Protocol">Which protocol the page showed.</param>
    /// <param name="Given">How many answers had been given when it was shown: a key that is
    /// pressed twice answers no question that nobody read.</param>
    /// <param name="Answer">The answer's code; empty to begin.</param>
    /// <param name="Back">One step back instead; before the first, another protocol.</param>
    internal sealed record StepBody(
        string Protocol, int Given = 0, string Answer = "", bool Back = false)
    {
        public override string ToString() => "***";
    }

    /// <summary>What a person makes of the proposal.</summary>
    internal sealed record ResultBody(
        string Protocol, int Given, string Urgency, string Reason = "")
    {
        public override string ToString() => "***";
    }

    private static CareRequestId Id<T>(Call<T> call) => new(call.Number("request"));

    /// <summary>Why somebody does not judge a request now; null when that is no question.
    /// </summary>
    public static RecordTriageRefusal? FaultOf(
        Domain.World world, Actor actor, CareRequestId id) =>
        world.Access.FaultOf(
            id, r => r.MayBeWorkedBy(actor), RecordTriageRefusal.RequestUnknown,
            RecordTriageRefusal.RequestArchived, RecordTriageRefusal.NotAllowed)
            ?? (RequestLife.Allows(world.Access[id].Stage, Step.Judge)
                ? null
                : RecordTriageRefusal.StageForbids);

    private static Task<CallReply> StepAsync(Call<StepBody> call)
    {
        var (actor, body) = (call.Caller.Actor, call.Body);
        var library = call.Http.RequestServices.GetRequiredService<ProtocolLibrary>();
        if (FaultOf(call.Engine.World, actor, Id(call)) is { } fault)
        {
            return Task.FromResult(CallReply.No(fault));
        }

        if (library.Find(body.Protocol) is not { } protocol)
        {
            return Task.FromResult(CallReply.No(ProtocolRefusal.ProtocolUnknown));
        }

        var run = ProtocolDraft.Find(call.Engine, library, actor, Id(call));
        if (body is { Back: false, Answer: "" })
        {
            Save(ProtocolRun.Begin(protocol));
        }
        else if (run is not null && run.Protocol == protocol && run.Given.Length == body.Given)
        {
            if (body.Back && run.Given.IsEmpty)
            {
                ProtocolDraft.Remove(call.Engine, actor, Id(call));
            }
            else
            {
                Save(body.Back ? run.Back() : run.After(body.Answer) ?? run);
            }
        }

        return Task.FromResult(new CallReply(
            call.Engine.World.Number, $"/zorgvragen/{Id(call).Value}/protocol", null, null));

        void Save(ProtocolRun next) =>
            ProtocolDraft.Save(call.Engine, actor, Id(call), next, call.Engine.Now);
    }

    private static async Task<CallReply> RecordAsync(Call<ResultBody> call)
    {
        var (actor, body) = (call.Caller.Actor, call.Body);
        var library = call.Http.RequestServices.GetRequiredService<ProtocolLibrary>();
        if (FaultOf(call.Engine.World, actor, Id(call)) is { } fault)
        {
            return CallReply.No(fault);
        }

        var run = ProtocolDraft.Find(call.Engine, library, actor, Id(call));
        if (run?.Result is not { } result || run.Protocol.VersionName != body.Protocol
            || run.Given.Length != body.Given)
        {
            return CallReply.No(ProtocolRefusal.NotFinished);
        }

        var person = call.PatientOf(Id(call));
        var reply = await call.SubmitAsync(
            new RecordTriage(
                Id(call), run.Protocol.System, run.Protocol.VersionName, result.Urgency,
                body.Urgency, call.SecretOrNull(person, SealedField.Note, body.Reason),
                FoundBy(run, result, actor, t => call.SecretOrNull(person, SealedField.Note, t))),
            _ => $"/zorgvragen/{Id(call).Value}");
        if (reply.Refusal is null)
        {
            ProtocolDraft.Remove(call.Engine, actor, Id(call));
        }

        return reply;
    }

    // What was asked, answered and advised, as it was said to the caller. What a triagist leaves at
    // advice is for a physician to authorise (R25).
    private static FoundAtTriage FoundBy(
        ProtocolRun run, ProtocolResult result, Actor actor, Func<string, Secret?> secret)
    {
        string[] said =
        [
            result.Discriminator, .. run.Given.Select(g => $"{g.Question.Text} {g.Answer.Text}"),
        ];
        var isAlone = result.Advice.Length > 0 && result.FollowUp is ("own-gp" or "self-care")
            && !actor.IsAny(Roles.SupervisingPhysician);
        return new FoundAtTriage(
            result.Complaint, Abcd.NotAssessed, false, [], [], result.FollowUp, isAlone,
            secret(string.Join("; ", said.Where(t => t.Length > 0))), secret(result.Advice),
            secret(result.SafetyNet));
    }

    private static async Task<RazorComponentResult<ProtocolsPage>> PreviewAsync(
        HttpContext http, ProtocolLibrary library)
    {
        var form = await http.FormAsync();
        var known = form["file-name"].ToString();
        var content = library.Files.FirstOrDefault(f => f.Name == known) is { } file
            ? Encoding.UTF8.GetString(file.Content.AsSpan())
            : form["content"].ToString();
        byte[] bytes;
        if (form.Files.Count > 0 && form.Files[0].Length > 0)
        {
            using var sent = new MemoryStream();
            await form.Files[0].CopyToAsync(sent, http.RequestAborted);
            bytes = sent.ToArray();
            content = Encoding.UTF8.GetString(bytes);
        }
        else
        {
            bytes = Encoding.UTF8.GetBytes(content);
        }

        return new RazorComponentResult<ProtocolsPage>(new
        {
            Text = content, Bytes = bytes, Answers = form["answers"].ToString(),
        });
    }
}
