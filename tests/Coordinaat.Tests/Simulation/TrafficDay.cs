using System.Security.Cryptography;
using System.Text;
using Coordinaat.Demo;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Tables;
using Coordinaat.Regions;
using Coordinaat.Simulation;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Simulation;

/// <summary>The demo's region with simulated staff, and a day of traffic in it: folded by the
/// product's own decisions, without an engine.</summary>
internal sealed class TrafficDay
{
    /// <summary>Tuesday 3 March 2026, 07:00 in the Netherlands.</summary>
    public static readonly Instant Morning = Instant.FromUtc(2026, 3, 3, 6, 0);

    private static readonly Duration Tick = Duration.FromSeconds(20);
    private static readonly Lazy<(World World, Staff Staff)> Region = new(DefineRegion);

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string where;
    private readonly double speed;
    private int ids;
    private int people;

    public TrafficDay(int seed, double speed = 1, Instant? start = null)
    {
        where = $"Seed {seed}, speed {speed}";
        this.speed = speed;
        Now = start ?? Morning;
        World = WithFigures(Region.Value.World, Now);
        Plan = PlanWith(seed);
    }

    public World World { get; private set; }

    public Instant Now { get; private set; }

    public TrafficPlan Plan { get; private set; }

    public List<Recorded> Journal { get; } = [];

    public List<(Act Act, Enum Refusal)> Refused { get; } = [];

    public List<Act> Done { get; } = [];

    /// <summary>Looks at the world before and after everything that is recorded.</summary>
    public Action<World, Recorded, World>? Watch { get; init; }

    /// <summary>Everything that happened and was sealed, in one hash.</summary>
    public string Hash => Convert.ToHexString(hash.GetCurrentHash());

    /// <summary>Plays on, look by look.</summary>
    public TrafficDay Run(Duration length)
    {
        for (var end = Now + length; Now < end;)
        {
            Look();
            Now += Tick;
        }

        return this;
    }

    /// <summary>Does all that is due now.</summary>
    public void Look()
    {
        for (var times = 0; Plan.Next(World, Now) is { } act; times++)
        {
            Assert.True(times < 500, $"{where}: no end to {act.Request.GetType().Name}.");
            Assert.True(act.Due <= Now, where);
            Play(act);
        }
    }

    public string Where(object what) => $"{where}, {Now}: {what}";

    /// <summary>Stops the play and begins another in the same world.</summary>
    public void Restart(int seed) => Plan = PlanWith(seed);

    /// <summary>Somebody of an organisation who is no part of the play.</summary>
    public Actor Person(string organisation, Roles roles)
    {
        var holder = new OrganisationId(World.Regions.Organisations.NumberOf(organisation));
        World = Stored(
            World, TestRegion.Account(10_000 + ++people, $"person-{people}", holder, roles), Now);
        return new Actor(new AccountId(World.Accounts.All.Count), holder, roles);
    }

    /// <summary>The first simulated account of an organisation.</summary>
    public Actor Simulated(string organisation)
    {
        var holder = World.Regions.Organisations.NumberOf(organisation);
        var account = World.Accounts.All.First(a => a.Organisation.Value == holder);
        return new Actor(account.Id, account.Organisation, account.Roles);
    }

    /// <summary>Does what a person asks; it must be granted.</summary>
    public void Do(Domain.Request request, Actor by)
    {
        var played = Support.Play.Decide(World, request, new Moment(Now, by));
        Assert.True(played.Refusal is null, Where(played.Refusal!));
        Write(played.Recorded, []);
        World = played.World;
    }

    /// <summary>Does one act of the play.</summary>
    public void Play(Act act)
    {
        var played = Support.Play.Decide(World, act.Request, new Moment(Now, act.By));
        Write(played.Recorded, played.Refusal is null ? act.Request.Secrets : []);
        World = played.World;
        Plan.Settle(act, played.Refusal is not null, Now);
        if (played.Refusal is { } refusal)
        {
            Refused.Add((act, refusal));
        }
        else
        {
            Done.Add(act);
        }
    }

    private TrafficPlan PlanWith(int seed) => new(
        new TrafficSettings((ulong)seed, speed), Region.Value.Staff,
        DemoTraffic.SealingWith(() => new Guid(++ids, 6, 6, new byte[8])), World, Now);

    private void Write(IEnumerable<Recorded> recorded, IEnumerable<Secret> secrets)
    {
        var before = World;
        foreach (var entry in recorded)
        {
            Journal.Add(entry);
            hash.AppendData(EventCodec.Encode(entry.Happened));
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.At}{entry.By}"));
            if (Watch is not null)
            {
                var after = before.After(entry);
                Watch(before, entry, after);
                before = after;
            }
        }

        foreach (var secret in secrets)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{secret.Id}{secret.Reveal()}"));
        }
    }

    private static (World, Staff) DefineRegion()
    {
        var files = Importer.ReadFolder(Repository.PathTo("data", "norms"))
            .Concat(Importer.ReadFolder(Repository.PathTo("data", "demo")));
        var world = ImportTable.InOrder(files).SelectMany(f => f.Lines)
            .OfType<DefinitionLine>().SelectMany(l => l.Definitions)
            .Aggregate(World.Empty, (w, row) => Stored(w, new Define(row), Morning));
        var wanted = Staff.WantedFor(world.Regions).ToArray();
        for (var nth = 1; nth <= wanted.Length; nth++)
        {
            world = Stored(
                world, TestRegion.Account(
                    nth, wanted[nth - 1].Login, wanted[nth - 1].Organisation,
                    wanted[nth - 1].Roles),
                Morning);
        }

        return (world, new Staff(wanted.Select((_, i) => new AccountId(i + 1))));
    }

    private static World WithFigures(World world, Instant now) =>
        Importer.ReadFolder(Repository.PathTo("data", "demo")).SelectMany(f => f.Lines)
            .OfType<CapacityLine>().Aggregate(world, (w, line) => Stored(
                w, new ReportCapacity(
                    new UnitId(w.Regions.Units.NumberOf(line.Code)), line.Physical, line.Blocked,
                    line.Staffed, line.Occupied, null, FigureSource.Feed),
                now));

    private static World Stored(World world, Domain.Request request, Instant now)
    {
        var played = Support.Play.Decide(world, request, new Moment(now, Actor.System));
        Assert.Null(played.Refusal);
        return played.World;
    }
}
