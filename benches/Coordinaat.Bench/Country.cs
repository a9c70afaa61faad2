using System.Collections.Immutable;
using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>A country, or a part of it, made up from a seed.</summary>
/// <remarks>Towns are real and roughly in their place; everything in them is invented.</remarks>
internal sealed class Country
{
    private static readonly (string Name, double Latitude, double Longitude, int Weight)[] Towns =
    [
        ("Amsterdam", 52.37, 4.90, 90), ("Rotterdam", 51.92, 4.48, 66),
        ("Den Haag", 52.08, 4.31, 56), ("Utrecht", 52.09, 5.12, 37),
        ("Eindhoven", 51.44, 5.47, 25), ("Groningen", 53.22, 6.57, 24),
        ("Tilburg", 51.56, 5.08, 23), ("Almere", 52.37, 5.22, 22),
        ("Breda", 51.59, 4.78, 19), ("Nijmegen", 51.84, 5.85, 18),
        ("Apeldoorn", 52.21, 5.97, 17), ("Haarlem", 52.38, 4.64, 17),
        ("Arnhem", 51.98, 5.91, 17), ("Enschede", 52.22, 6.90, 16),
        ("Amersfoort", 52.16, 5.39, 16), ("Den Bosch", 51.69, 5.30, 16),
        ("Zwolle", 52.51, 6.09, 13), ("Leiden", 52.16, 4.49, 13),
        ("Maastricht", 50.85, 5.69, 12), ("Dordrecht", 51.81, 4.67, 12),
        ("Ede", 52.04, 5.66, 12), ("Leeuwarden", 53.20, 5.79, 11),
        ("Alkmaar", 52.63, 4.75, 11), ("Emmen", 52.79, 6.90, 11),
        ("Venlo", 51.37, 6.17, 10), ("Deventer", 52.25, 6.16, 10),
        ("Sittard", 51.00, 5.87, 9), ("Heerlen", 50.88, 5.98, 9),
        ("Amstelveen", 52.30, 4.86, 9), ("Oss", 51.76, 5.52, 9),
        ("Hoorn", 52.64, 5.06, 7), ("Assen", 53.00, 6.56, 7),
        ("Roosendaal", 51.53, 4.46, 8), ("Lelystad", 52.52, 5.47, 8),
        ("Gouda", 52.01, 4.71, 7), ("Roermond", 51.19, 5.99, 6),
        ("Doetinchem", 51.97, 6.29, 6), ("Terneuzen", 51.33, 3.83, 5),
        ("Middelburg", 51.50, 3.61, 5), ("Den Helder", 52.96, 4.76, 6),
        ("Tiel", 51.89, 5.43, 4), ("Sneek", 53.03, 5.66, 3),
        ("Winschoten", 53.14, 7.04, 2), ("Winterswijk", 51.97, 6.72, 3),
    ];

    private static readonly int TownWeights = Towns.Sum(t => t.Weight);

    private static readonly int CareTypeWeights = CareTypes.All.Sum(c => c.Weight);

    private readonly Random random;
    private readonly List<Event> events = [];
    private readonly List<int> locationsPools = [];
    private int pools;

    private readonly bool isByLocation;

    private Country(int units, int regions, int seed, bool byLocation)
    {
        (random, isByLocation) = (new Random(seed), byLocation);
        Norms();
        (Units, Regions) = (units, regions);
        (Organisations, Locations, Postcodes) = (units / 40, units / 6, units / 6);
        DefinePlaces();
        for (var number = 1; number <= units; number++)
        {
            DefineUnit(number);
        }

        OpenAccounts();
    }

    /// <summary>How many units there are.</summary>
    public int Units { get; }

    /// <summary>How many pools they draw on.</summary>
    public int Pools => pools;

    /// <summary>How many regions; each has a coordination centre, organisation 1 and on.</summary>
    public int Regions { get; }

    /// <summary>How many organisations; account n acts for organisation n.</summary>
    public int Organisations { get; }

    /// <summary>How many postcodes; from 1000 on.</summary>
    public int Postcodes { get; }

    /// <summary>What defines it, in the order of the journal.</summary>
    public IReadOnlyList<Event> Events => events;

    private int Locations { get; }

    /// <summary>Makes it up.</summary>
    /// <param name="units">How many care units; 25,000 is the Netherlands.</param>
    /// <param name="regions">How many regions; 11 is the Netherlands.</param>
    /// <param name="seed">The same seed gives the same country.</param>
    /// <param name="byLocation">
    /// The units of a location follow one another, as in a table that somebody keeps.
    /// </param>
    public static Country Make(
        int units, int regions, int seed, bool byLocation = false) =>
        new(units, regions, seed, byLocation);

    /// <summary>Who works for an organisation.</summary>
    /// <param name="number">The organisation's number.</param>
    public Actor StaffOf(int number) => new(
        new AccountId(number), new OrganisationId(number),
        number <= Regions ? Roles.Desk : Roles.ProviderDesk);

    /// <summary>Units that take patients at every hour.</summary>
    /// <remarks>On them a bench gives the same answers day and night.</remarks>
    public static UnitId[] AlwaysOpen(World world) =>
    [
        .. Enumerable.Range(1, world.Regions.Units.Count).Select(n => new UnitId(n)).Where(id =>
            world.Regions.Describe(id) is var (unit, _, _, careType)
            && unit.Admission == WeekHours.Always && unit.DoctorCover == WeekHours.Always
            && careType.Setting is CareSetting.Admission or CareSetting.Visit),
    ];

