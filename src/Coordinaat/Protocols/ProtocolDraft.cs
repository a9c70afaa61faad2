using System.Text.Json;
using Coordinaat.Clinical.Protocols;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Protocols;

/// <summary>A run that is not finished: kept sealed with the drafts, so that another browser or a
/// restart goes on where it was.</summary>
internal static class ProtocolDraft
{
    /// <summary>The field by which a draft of a run is told from a half-filled form.</summary>
    public const string Field = "protocol";

    private const string Answers = "antwoorden";

    /// <summary>The run of an account for a request; null when there is none, or when its
    /// protocol is no longer there.</summary>
    public static ProtocolRun? Find(
        Engine.Engine engine, ProtocolLibrary library, Actor actor, CareRequestId request)
    {
        var id = IdOf(actor, request);
        var text = engine.Drafts.List(actor.Account, engine.Now)
            .FirstOrDefault(d => d.Id == id).Text;
        return text is not null
            && JsonSerializer.Deserialize<Dictionary<string, string>>(text) is { } fields
            && library.Find(fields[Field]) is { } protocol
                ? ProtocolRun.Of(protocol, fields[Answers].Split(
                    ' ', StringSplitOptions.RemoveEmptyEntries))
                : null;
    }

    /// <summary>Keeps a run over the earlier one.</summary>
    public static void Save(
        Engine.Engine engine, Actor actor, CareRequestId request, ProtocolRun run, Instant now) =>
        engine.Drafts.Save(
            IdOf(actor, request), actor.Account,
            JsonSerializer.Serialize(new Dictionary<string, string>
            {
                [Field] = run.Protocol.VersionName,
                [Answers] = string.Join(' ', run.Given.Select(g => g.Answer.Code)),
            }),
            now);

    /// <summary>Forgets it.</summary>
    public static void Remove(Engine.Engine engine, Actor actor, CareRequestId request) =>
        engine.Drafts.Remove(IdOf(actor, request), actor.Account);

    // One run for each account and request: no other form's id is made of numbers.
    private static Guid IdOf(Actor actor, CareRequestId request) =>
        new(request.Value, 0, 0, [0, 0, 0, 0, .. BitConverter.GetBytes(actor.Account.Value)]);
}
