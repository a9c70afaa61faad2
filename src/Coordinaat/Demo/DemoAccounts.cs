using Coordinaat.Accounts;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Demo;

/// <summary>An account of the demo, open to anybody who looks.</summary>
/// <param name="Login">Sign-in name.</param>
/// <param name="Name">Made-up name.</param>
/// <param name="Organisation">Code of the organisation.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Does">What it shows.</param>
internal sealed record DemoAccount(
    string Login, string Name, string Organisation, Roles Roles, Label Does)
{
    public string What(Language language) => Does.In(language);
}

/// <summary>The demo's accounts. They are made only by <c>serve --demo</c>.</summary>
internal static class DemoAccounts
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "demo-coordinaat";

    private const int OnTheWaySeconds = 10;

    // The same for all: the sign-in page works the code out.
    private const string Secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    // A hash takes long on purpose, and this password is no secret: once is enough.
    private static readonly Lazy<string> PasswordHash = new(() => Passwords.Hash(Password));

    /// <summary>All accounts, the most telling first.</summary>
    public static readonly IReadOnlyList<DemoAccount> All =
    [
        new("coordinator", "Noor Wiersma", "zcc", Roles.Coordinator | Roles.Triagist,
            new("zorgbemiddelaar bij het ZCC", "coordinator at the ZCC")),
        new("coordinator2", "Bram Kolkman", "zcc", Roles.Coordinator | Roles.Triagist,
            new("tweede zorgbemiddelaar bij het ZCC", "second coordinator at the ZCC")),
        new("regiearts", "Sanne Ruitenberg", "zcc", Roles.SupervisingPhysician,
            new("regiearts bij het ZCC", "supervising physician at the ZCC")),
        new("triagist", "Femke Oldeman", "hap-keienburg", Roles.Triagist,
            new("triagist op een huisartsenspoedpost", "triagist at a GP post")),
        new("vlierdonk", "Joke Terpstra", "vlierdonk", Roles.ProviderDesk,
            new("aanbieder: Zorggroep Vlierdonk (VVT)", "provider: Zorggroep Vlierdonk (VVT)")),
        new("moerbeistee", "Ali Demirci", "moerbeistee", Roles.ProviderDesk,
            new("aanbieder: Stichting Moerbeistee (VVT)", "provider: Moerbeistee (VVT)")),
        new("leemgaard", "Petra Slot", "leemgaard", Roles.ProviderDesk,
            new("aanbieder: Thuiszorg Leemgaard", "provider: Leemgaard home care")),
        new("keienburg", "Daan Hoekzema", "zh-keienburg", Roles.ProviderDesk | Roles.Referrer,
            new("ziekenhuis: beddencoördinator en transfer", "hospital: beds and transfer")),
        new("meldkamer", "Rik Zomerdijk", "ambulance",
            Roles.ProviderDesk | Roles.Referrer,
            new("meldkamer ambulancezorg: levensgevaar, ritten en telefoondruk",
                "ambulance dispatch centre: life threats, rides and telephone pressure")),
        new("huisarts", "Willemijn Post", "hp-pimpernel", Roles.Referrer,
            new("verwijzer: huisarts", "referrer: GP")),
        new("consulent", "Margot Elsinga", "ggz", Roles.Consultant,
            new("consulent: GGZ-triage", "consultant: mental-health triage")),
        new("politie", "Joris Brinkhof", "politie", Roles.Reporter,
            new("melder: politie", "reporter: police")),
        new("regiomanager", "Karel Boonstra", "bureau", Roles.RegionManager,
            new("regiomanager: cijfers, geen personen", "region manager: figures, no persons")),
        new("beheerder", "Ingrid Vaartjes", "bureau", Roles.Administrator,
            new("beheerder: accounts", "administrator: accounts")),
    ];

    /// <summary>A code that the account's app would show; empty when it needs none.</summary>
    /// <remarks>
    /// No code counts twice. Of the codes that count now, the earliest unused one is given, so
    /// that several people can come in as the same account.
    /// </remarks>
    public static string CodeNow(DemoAccount account, Engine.Engine engine, TimeProvider time)
    {
        if ((account.Roles & Roles.NeedsSecondFactor) == Roles.None)
        {
            return "";
        }

        var used = Passwords.FindPerson(engine.Vault, account.Login) is { } person
            && engine.World.Accounts.ByPerson.TryGetValue(person, out var id)
                ? engine.World.Accounts.Find(id)!.LastCodeStep
                : 0;
        // Not one that runs out while it is on its way: the machine may be busy.
        var soon = time.GetUtcNow().ToUnixTimeSeconds() + OnTheWaySeconds;
        var step = Math.Max(soon / Passwords.StepSeconds - 1, used + 1);
        return Passwords.CodeAt(
            Secret, DateTimeOffset.FromUnixTimeSeconds(step * Passwords.StepSeconds));
    }

    /// <summary>Opens those that do not exist yet.</summary>
    public static async Task SeedAsync(Engine.Engine engine)
    {
        foreach (var account in All)
        {
            // A demo of an older release has no organisation of a newer sector until it is raised.
            if (engine.World.Regions.Organisations.NumberOf(account.Organisation) > 0
                && Passwords.FindPerson(engine.Vault, account.Login) is null)
            {
                await OpenAsync(engine, account);
            }
        }
    }

    private static async Task OpenAsync(Engine.Engine engine, DemoAccount account)
    {
        var organisation = new OrganisationId(
            engine.World.Regions.Organisations.NumberOf(account.Organisation));
        var open = Manage.Request(
            organisation, account.Roles, account.Name, account.Login,
            PasswordHash.Value, mustChange: false, known: null);
        var opened = await engine.SubmitAsync(open, new(Engine.Ids.New(), Actor.System));
        if (!opened.TryGet(out var receipt, out var refusal))
        {
            throw new InvalidOperationException(
                $"The demo account {account.Login} was refused: {refusal}.");
        }

        var id = receipt.Get<Domain.Accounts.AccountOpened>().Account;
        if ((account.Roles & Roles.NeedsSecondFactor) != Roles.None)
        {
            await engine.SubmitAsync(
                new Domain.Accounts.SetSecondFactor(id, new Secret(
                    new SealedId(Engine.Ids.New()), open.Person, default, SealedField.SecondFactor,
                    Secret)),
                new(Engine.Ids.New(), Actor.System));
        }
    }
}
