using System.Text.Json;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Access;

/// <summary>The intake forms that somebody is filling.</summary>
internal static class IntakeDrafts
{
    /// <summary>Those of an account, the latest first; none where they cannot be read, for the
    /// page of a life threat shows its number whatever happens.</summary>
    public static IReadOnlyList<(Guid Id, IReadOnlyDictionary<string, string> Fields, Instant At)>
        List(Engine.Engine engine, Actor actor, Instant now)
    {
        try
        {
            return
            [
                .. engine.Drafts.List(actor.Account, now).Select(d => (
                    d.Id, (IReadOnlyDictionary<string, string>)JsonSerializer
                        .Deserialize<Dictionary<string, string>>(d.Text)!, d.At))
                    .Where(d => !d.Item2.ContainsKey(Protocols.ProtocolDraft.Field)),
            ];
        }
        catch (System.Data.Common.DbException)
        {
            return [];
        }
    }
}
