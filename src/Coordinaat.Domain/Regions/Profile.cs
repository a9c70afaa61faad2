using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Domain.Regions;

/// <summary>Which number to call for a role at a location. A role, and never a person's name.
/// </summary>
/// <param name="Location">Where.</param>
/// <param name="LocationCode">The code of that location.</param>
/// <param name="Role">Code of the role.</param>
/// <param name="Phone">The number; empty when there is none any more.</param>
public sealed record Contact(
    LocationId Location, string LocationCode, string Role, string Phone) : ICoded
{
    /// <summary>No number has more digits.</summary>
    public const int DigitsMax = 15;

    /// <inheritdoc/>
    public string Code => CodeOf(LocationCode, Role);

    /// <summary>The register's key for a role at a location.</summary>
    public static string CodeOf(string location, string role) => $"{location}/{role}";

    /// <summary>Whether a text can be called: digits, spaces, dashes and a plus, so that no name
    /// fits in it.</summary>
    public static bool IsPhone(string text) =>
        text.Count(char.IsAsciiDigit) is >= 3 and <= DigitsMax && text.Length <= 2 * DigitsMax
        && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+');
}

/// <summary>What a location has or can do.</summary>
/// <param name="Location">Where.</param>
/// <param name="LocationCode">The code of that location.</param>
/// <param name="List">Facilities, or competences.</param>
/// <param name="Value">Code in that list.</param>
/// <param name="IsThere">False when it is there no more.</param>
public sealed record Facility(
    LocationId Location, string LocationCode, CodeList List, string Value, bool IsThere) : ICoded
{
    /// <inheritdoc/>
    public string Code => CodeOf(LocationCode, List, Value);

    /// <summary>The register's key.</summary>
    public static string CodeOf(string location, CodeList list, string value) =>
        $"{location}/{list}/{value}";
}

/// <summary>Defines a contact of a location.</summary>
/// <param name="Location">The location's code.</param>
/// <param name="Role">Code of the role.</param>
/// <param name="Phone">The number; empty when there is none any more.</param>
public sealed record ContactRow(string Location, string Role, string Phone)
    : Definition<ContactDefined>
{
    /// <inheritdoc/>
    public override string Code => Role;

    /// <inheritdoc/>
    public override string Name => Location;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Locations.NumberOf(Location) is not (var location and > 0)
            ? DefineRefusal.LocationUnknown
            : Phone.Length > 0 && !Contact.IsPhone(Phone)
                ? DefineRefusal.NumberOutOfRange
                : !regions.Knows(CodeList.ContactRole, Role)
                    ? DefineRefusal.WordUnknown
                    : new ContactDefined(
                        new Contact(new LocationId(location), Location, Role, Phone));
}

/// <summary>Defines what a location has or can do.</summary>
/// <param name="Location">The location's code.</param>
/// <param name="List">Facilities, or competences.</param>
/// <param name="Value">Code in that list.</param>
/// <param name="IsThere">False when it is there no more.</param>
public sealed record FacilityRow(string Location, CodeList List, string Value, bool IsThere)
    : Definition<FacilityDefined>
{
    /// <inheritdoc/>
    public override string Code => Value;

    /// <inheritdoc/>
    public override string Name => Location;

    /// <inheritdoc/>
    public override Outcome<RegionsEvent, DefineRefusal> Resolve(RegionsState regions) =>
        regions.Locations.NumberOf(Location) is not (var location and > 0)
            ? DefineRefusal.LocationUnknown
            : List is not (CodeList.Facility or CodeList.Competence) || !regions.Knows(List, Value)
                ? DefineRefusal.WordUnknown
                : new FacilityDefined(
                    new Facility(new LocationId(location), Location, List, Value, IsThere));
}

/// <summary>Writes down, for the own location, which number a role has.</summary>
/// <param name="Location">Which location.</param>
/// <param name="Role">Code of the role.</param>
/// <param name="Phone">The number; empty when there is none any more.</param>
public sealed record SetContact(LocationId Location, string Role, string Phone)
    : Request<ProfileRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ProfileRefusal> Decide(
        World world, Moment moment) =>
        ProfileRules.Check(world.Regions, Location, CodeList.ContactRole, Role, moment) is { } no
            ? no
            : Phone.Length > 0 && !Contact.IsPhone(Phone)
                ? ProfileRefusal.PhoneMalformed
                : ProfileRules.Changes(Known(world.Regions), Phone, () => new ContactDefined(
                    new Contact(
                        Location, world.Regions.Locations[Location.Value].Code, Role, Phone)));

    private string Known(RegionsState regions) => regions.Contacts.NumberOf(Contact.CodeOf(
            regions.Locations[Location.Value].Code, Role)) is var number and > 0
        ? regions.Contacts[number].Phone
        : "";
}

/// <summary>Writes down, for the own location, whether it has something or can do it.</summary>
/// <param name="Location">Which location.</param>
/// <param name="List">Facilities, or competences.</param>
/// <param name="Value">Code in that list.</param>
/// <param name="IsThere">Whether it does.</param>
public sealed record SetFacility(LocationId Location, CodeList List, string Value, bool IsThere)
    : Request<ProfileRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ProfileRefusal> Decide(
        World world, Moment moment) =>
        ProfileRules.Check(
            world.Regions, Location,
            List is CodeList.Facility or CodeList.Competence ? List : default, Value,
            moment) is { } no
            ? no
            : ProfileRules.Changes(Known(world.Regions), IsThere, () => new FacilityDefined(
                new Facility(
                    Location, world.Regions.Locations[Location.Value].Code, List, Value, IsThere)));

    private bool Known(RegionsState regions) =>
        regions.FacilitiesAt(Location, List).Any(f => f.Value == Value);
}

/// <summary>What both have to be.</summary>
internal static class ProfileRules
{
    public static ProfileRefusal? Check(
        RegionsState regions, LocationId location, CodeList list, string word, Moment moment) =>
        regions.Locations.Find(location.Value) is null
            ? ProfileRefusal.LocationUnknown
            : !moment.By.IsAny(Roles.ProviderDesk)
                || regions.OwnerOf(location) != moment.By.Organisation
                ? ProfileRefusal.NotAllowed
                : !regions.Knows(list, word)
                    ? ProfileRefusal.WordUnknown
                    : moment.WriteLevel < EventCodec.LevelOf<ContactDefined>()
                        ? ProfileRefusal.NotYetWritten
                        : null;

    public static ImmutableArray<Event> Changes<T>(T known, T now, Func<Event> make) =>
        EqualityComparer<T>.Default.Equals(known, now) ? [] : [make()];
}

/// <summary>Why a location's profile was not changed, in the order it is checked.</summary>
public enum ProfileRefusal
{
    /// <summary>There is no such location.</summary>
    LocationUnknown = 1,

    /// <summary>The location belongs to another organisation.</summary>
    NotAllowed,

    /// <summary>The role, the facility or the competence is not in the list.</summary>
    WordUnknown,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,

    /// <summary>The number is not a telephone number.</summary>
    PhoneMalformed,
}
