using System.Collections.Frozen;
using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Simulation;

/// <summary>An account that the simulation needs.</summary>
/// <param name="Login">Sign-in name. Nobody signs in with it.</param>
/// <param name="Name">What the pages show.</param>
/// <param name="Organisation">For which organisation it acts.</param>
/// <param name="Roles">What it may do.</param>
public sealed record StaffWanted(
    string Login, string Name, OrganisationId Organisation, Roles Roles);

/// <summary>The simulated members of staff.</summary>
public sealed class Staff
{
    private const int CoordinatorsPerCentre = 3;
    private readonly FrozenSet<AccountId> accounts;

    /// <summary>Makes the staff of these accounts.</summary>
    public Staff(IEnumerable<AccountId> accounts) => this.accounts = accounts.ToFrozenSet();

    /// <summary>The accounts that a region's organisations need.</summary>
    public static IEnumerable<StaffWanted> WantedFor(RegionsState regions)
    {
        for (var number = 1; number <= regions.Organisations.Count; number++)
        {
            var organisation = regions.Organisations[number];
            var roles = RolesIn(organisation.Sector);
            var count = roles == Roles.None ? 0
                : organisation.Sector == Sector.CoordinationCentre ? CoordinatorsPerCentre : 1;
            for (var nth = 1; nth <= count; nth++)
            {
                var suffix = count > 1 ? $" {nth}" : "";
                yield return new StaffWanted(
                    $"sim-{organisation.Code}{suffix.Replace(' ', '-')}",
                    $"Simulatie{suffix}", new OrganisationId(number), roles);
            }
        }
    }

    /// <summary>Whether an account is simulated.</summary>
    public bool Has(AccountId account) => accounts.Contains(account);

    /// <summary>Whoever may act now, in the order of their accounts.</summary>
    internal ImmutableArray<Actor> ListIn(World world) =>
    [
        .. accounts.Select(world.Accounts.Find).OfType<Domain.Accounts.Account>()
            .Where(a => a.IsEnabled).OrderBy(a => a.Id.Value)
            .Select(a => new Actor(a.Id, a.Organisation, a.Roles)),
    ];

    private static Roles RolesIn(Sector sector) => sector switch
    {
        Sector.CoordinationCentre => Roles.Coordinator | Roles.Triagist,
        Sector.Hospital => Roles.ProviderDesk | Roles.Referrer,
        Sector.GpPost => Roles.Triagist | Roles.ProviderDesk,
        Sector.GpPractice => Roles.Referrer,
        Sector.Ambulance => Roles.ProviderDesk,
        Sector.MentalHealth => Roles.ProviderDesk | Roles.Referrer | Roles.Consultant,
        Sector.HomeAndNursing => Roles.ProviderDesk | Roles.Consultant,
        Sector.Midwifery => Roles.ProviderDesk | Roles.Referrer,
        Sector.Other or Sector.Police or Sector.Municipality or Sector.AlarmCentre => Roles.None,
    };
}
