using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Http;
using Coordinaat.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;
using Secret = Coordinaat.Domain.Kernel.Secret;

namespace Coordinaat.Accounts;

/// <summary>One's own account: password and second factor.</summary>
internal static class OwnAccount
{
    private const string Purpose = "second-factor-set-up";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account", () => new RazorComponentResult<AccountPage>())
            .RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        routes.MapUseCase<PasswordBody>(
            "SetOwnPassword", "/api/session/password", "/account/wachtwoord", Policies.SignedIn,
            PasswordAsync);
        routes.MapUseCase<FactorBody>(
            "SetOwnSecondFactor", "/api/session/second-factor", "/account/tweede-factor",
            Policies.SignedIn, FactorAsync);
    }

    /// <summary>The old and the new password.</summary>
    internal sealed record PasswordBody(string Old, string New)
    {
        public override string ToString() => "***";
    }

    /// <summary>The secret that the page showed, sealed, and a code made with it.</summary>
    internal sealed record FactorBody(string Sealed, string Code)
    {
        public override string ToString() => "***";
    }

    /// <summary>A new secret for the page: in clear for the app, sealed for the way back.</summary>
    public static (string Secret, string Sealed, string Svg) Offer(
        IDataProtectionProvider protection, AccountId account, string login)
    {
        var secret = Passwords.NewSecret();
        var uri = $"otpauth://totp/Coordinaat:{Uri.EscapeDataString(login)}?secret={secret}"
            + "&issuer=Coordinaat";
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return (
            secret, Protector(protection, account).Protect(secret),
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(code.GetGraphic(4))));
    }

    private static IDataProtector Protector(
        IDataProtectionProvider protection, AccountId account) =>
        protection.CreateProtector(Purpose, account.Value.ToString(
            System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<CallReply> PasswordAsync(Call<PasswordBody> call)
    {
        var account = call.Engine.World.Accounts.Find(call.Caller.Actor.Account)!;
        if (!Passwords.Fits(call.Engine.Vault.Open(account.Credential), call.Body.Old))
        {
            await call.Engine.SubmitAsync(
                new RecordFailedSignIn(account.Id), new Stamp(Ids.New(), call.Caller.Actor));
            return CallReply.No(SignInRefusal.CredentialWrong);
        }

        if (call.Body.New.Length < Passwords.LengthMin)
        {
            return InputFault.PasswordTooShort;
        }

        var credential = new Secret(
            new SealedId(Ids.New()), account.Person, default, SealedField.Credential,
            Passwords.Hash(call.Body.New));
        return await call.SubmitAsync(
            new SetPassword(account.Id, credential, call.Caller.Session), _ => "/account");
    }

    private static async Task<CallReply> FactorAsync(Call<FactorBody> call)
    {
        var account = call.Engine.World.Accounts.Find(call.Caller.Actor.Account)!;
        var services = call.Http.RequestServices;
        string secret;
        try
        {
            secret = Protector(services.GetRequiredService<IDataProtectionProvider>(), account.Id)
                .Unprotect(call.Body.Sealed);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return InputFault.BodyMalformed;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return Passwords.StepOf(secret, call.Body.Code, now) == 0
            ? CallReply.No(SignInRefusal.CredentialWrong)
            : await call.SubmitAsync(
                new SetSecondFactor(account.Id, new Secret(
                    new SealedId(Ids.New()), account.Person, default, SealedField.SecondFactor,
                    secret)),
                _ => "/account");
    }
}
