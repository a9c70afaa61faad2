using System.Globalization;
using Coordinaat.Domain;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Components;

/// <summary>What a component draws from: one world, one moment, one language.</summary>
/// <param name="World">All that is known.</param>
/// <param name="Now">The moment of drawing.</param>
/// <param name="Language">The user's language.</param>
/// <param name="Staff">Names of colleagues.</param>
public sealed record View(World World, Instant Now, Language Language, StaffNames Staff)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>By whose rules it is shown: those of today, also where the world is a past one.
    /// </summary>
    public World Rules { get; init; } = World;

    /// <summary>What the feeds counted when they were last looked at; empty where no screen asks.
    /// </summary>
    public IReadOnlyCollection<FeedCensus> FeedCounts { get; init; } = [];

    public RegionsState Regions => World.Regions;

    public CultureInfo Culture => Language == Language.English ? English : Dutch;

    /// <summary>A text that belongs to one place only, in both languages.</summary>
    public string T(string nl, string en) => Language == Language.English ? en : nl;

    /// <summary>A word of the code.</summary>
    public string Label(Enum word) => Texts.Label(word, Language);

    /// <summary>A code of a list.</summary>
    public string Code(CodeList list, string value) => Regions.NameOf(list, value, Language);

    /// <summary>What is asked for; the code itself when it is unknown.</summary>
    public string Kind(string code) => Regions.KindOf(code)?.Name.In(Language) ?? code;

    public string CareType(CareTypeId id) => Regions.CareTypes[id.Value].Name.In(Language);

    public string Organisation(OrganisationId id) =>
        Regions.Organisations.Find(id.Value)?.Name ?? "";

    /// <summary>The number of an organisation at this hour; empty when none is known.</summary>
    public string PhoneOf(OrganisationId id) =>
        Regions.Locations.All.FirstOrDefault(l => l.Organisation == id)
            ?.PhoneAt(LocalMoment.At(Now)) ?? "";

    /// <summary>The number for a life threat in the region of an organisation.</summary>
    public string PriorityLine(OrganisationId id) =>
        Regions.Regions.Find(Regions.Organisations[id.Value].Region.Value)?.PriorityLine ?? "112";

    public string Subregion(SubregionId id) => Regions.Subregions[id.Value].Name;

    /// <summary>The Dutch wall clock: 03:12, with the date when it is another day.</summary>
    public string Clock(Instant at)
    {
        var local = at.InZone(LocalMoment.Zone);
        var today = Now.InZone(LocalMoment.Zone).Date;
        return local.Date == today
            ? local.ToString("HH:mm", CultureInfo.InvariantCulture)
            : local.ToString("dd-MM HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A length of time as people say it: 40 s, 12 min, 1 u 20.</summary>
    public string Length(Duration length)
    {
        var minutes = (long)length.TotalMinutes;
        return length.TotalSeconds < 60
            ? $"{(long)length.TotalSeconds} s"
            : minutes < 60
                ? $"{minutes} min"
                : minutes < 2_880
                    ? $"{minutes / 60} {T("u", "h")} {minutes % 60:00}"
                    : $"{minutes / 1_440} {T("d", "d")}";
    }

    /// <summary>For the datetime attribute, which the browser reads.</summary>
    public static string Iso(Instant at) =>
        NodaTime.Text.InstantPattern.General.Format(at);
}