    /// <summary>A place near a town, the more likely the larger the town.</summary>
    public static (string Town, Position At) SomewhereNear(Random random)
    {
        var town = Pick(Towns, t => t.Weight, TownWeights, random);
        var (distance, angle) = (random.NextDouble() * random.NextDouble() * 20_000,
            random.NextDouble() * 2 * Math.PI);
        var centre = Position.FromDegrees(town.Latitude, town.Longitude);
        return (town.Name, new Position(
            centre.X + (int)(distance * Math.Cos(angle)),
            centre.Y + (int)(distance * Math.Sin(angle))));
    }

    /// <summary>The world with the country in it, before anything happened there.</summary>
    public World ToWorld(Instant at)
    {
        var world = World.Empty;
        foreach (var happened in events)
        {
            world = Follow(world, happened, at);
        }

        return world;
    }

    /// <summary>The world after one more event.</summary>
    public static World Follow(World world, Event happened, Instant at) => world.After(
        new Recorded(world.Number + 1, 1, default, at, Actor.System, Guid.Empty, 0, happened));

    /// <summary>An id that a seed decides.</summary>
    public static Guid IdFrom(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>The care type of a need: any that can be asked for.</summary>
    public static CareTypeId CareTypeFrom(Random random) =>
        new(random.Next(1, CareTypes.All.Length));

    private static T Pick<T>(T[] all, Func<T, int> weight, int total, Random random)
    {
        var at = random.Next(total);
        return all.First(item => (at -= weight(item)) < 0);
    }

    private static string Code(string letter, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");

    private void Norms()
    {
        events.AddRange(CareTypes.All.Select(c => new CareTypeDefined(c.CareType)));
        for (var level = 0; level <= 5; level++)
        {
            events.Add(new UrgencyDefined(new Urgency(
                Code("U", level), new Label("urgentie", "urgency"), 15 * (level + 1), 240)));
        }

        foreach (var (code, lead, hours) in new[]
        {
            ("own", 10, WeekHours.Always), ("ambulance", 45, WeekHours.Always),
            ("wheelchair-taxi", 60, new WeekHours(new(420, 1_380), new(540, 1_200))),
        })
        {
            events.Add(new TransportKindDefined(
                new TransportKind(code, new Label(code, code), lead, hours, code[0] == 'a')));
        }

        foreach (var list in Enum.GetValues<CodeList>())
        {
            events.Add(new CodeDefined(new CodeEntry(list, "any", new Label("elk", "any"))));
        }
    }

    private void DefinePlaces()
    {
        for (var n = 1; n <= Regions; n++)
        {
            events.Add(new RegionDefined(
                new Region(Code("R", n), Code("Regio ", n), "NL", 3, "112")));
            events.Add(new SubregionDefined(
                new Subregion(Code("S", n), Code("Subregio ", n), new RegionId(n))));
        }

        for (var n = 1; n <= Organisations; n++)
        {
            var sector = n <= Regions ? Sector.CoordinationCentre : (Sector)random.Next(2, 9);
            events.Add(new OrganisationDefined(new Organisation(
                Code("O", n), Code("Organisatie ", n), sector, InRegion(n))));
        }

        for (var n = 1; n <= Locations; n++)
        {
            var owner = n <= Organisations ? n : random.Next(Regions + 1, Organisations + 1);
            var (town, at) = SomewhereNear(random);
            locationsPools.Add(0);
            events.Add(new LocationDefined(new Location(
                Code("L", n), Code($"Huis {town} ", n), new OrganisationId(owner),
                [new SubregionId(InRegion(owner).Value)], town, at, "0800-1234", "")));
        }

        for (var n = 0; n < Postcodes; n++)
        {
            var (town, at) = SomewhereNear(random);
            events.Add(new PostcodeDefined(new PostcodeArea(
                Code("", 1_000 + n), town, new SubregionId((n % Regions) + 1), at)));
        }
    }

    private RegionId InRegion(int number) => new(((number - 1) % Regions) + 1);

    // Three units in ten share the pool of an earlier unit in the same house.
    private void DefineUnit(int number)
    {
        var careType = Pick(CareTypes.All, c => c.Weight, CareTypeWeights, random).CareType;
        var location = isByLocation
            ? Regions + (int)((long)(number - 1) * (Locations - Regions) / Units)
            : random.Next(Regions, Locations);
        var shares = locationsPools[location] > 0 && random.Next(10) < 3;
        var pool = shares ? locationsPools[location] : ++pools;
        locationsPools[location] = pool;
        var takesChildren = random.Next(4) == 0;
        ImmutableArray<AgeBand> ages = takesChildren
            ? [AgeBand.Infant, AgeBand.Child, AgeBand.Teen, AgeBand.Youth]
            : [AgeBand.Adult, AgeBand.Older, AgeBand.Oldest];
        var reach = careType.Setting == CareSetting.AtHome ? random.Next(5, 40) * 1_000 : 0;
        events.Add(new UnitDefined(
            new CareUnit(
                Code("E", number), Code($"Afdeling {careType.Code} ", number),
                new LocationId(location + 1), new PoolId(pool),
                new CareTypeId(Array.FindIndex(CareTypes.All, c => c.CareType == careType) + 1),
                (Complexity)random.Next(1, 4), ages, (Features)random.Next(16), Hours(), Hours(),
                reach),
            Code("P", pool)));
    }

    private WeekHours Hours() => random.Next(10) switch
    {
        < 6 => WeekHours.Always,
        < 9 => new WeekHours(new DayHours(480, 1_200), new DayHours(600, 1_020)),
        _ => new WeekHours(new DayHours(480, 1_050), DayHours.Never),
    };

    private void OpenAccounts()
    {
        for (var n = 1; n <= Organisations; n++)
        {
            events.Add(new AccountOpened(
                new AccountId(n), new PersonId(IdFrom(random)), new OrganisationId(n),
                StaffOf(n).Roles, new SealedId(IdFrom(random)), new SealedId(IdFrom(random)),
                MustChangePassword: false));
        }
    }
}
