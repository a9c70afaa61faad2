using System.Globalization;
using System.Text;
using Coordinaat.Domain.Kernel;
using Coordinaat.Exchange.Rosters;
using Coordinaat.Exchange.Tables;
using Coordinaat.Regions;
using NodaTime;

namespace Coordinaat.Demo;

/// <summary>The demo's roster: the same people every day of the coming week.</summary>
internal static class DemoRoster
{
    private const int Days = 7;

    /// <summary>A table a day, without what is over.</summary>
    public static IEnumerable<ImportFile> Of(Instant now)
    {
        var text = File.ReadAllText(Path.Combine(Data.Demo, "roster", "week.csv"));
        var today = now.InZone(LocalMoment.Zone).Date;
        for (var i = 0; i < Days; i++)
        {
            var day = today.PlusDays(i);
            var file = ImportTable.Read(
                $"roster {i}",
                Encoding.UTF8.GetBytes(text
                    .Replace("{day}", Iso(day), StringComparison.Ordinal)
                    .Replace("{next}", Iso(day.PlusDays(1)), StringComparison.Ordinal)));
            yield return file with
            {
                Lines = [.. file.Lines.Where(l => l is not RosterLine r || r.Until > now)],
            };
        }
    }

    private static string Iso(LocalDate day) =>
        day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
