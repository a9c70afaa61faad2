using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;
using Coordinaat.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>A journal full of questions to units that nobody has answered yet.</summary>
/// <remarks>
/// Offer n belongs to care request n. All units admit, so that every yes is the same work; all
/// have more places than can be promised while it is measured.
/// </remarks>
internal static class OfferBook
{
    private const int Seed = 20_264;
    private static readonly Duration AnswerIn = Duration.FromDays(1_000);

    /// <summary>One unit, or any.</summary>
    public static string WorkOf(bool isHot) => isHot ? "reserve-hot" : "reserve-random";

    /// <summary>Writes it, with a snapshot from which an engine starts at once.</summary>
    /// <param name="options">An empty folder, or an empty database.</param>
    /// <param name="country">Whose units are asked.</param>
    /// <param name="isHot">All questions go to one unit.</param>
    /// <param name="offers">How many questions.</param>
    public static void Write(EngineOptions options, Country country, bool isHot, int offers)
    {
        _ = Directory.CreateDirectory(options.Folder);
        var now = Instant.FromDateTimeOffset(options.Time.GetUtcNow());
        using var storage = Storage.Of(options);
        using var journal = storage.OpenJournal();
        var world = World.Empty;
        var happened = Happen(country, isHot, offers, now);
        var head = JournalFile.Write(journal, JournalFile.Record(happened, now).Select(recorded =>
        {
            world = world.After(recorded);
            return recorded;
        }));
        new Snapshots(Path.Combine(options.Folder, "snapshots"), NullLogger.Instance)
            .Write(new Standing(world, head, Epoch: 1));
    }

    private static IEnumerable<Event> Happen(
        Country country, bool isHot, int offers, Instant now)
    {
        var reported = Enumerable.Range(1, country.Pools).Select(n => new CapacityReported(
            new PoolId(n), new Figures(
                ReportCapacity.PlacesMax, 0, ReportCapacity.PlacesMax, 0, now,
                FigureSource.Manual)));
        var units = country.Events.OfType<UnitDefined>()
            .Select((e, i) => (Id: new UnitId(i + 1), e.Unit))
            .Where(u => CareTypes.All[u.Unit.CareType.Value - 1].CareType is
            {
                Setting: CareSetting.Admission,
            })
            .ToArray();
        var random = new Random(Seed);
        var asked = Enumerable.Range(1, offers).SelectMany(n =>
        {
            var (id, unit) = units[isHot ? 0 : random.Next(units.Length)];
            return Ask(n, id, unit, ((n - 1) % country.Regions) + 1, now, random);
        });
        return country.Events.Concat(reported).Concat(asked);
    }

    // Answered by: long after the bench, so that no clock runs out while it is measured.
    private static IEnumerable<Event> Ask(
        int number, UnitId unitId, CareUnit unit, int region, Instant now, Random random)
    {
        var id = new CareRequestId(number);
        SealedId Sealed() => new(Country.IdFrom(random));
        yield return new CareRequestRegistered(
            id, new PersonId(Country.IdFrom(random)), [new OrganisationId(region)],
            new SubregionId(region), RequesterKind.Gp, Channel.Phone, unit.Ages[0], Sealed(),
            null, null, null, null);
        yield return new TriageRecorded(id, "any", "1", "U3", "U3", null);
        yield return new NeedDescribed(id, new Need(
            unit.CareType, unit.ComplexityMax, unit.Ages[0], Features.None, LegalTitle.Consent,
            ReturnHome.Expected, "own", null, [], Sealed()));
        yield return new OfferMade(
            id, new OfferId(number), unitId, now + AnswerIn, 1, 1, 25, "", null);
    }
}
