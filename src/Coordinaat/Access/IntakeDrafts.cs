using System.Text.Json;
using Coordinaat.Domain.Kernel;
using NodaTime;
using Fields = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Coordinaat.Access;

/// <summary>An intake form that somebody is filling.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="Fields">What was typed, by the names of the fields.</param>
/// <param name="At">When it was last on a screen.</param>
internal sealed record IntakeDraft(Guid Id, AccountId Account, Fields Fields, Instant At)
{
    public override string ToString() => "***";
}

/// <summary>The intake forms that somebody is filling.</summary>
internal static class IntakeDrafts
{
    /// <summary>A form says every ten seconds that it is on a screen; after this long without it
    /// colleagues may go on with it.</summary>
    public static readonly Duration Left = Duration.FromSeconds(30);

    /// <summary>What another system brought has to be opened within this time.</summary>
    public static readonly Duration LaunchMax = Duration.FromMinutes(5);

    /// <summary>The forms that colleagues of the same organisation left, or lost the line with.
    /// </summary>
    public static IReadOnlyList<IntakeDraft> LeftBy(
        Engine.Engine engine, Actor actor, Instant now) =>
        actor.IsAny(Roles.Desk)
            ? Forms(() => engine.Drafts.ListBetween(
                now - Engine.Drafts.Kept, now - Left, a => IsColleague(engine, actor, a)))
            : [];

    /// <summary>Whether an account works at the same desk as somebody, and is another.</summary>
    public static bool IsColleague(Engine.Engine engine, Actor actor, AccountId other) =>
        other != actor.Account && engine.World.Accounts.Find(other) is { } account
        && account.Organisation == actor.Organisation && (account.Roles & Roles.Desk) != 0;

    /// <summary>The account under which a form waits that was brought for an organisation and that
    /// nobody opened yet.</summary>
    public static AccountId BroughtFor(OrganisationId organisation) => new(-organisation.Value);

    /// <summary>Puts a filled form down, for an account to go on with.</summary>
    public static void Put(
        Engine.Engine engine, Guid id, AccountId account, Fields fields) =>
        engine.Drafts.Save(id, account, JsonSerializer.Serialize(fields), engine.Now);

    /// <summary>Which form it is, in a few words.</summary>
    public static string Summary(Components.View view, Fields fields)
    {
        var parts = new[] { "name", "place", "phone" }.Select(n => fields.GetValueOrDefault(n, ""))
            .Where(v => v.Length > 0).Take(2);
        var text = string.Join(", ", parts);
        return text.Length > 0 ? text : view.T("leeg formulier", "empty form");
    }

    /// <summary>Those of an account, the latest first.</summary>
    public static IReadOnlyList<IntakeDraft> List(
        Engine.Engine engine, Actor actor, Instant now) =>
        Forms(() => engine.Drafts.List(actor.Account, now)
            .Select(d => (d.Id, actor.Account, d.Text, d.At)));

    private static Dictionary<string, string> Read(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;

    // None where they cannot be read: the page of a life threat shows its number whatever happens.
    // A protocol half-way is no form.
    private static IReadOnlyList<IntakeDraft> Forms(
        Func<IEnumerable<(Guid Id, AccountId Account, string Text, Instant At)>> read)
    {
        try
        {
            return
            [
                .. read().Select(d => new IntakeDraft(d.Id, d.Account, Read(d.Text), d.At))
                    .Where(d => !d.Fields.ContainsKey(Protocols.ProtocolDraft.Field)),
            ];
        }
        catch (System.Data.Common.DbException)
        {
            return [];
        }
    }
}
