using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;

namespace Coordinaat.Components;

/// <summary>What is sealed of a member of staff.</summary>
public sealed record StaffProfile(string Name, string Login)
{
    public override string ToString() => "***";
}

/// <summary>Names of colleagues, opened once and kept in memory.</summary>
public sealed class StaffNames(Engine.Engine engine)
{
    private readonly ConcurrentDictionary<SealedId, StaffProfile?> opened = new();

    /// <summary>The display name of an account; "systeem" for the system itself.</summary>
    /// <remarks>The number of the account while the database cannot be read: names are on every
    /// page, and the pages have to stay.</remarks>
    public string Of(AccountId account)
    {
        if (account.Value == 0)
        {
            return "systeem";
        }

        try
        {
            return ProfileOf(account)?.Name ?? $"account {account.Value}";
        }
        catch (Exception fault) when (fault is DbException or EngineException)
        {
            return $"account {account.Value}";
        }
    }

    /// <summary>The profile of an account, or null.</summary>
    public StaffProfile? ProfileOf(AccountId account) =>
        engine.World.Accounts.Find(account) is { } found
            ? opened.GetOrAdd(found.Profile, id =>
                engine.Vault.Open(id) is { } text
                    ? JsonSerializer.Deserialize<StaffProfile>(text)
                    : null)
            : null;
}
