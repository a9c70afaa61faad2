using System.Text.Json;
using Coordinaat.Components;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Accounts;

/// <summary>Accounts, by the administrator: open, change, close, help out.</summary>
internal static class Manage
{
    private const string Here = "/beheer";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Here, () => new RazorComponentResult<ManagePage>())
            .RequireAuthorization(Policies.Administrator).ExcludeFromDescription();
        routes.MapUseCase<OpenBody>(
            "OpenAccount", "/api/accounts", "/beheer/accounts", Policies.Administrator, OpenAsync);
        routes.MapUseCase<ChangeBody>(
            "ChangeAccount", "/api/accounts/{account:int}", "/beheer/accounts/{account:int}",
            Policies.Administrator, ChangeAsync);
        routes.MapUseCase<PasswordBody>(
            "SetPassword", "/api/accounts/{account:int}/password",
            "/beheer/accounts/{account:int}/wachtwoord", Policies.Administrator, PasswordAsync);
        routes.MapUseCase<NoBody>(
            "ClearSecondFactor", "/api/accounts/{account:int}/second-factor/clear",
            "/beheer/accounts/{account:int}/tweede-factor", Policies.Administrator, ClearAsync);
    }

    /// <summary>A new account.</summary>
    internal sealed record OpenBody(
        string Organisation, IReadOnlyList<Roles> Roles, string Name, string Login, string Password)
    {
        public override string ToString() => "***";
    }

    /// <summary>What an account may do, and whether it is open.</summary>
    internal sealed record ChangeBody(IReadOnlyList<Roles> Roles, bool IsEnabled);

    /// <summary>A first password for somebody.</summary>
    internal sealed record PasswordBody(string Password)
    {
        public override string ToString() => "***";
    }

    /// <summary>The request that opens an account; also for the demo and the first administrator.
    /// </summary>
    public static OpenAccount Request(
        OrganisationId organisation, Roles roles, string name, string login, string hash,
        bool mustChange, PersonId? known)
    {
        var person = known ?? new PersonId(Ids.New());
        Secret Sealed(SealedField field, string text) =>
            new(new SealedId(Ids.New()), person, default, field, text);
        var normal = Passwords.Normal(login);
        return new OpenAccount(
            person, organisation, roles, Sealed(SealedField.Staff, normal),
            Sealed(
                SealedField.Staff,
                JsonSerializer.Serialize(new StaffProfile(name.Trim(), normal))),
            Sealed(SealedField.Credential, hash), mustChange);
    }

    private static async Task<CallReply> OpenAsync(Call<OpenBody> call)
    {
        var body = call.Body;
        if (string.IsNullOrWhiteSpace(body.Name) || string.IsNullOrWhiteSpace(body.Login))
        {
            return InputFault.FieldMissing;
        }

        if (body.Password.Length < Passwords.LengthMin)
        {
            return InputFault.PasswordTooShort;
        }

        var organisation = call.Engine.World.Regions.Organisations.NumberOf(body.Organisation);
        return await call.SubmitAsync(
            Request(
                new OrganisationId(organisation), Sum(body.Roles), body.Name, body.Login,
                Passwords.Hash(body.Password), mustChange: true,
                Passwords.FindPerson(call.Engine.Vault, body.Login)),
            _ => Here, r => new { Account = r.Get<AccountOpened>().Account.Value, r.Number });
    }

    private static Task<CallReply> ChangeAsync(Call<ChangeBody> call) => call.SubmitAsync(
        new ChangeAccount(
            new AccountId(call.Number("account")), Sum(call.Body.Roles), call.Body.IsEnabled),
        _ => Here);

    private static async Task<CallReply> PasswordAsync(Call<PasswordBody> call)
    {
        var id = new AccountId(call.Number("account"));
        if (call.Engine.World.Accounts.Find(id) is not { } account)
        {
            return CallReply.No(AccountRefusal.AccountUnknown);
        }

        return call.Body.Password.Length < Passwords.LengthMin
            ? InputFault.PasswordTooShort
            : await call.SubmitAsync(
                new SetPassword(
                    id,
                    new Secret(
                        new SealedId(Ids.New()), account.Person, default, SealedField.Credential,
                        Passwords.Hash(call.Body.Password)),
                    call.Caller.Session),
                _ => Here);
    }

    private static Task<CallReply> ClearAsync(Call<NoBody> call) => call.SubmitAsync(
        new ClearSecondFactor(new AccountId(call.Number("account"))), _ => Here);

    private static Roles Sum(IReadOnlyList<Roles> roles) =>
        roles.Aggregate(Roles.None, (sum, role) => sum | role);
}
