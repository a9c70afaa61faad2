using Coordinaat.Domain.Kernel;
using Coordinaat.Http;
using Microsoft.AspNetCore.Authorization;

namespace Coordinaat.Security;

/// <summary>Who may call an endpoint at all. What they may see of it, the decision tells.</summary>
internal static class Policies
{
    /// <summary>Anybody who is signed in: the own account, and no more.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Anybody who works in the region's care: sees its capacity.</summary>
    public const string Staff = nameof(Staff);

    /// <summary>Whoever reports, and hears no more than that it was taken over.</summary>
    public const string Reporter = nameof(Reporter);

    /// <summary>Whoever works requests.</summary>
    public const string Desk = nameof(Desk);

    /// <summary>Whoever may bring a request in.</summary>
    public const string Intake = nameof(Intake);

    /// <summary>Whoever answers for units.</summary>
    public const string Provider = nameof(Provider);

    /// <summary>Both sides of a promised place.</summary>
    public const string Parties = nameof(Parties);

    /// <summary>Whoever may open a dossier, at the depth that is theirs.</summary>
    public const string Dossier = nameof(Dossier);

    /// <summary>Whoever asked for care for own patients.</summary>
    public const string Referrer = nameof(Referrer);

    /// <summary>Whoever manages accounts and data.</summary>
    public const string Administrator = nameof(Administrator);

    /// <summary>Whoever looks after feeds: all of them, or the own organisation's.</summary>
    public const string Feeds = nameof(Feeds);

    /// <summary>Administrators, and the program itself on the same machine.</summary>
    public const string Import = nameof(Import);

    /// <summary>Whoever signs the daily survey, or sees the region's.</summary>
    public const string Survey = nameof(Survey);

    /// <summary>Whoever sees what waits and what was not found, in numbers.</summary>
    public const string Oversight = nameof(Oversight);

    /// <summary>Whoever writes agreements.</summary>
    public const string Agreements = nameof(Agreements);

    /// <summary>Whoever signs agreements for the own organisation.</summary>
    public const string Signs = nameof(Signs);

    /// <summary>Whoever answers colleagues who ask for advice.</summary>
    public const string Colleague = nameof(Colleague);

    /// <summary>Whoever writes an answer to such a question down.</summary>
    public const string Advice = nameof(Advice);

    /// <summary>Whoever keeps a roster.</summary>
    public const string Roster = nameof(Roster);
    /// <summary>Whoever answers for the protocols that are used.</summary>
    public const string Protocols = nameof(Protocols);

    /// <summary>The machine of a site, with its key; nobody by a role.</summary>
    public const string Site = nameof(Site);

    /// <summary>A telephone exchange that signs what it sends; nobody by a role.</summary>
    public const string Exchange = nameof(Exchange);

    private const Roles Works = Roles.SeesPersons | Roles.RegionManager | Roles.Administrator;

    /// <summary>The roles of each policy.</summary>
    public static readonly IReadOnlyDictionary<string, Roles> RolesOf =
        new Dictionary<string, Roles>(StringComparer.Ordinal)
        {
            [SignedIn] = Works | Roles.Reporter,
            [Staff] = Works,
            [Reporter] = Roles.Reporter,
            [Desk] = Roles.Desk,
            [Intake] = Roles.Desk | Roles.Referrer,
            [Provider] = Roles.ProviderDesk,
            [Parties] = Roles.Desk | Roles.ProviderDesk,
            [Dossier] = Roles.Desk | Roles.ProviderDesk | Roles.Referrer,
            [Referrer] = Roles.Referrer,
            [Administrator] = Roles.Administrator,
            [Feeds] = Roles.ProviderDesk | Roles.Administrator,
            [Import] = Roles.Administrator,
            [Survey] = Roles.Desk | Roles.ProviderDesk | Roles.RegionManager
                | Roles.Administrator,
            [Oversight] = Roles.Desk | Roles.RegionManager,
            [Agreements] = Domain.Agreements.WriteAgreement.Writers,
            [Signs] = Domain.Agreements.AgreementStep.Mandated,
            [Colleague] = Domain.Consultation.ConsultationParties.Colleagues,
            [Advice] = Roles.Desk | Roles.Consultant,
            [Roster] = Domain.Roster.RosterKeepers.Keepers | Roles.Administrator,
            [Protocols] = Roles.SupervisingPhysician | Roles.Administrator,
            [Site] = Roles.None,
            [Exchange] = Roles.None,
        };

    private static bool IsOwnProgram(HttpContext http) =>
        http.RequestServices.GetRequiredService<Coordinaat.Regions.ControlFile>()
            .Fits(http.Request);

    private static bool IsSite(HttpContext http) => Downtime.SiteKeys.FindOwner(
        http.RequestServices.GetRequiredService<Engine.Engine>().World.Regions, http.Request)
        is not null;

    /// <summary>Adds the policies; an endpoint without one is closed.</summary>
    public static void Add(AuthorizationOptions options)
    {
        foreach (var (name, roles) in RolesOf)
        {
            options.AddPolicy(name, policy => policy.RequireAssertion(context =>
                context.Resource is HttpContext http
                && (http.FindCaller()?.IsAny(roles)
                    ?? ((name == Import && IsOwnProgram(http))
                        || (name == Site && IsSite(http))
                        || (name == Exchange && Telephone.ExchangeEvents.IsKnown(http))))));
        }

        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(_ => false).Build();
    }
}
