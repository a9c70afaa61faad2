using Coordinaat.Access;
using Coordinaat.Components;
using Coordinaat.Domain.Roster;

namespace Coordinaat.Roster;

/// <summary>What is sealed of who stands on a roster.</summary>
/// <param name="Name">The name; empty where only the desk is known.</param>
/// <param name="Phone">The number at these hours; empty for that of the desk.</param>
public sealed record RosterCard(string Name, string Phone)
{
    public override string ToString() => "***";
}

/// <summary>Who can be reached, in words.</summary>
internal static class RosterWords
{
    /// <summary>Name, place, until when, and number.</summary>
    public static string Of(View view, Engine.Engine engine, Reachable reach)
    {
        var place = reach.OnDuty?.Place ?? reach.Service?.Place;
        return string.Join(", ", new[]
        {
            reach.OnDuty is { } duty ? CardOf(engine, duty).Name : "",
            place is { } where ? view.Label(where) : "",
            reach.OnDuty is { } until
                ? $"{view.T("tot", "until")} {view.Clock(until.Until)}"
                : "",
            PhoneOf(engine, reach),
        }.Where(p => p.Length > 0));
    }

    /// <summary>The number of this hour: of who is on duty, else of the desk.</summary>
    public static string PhoneOf(Engine.Engine engine, Reachable reach) =>
        reach.OnDuty is { } duty && CardOf(engine, duty).Phone is { Length: > 0 } own
            ? own
            : reach.Service?.Phone ?? "";

    /// <summary>The sealed card; an empty one when it was erased.</summary>
    public static RosterCard CardOf(Engine.Engine engine, RosterEntry entry) =>
        engine.Vault.Open<RosterCard>(entry.Card) ?? new RosterCard("", "");
}
