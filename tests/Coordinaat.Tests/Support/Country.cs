using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine;
using Coordinaat.Exchange.Tables;
using Coordinaat.Regions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coordinaat.Tests.Support;

/// <summary>
/// The country of the public lists, in the folder of an engine. What no list tells is made up from
/// a seed: units at every emergency department and GP post, their figures, a coordination centre
/// for every region, and accounts.
/// </summary>
internal sealed class Country
{
    /// <summary>An urgency whose questions wait one minute.</summary>
    public const string Hurried = "UX";

    private const int Seed = 20_260_622;

    private readonly string lists;
    private readonly Random random = new(Seed);
    private readonly ImmutableArray<(string Code, string Region, int Inhabitants)> postcodes;

    private Country(string lists)
    {
        this.lists = Path.Combine(lists, "nl");
        postcodes = [.. Rows("pc4.csv").Select(r => (
            r["pc4"], r["region"],
            int.Parse(r["inhabitants"], NumberStyles.None, CultureInfo.InvariantCulture)))];
    }

    /// <summary>The logins of the coordinators, by region.</summary>
    public Dictionary<string, string> Desks { get; } = new(StringComparer.Ordinal);

    /// <summary>The logins of who answers on a screen, by organisation; others answer by
    /// telephone.</summary>
    public HashSet<string> Screens { get; } = new(StringComparer.Ordinal);

    /// <summary>Imports everything and opens the accounts.</summary>
    public static async Task<Country> MakeAsync(string lists, string folder)
    {
        var country = new Country(lists);
        await using var engine = EngineItself.Open(
            new EngineOptions(folder, TimeProvider.System, NullLogger.Instance));
        var importer = new Importer(engine);
        foreach (var files in new IEnumerable<ImportFile>[]
        {
            Importer.ReadFolder(Repository.PathTo("data", "norms")),
            Importer.ReadFolder(country.lists),
            country.MadeUp(),
        })
        {
            var report = await importer.ImportAsync(files, Actor.System);
            Assert.Equal(0, report.Count(LineOutcome.Refused));
        }

        foreach (var (region, login) in country.Desks)
        {
            await StaffAccounts.OpenAsync(engine, login, $"zcc-{region}", Roles.Coordinator);
        }

        foreach (var organisation in country.Screens)
        {
            await StaffAccounts.OpenAsync(
                engine, organisation, organisation, Roles.ProviderDesk);
        }

        return country;
    }

    /// <summary>Where somebody lives, by the number of people who live there.</summary>
    public (string Postcode, string Region) Somewhere(Random dice)
    {
        var left = dice.Next(postcodes.Sum(p => p.Inhabitants));
        foreach (var (code, region, inhabitants) in postcodes)
        {
            left -= inhabitants;
            if (left < 0)
            {
                return (code, region);
            }
        }

        throw new InvalidOperationException("Nobody lives anywhere.");
    }

    private IEnumerable<ImportFile> MadeUp()
    {
        var subregions = Rows("subregions.csv").ToLookup(r => r["region"], r => r["subregion"]);
        var (organisations, locations) = (new StringBuilder(), new StringBuilder());
        foreach (var region in Rows("regions.csv").Select(r => r["region"]))
        {
            Desks[region] = $"desk-{region}";
            organisations.Append(
                CultureInfo.InvariantCulture,
                $"zcc-{region},ZCC {region},coordination-centre,{region}\n");
            locations.Append(
                CultureInfo.InvariantCulture,
                $"zcc-{region},ZCC,zcc-{region},{string.Join(' ', subregions[region])}");
            locations.Append(",Stad,52.1,5.1,,\n");
        }

        var (units, figures) = (new StringBuilder(), new StringBuilder());
        foreach (var id in Rows("seh.csv").Select(r => $"seh-{r["id"]}"))
        {
            Add(units, figures, id, "ed", "", free: 4);
            Add(units, figures, id, "ward", $"{id}-beds", free: 5);
            Add(units, null, id, "aoa", $"{id}-beds", free: 0);
        }

        foreach (var id in Rows("hap.csv").Select(r => $"hap-{r["id"]}"))
        {
            Add(units, figures, id, "gp-post", "", free: 8);
        }

        return
        [
            Table("code,nl,en,answer_minutes,place_minutes", $"{Hurried},Haast,Hurry,1,30\n"),
            Table("code,name,sector,region", organisations.ToString()),
            Table(
                "code,name,organisation,subregions,city,lat,lon,phone_day,phone_night",
                locations.ToString()),
            Table(
                "code,name,location,pool,care_type,complexity_max,ages,features,"
                + "admission_weekday,admission_weekend,doctor_weekday,doctor_weekend,reach_metres",
                units.ToString()),
            Table("unit,physical,blocked,staffed,occupied", figures.ToString()),
        ];
    }

    // A third of the organisations has a screen. Between none and so many places are free.
    private void Add(
        StringBuilder units, StringBuilder? figures, string organisation, string care, string pool,
        int free)
    {
        if (care is "ed" or "gp-post" && random.Next(3) == 0)
        {
            Screens.Add(organisation);
        }

        units.Append(
            CultureInfo.InvariantCulture,
            $"{organisation}-{care},{care},{organisation},{pool},{care},high,all,none");
        units.Append(",always,always,always,always,0\n");
        figures?.Append(
            CultureInfo.InvariantCulture,
            $"{organisation}-{care},20,1,18,{18 - random.Next(free + 1)}\n");
    }

    private static ImportFile Table(string header, string rows) =>
        ImportTable.Read("made-up.csv", Encoding.UTF8.GetBytes($"{header}\n{rows}"));

    private IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(lists, file));
        var header = lines[0].Split(',');
        var count = header.Length;
        foreach (var fields in lines.Skip(1).Select(l => CsvLine.Split(l)!))
        {
            yield return Enumerable.Range(0, count).ToDictionary(i => header[i], i => fields[i]);
        }
    }
}
