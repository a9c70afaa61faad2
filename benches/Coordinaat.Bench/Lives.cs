using Coordinaat.Domain.Access;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Handover;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Placement;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Transport;
using Coordinaat.Domain.Triage;
using NodaTime;

namespace Coordinaat.Bench;

/// <summary>What happens in a region, made up from a seed: reports and lives of care requests.
/// </summary>
/// <remarks>
/// Half of the events are figures: three reports to one "unchanged". The other half are care
/// requests, of which about 200 are open at a time; two in five hear a no before the yes.
/// </remarks>
internal sealed class Lives
{
    private const int OpenRequests = 200;

    // With nobody who says no.
    private const int EventsLeast = 20;
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly Duration Between = Duration.FromMilliseconds(8_640);

    private readonly Random random;
    private readonly Country country;
    private readonly UnitDefined[] units;
    private readonly List<IEnumerator<Event>> open = [];
    private readonly HashSet<int> reported = [];
    private int requests;
    private int offers;
    private Instant now = Start;

    /// <summary>About how many events a case has.</summary>
    public const int EventsEach = 22;

    public Lives(Country country, int seed)
    {
        (this.country, random) = (country, new Random(seed));
        units = [.. country.Events.OfType<UnitDefined>()];
    }

    /// <summary>A journal of so many events, the country's own first.</summary>
    public static IEnumerable<Recorded> Make(Country country, int count, int seed)
    {
        var lives = new Lives(country, seed);
        return country.Events.Concat(lives.Happen()).Take(count)
            .Select((happened, i) => lives.Record(i + 1, happened));
    }

    /// <summary>When the last of so many events happens, with a minute to spare.</summary>
    public static Instant EndOf(int count) => Start + (Between * count) + Duration.FromMinutes(1);

    private Recorded Record(int number, Event happened)
    {
        now = Start + (Between * number);
        var by = happened is CapacityEvent ? country.StaffOf(country.Regions + 1) : Desk;
        var region = happened is RegionsEvent ? default : new RegionId(1);
        return new Recorded(number, 1, region, now, by, Country.IdFrom(random), 0, happened);
    }

    private Actor Desk => country.StaffOf(1);

    private IEnumerable<Event> Happen()
    {
        while (true)
        {
            yield return random.Next(2) == 0 ? Report() : Next();
        }
    }

    /// <summary>Cases, many at a time, until so many were opened and all are closed.</summary>
    public IEnumerable<Event> Cases(int most)
    {
        while (open.Count > 0 || requests < most)
        {
            while (open.Count < OpenRequests && requests < most)
            {
                var life = Life().GetEnumerator();
                _ = life.MoveNext();
                open.Add(life);
                yield return life.Current;
            }

            var at = random.Next(open.Count);
            if (open[at].MoveNext())
            {
                yield return open[at].Current;
            }
            else
            {
                open.RemoveAt(at);
            }
        }
    }

    /// <summary>Cases that stay open, each at some moment between its first event and its last.
    /// </summary>
    public IEnumerable<Event> Open(int count) =>
        Enumerable.Range(0, count).SelectMany(_ => Life().Take(random.Next(1, EventsLeast)));

    private CapacityEvent Report()
    {
        var pool = new PoolId(random.Next(1, country.Pools + 1));
        if (!reported.Add(pool.Value) && random.Next(4) == 0)
        {
            return new CapacityConfirmed(pool, now);
        }

        var physical = random.Next(4, 40);
        return new CapacityReported(pool, new Figures(
            physical, random.Next(3), physical - random.Next(3), random.Next(physical), now,
            FigureSource.Manual));
    }

    private Event Next()
    {
        while (true)
        {
            if (open.Count < OpenRequests)
            {
                open.Add(Life().GetEnumerator());
            }

            var at = random.Next(open.Count);
            if (open[at].MoveNext())
            {
                return open[at].Current;
            }

            open.RemoveAt(at);
        }
    }

    private IEnumerable<Event> Life()
    {
        var id = new CareRequestId(++requests);
        var unit = units[random.Next(units.Length)].Unit;
        yield return new CareRequestRegistered(
            id, new PersonId(Country.IdFrom(random)), [new OrganisationId(1)],
            new SubregionId(1), RequesterKind.Gp, Channel.Phone, unit.Ages[0], Sealed(), Sealed(),
            Sealed(), null, null);
        yield return new LeadTaken(id, Desk.Account, Desk.Organisation);
        yield return new TriageRecorded(id, "any", "1", "U3", "U3", null);
        yield return new NoteAdded(id, Sealed());
        yield return new NeedDescribed(id, new Need(
            unit.CareType, unit.ComplexityMax, unit.Ages[0], Features.None, LegalTitle.Consent,
            ReturnHome.Expected, "own", null, [], Sealed()));
        if (random.Next(5) < 2)
        {
            var refused = Ask(id);
            yield return refused;
            yield return new OfferAnswered(
                id, refused.Offer, Reply.No, "any", null, null, EndsAsking: true);
        }

        var asked = Ask(id);
        yield return asked;
        yield return new OfferAnswered(
            id, asked.Offer, Reply.Yes, "", null, null, EndsAsking: false);
        yield return new PlaceClaimed(unit.Pool, asked.Unit, id, IsOver: false);
        yield return new ArrivalExpected(id, now + Duration.FromDays(1_000));
        foreach (var happened in Move(id, unit.Pool))
        {
            yield return happened;
        }
    }

    private IEnumerable<Event> Move(CareRequestId id, PoolId pool)
    {
        yield return new AdmissionConfirmed(
            id, new Admission(Sealed(), "any", Sealed(), "any", now));
        yield return new PlaceAgreed(id);
        yield return new ConsentRecorded(id, Consent.Yes, BySomebodyElse: false, "");
        yield return new TransportRequested(id, "own", "", null, "");
        yield return new NoteAdded(id, Sealed());
        yield return new Departed(id, now);
        yield return new ClaimMoved(pool, id, ClaimState.OnTheWay, now);
        yield return new Arrived(id, now);
        yield return new ClaimMoved(pool, id, ClaimState.Arrived, now);
        yield return new HandedOver(id, Sealed(), "any", now);
        yield return new CareRequestClosed(id, Ending.Placed, null);
    }

    // Answered by: long after the journal ends, so that no clock runs out while it is measured.
    private OfferMade Ask(CareRequestId id) => new(
        id, new OfferId(++offers), new UnitId(random.Next(1, units.Length + 1)),
        now + Duration.FromDays(1_000), 1, 1, 25, "", null);

    private SealedId Sealed() => new(Country.IdFrom(random));
}
