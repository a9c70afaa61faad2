using Coordinaat.Components;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Accounts;

/// <summary>The words of accounts and sign-in.</summary>
internal static class AccountTexts
{
    // An unknown name and a wrong password get the very same answer: the sign-in page does not
    // tell a stranger which accounts exist. Declared first, because All below reads it.
    private static readonly RefusalText SignInFailed = new(401,
        "De aanmeldnaam, het wachtwoord of de code klopt niet. Probeer het opnieuw.",
        "The sign-in name, the password or the code is wrong. Try again.");

    public static readonly CapabilityTexts All = new(
        new Dictionary<Enum, RefusalText>
        {
            [AccountRefusal.NotAllowed] = new(403,
                "Dit mag jij bij dit account niet; er is niets veranderd. "
                + "Vraag het een beheerder, of wie het account gebruikt.",
                "You may not do this with this account; nothing was changed. "
                + "Ask an administrator, or whoever uses the account."),
            [AccountRefusal.AccountUnknown] = new(404,
                "Dit account bestaat niet; er is niets veranderd. Kies het opnieuw in de lijst.",
                "This account does not exist; nothing was changed. Choose it again in the list."),
            [AccountRefusal.OrganisationUnknown] = new(422,
                "Deze organisatie kennen we niet. Er is geen account gemaakt; kies een andere.",
                "This organisation is unknown. No account was made; choose another.",
                "organisation"),
            [AccountRefusal.RolesMissing] = new(422,
                "Er is geen rol gekozen; er is niets veranderd. Kies ten minste één rol.",
                "No role was chosen; nothing was changed. Choose at least one role.",
                "roles"),
            [AccountRefusal.LoginTaken] = new(409,
                "Deze aanmeldnaam is al in gebruik. Er is geen account gemaakt; kies een andere.",
                "This sign-in name is in use. No account was made; choose another.",
                "login"),
            [AccountRefusal.OwnAccount] = new(409,
                "Je kunt je eigen account niet sluiten, en je rol van beheerder niet afgeven. "
                + "Er is niets veranderd; vraag het een andere beheerder.",
                "You cannot close your own account, nor give up your role of administrator. "
                + "Nothing was changed; ask another administrator."),

            [AccountRefusal.NotYetWritten] = RefusalText.NotYetWritten,

            [SignInRefusal.AccountUnknown] = SignInFailed,
            [SignInRefusal.Locked] = new(429,
                "Het ging te vaak mis: aanmelden kan nu even niet. "
                + "Wacht een kwartier, of vraag de beheerder om een nieuw wachtwoord.",
                "It went wrong too often: you cannot sign in for now. "
                + "Wait a quarter of an hour, or ask the administrator for a new password."),
            [SignInRefusal.CredentialWrong] = SignInFailed,
            [SignInRefusal.CodeUsed] = new(401,
                "Deze code is al gebruikt. Wacht op de volgende code en meld je dan aan.",
                "This code was used before. Wait for the next code and then sign in."),
        },
        new Dictionary<Enum, Label>
        {
            [Roles.Triagist] = new("triagist", "triagist"),
            [Roles.Coordinator] = new("zorgbemiddelaar", "coordinator"),
            [Roles.SupervisingPhysician] = new("regiearts", "supervising physician"),
            [Roles.ProviderDesk] = new("aanbieder", "provider"),
            [Roles.Referrer] = new("verwijzer", "referrer"),
            [Roles.Consultant] = new("consulent", "consultant"),
            [Roles.Reporter] = new("melder", "reporter"),
            [Roles.RegionManager] = new("regiomanager", "region manager"),
            [Roles.Administrator] = new("beheerder", "administrator"),
        });
}
