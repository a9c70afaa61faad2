using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coordinaat.Domain;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Feeds;
using Coordinaat.Domain.Kernel;
using Coordinaat.Engine.Feeds;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>The figures and traces of one engine: how it does, and never about whom.</summary>
/// <remarks>
/// No label holds anything that somebody typed, and no number of a request, a unit or an account:
/// only words of the program. What happens often is counted in plain numbers that are read when
/// somebody asks; nobody pays for figures that nobody reads.
/// </remarks>
public sealed class Meters : IDisposable
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "Coordinaat";

    // One for all engines of a process: whoever follows traces follows all of them.
    private static readonly ActivitySource Source = new(Name);

    private readonly Meter meter;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> commitSeconds;
    private readonly Histogram<double> decideSeconds;
    private readonly long[] answers = new long[Enum.GetValues<AnswerKind>().Length + 1];
    private readonly long[] reports = new long[Enum.GetValues<FigureSource>().Length + 1];
    private readonly ConcurrentDictionary<Enum, StrongLong> refusals = new();
    private readonly long[] faults = new long[Enum.GetValues<EngineFault>().Length + 1];
    private readonly ConcurrentDictionary<string, ReaderMeter> readers = new();
    private readonly long[] messages = new long[Enum.GetValues<MessageOutcome>().Length + 1];
    private IReadOnlyDictionary<FeedState, int> feeds = new Dictionary<FeedState, int>();
    private (int Now, int Wanted) replicas = (1, 1);
    private int nodesAlive = 1;
    private long clocksParked;
    private long streamsOpen;
    private long streamsCut;

    /// <summary>Whether anybody follows traces.</summary>
    public static bool HasFollowers => Source.HasListeners();

    internal Meters()
    {
        meter = new Meter(new MeterOptions(Name) { Scope = this });
        batchSize = meter.CreateHistogram(
            "coordinaat.batch.size", "{request}", "Requests decided in one batch.", tags: null,
            new InstrumentAdvice<int>
            {
                HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
            });
        commitSeconds = Seconds("coordinaat.commit.duration", "How long storing a batch took.");
        decideSeconds = Seconds("coordinaat.decide.duration", "How long deciding a batch took.");
    }

    /// <summary>Begins the trace of a call from outside; null where nobody follows it.</summary>
    public static Activity? Call() => Source.StartActivity("call", ActivityKind.Server);

    /// <summary>Whether an instrument is one of this engine's, where a process has several.
    /// </summary>
    public bool Owns(Instrument instrument) => instrument.Meter.Scope == this;

    /// <summary>How many browsers follow what changes.</summary>
    public long StreamsOpen => Interlocked.Read(ref streamsOpen);

    /// <summary>How many streams were cut because the other side did not read.</summary>
    public long StreamsCut => Interlocked.Read(ref streamsCut);

    /// <summary>A browser follows what changes, until this is disposed.</summary>
    public IDisposable StreamOpen()
    {
        Interlocked.Increment(ref streamsOpen);
        return new Ended(() => Interlocked.Decrement(ref streamsOpen));
    }

    /// <summary>A stream was cut because the other side did not read.</summary>
    public void StreamCut() => Interlocked.Increment(ref streamsCut);

    /// <summary>Something became of a message of a feed.</summary>
    public void FeedMessage(MessageOutcome outcome) =>
        Interlocked.Increment(ref messages[(int)outcome]);

    /// <summary>How many feeds are in each state.</summary>
    public void SetFeeds(IReadOnlyDictionary<FeedState, int> counts) => feeds = counts;

    /// <summary>How many databases hold the journal now, and how many should.</summary>
    public void SetReplicas(int now, int wanted) => replicas = (now, wanted);

    /// <summary>How many nodes work on this journal, this one included.</summary>
    public void SetNodesAlive(int count) => Volatile.Write(ref nodesAlive, count);

    /// <summary>Follows a reader of the journal: a table, an outbox, the screens.</summary>
    /// <param name="name">A word of the program; the same name replaces the earlier reader.</param>
    /// <param name="number">The last event that it has read.</param>
    public void Follow(string name, Func<long> number) =>
        readers[name] = new ReaderMeter(number);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    /// <summary>Begins to show how an engine is.</summary>
    internal void Start(Engine engine, Func<Lane, int> waiting)
    {
        Follow("screens", () => engine.Changes.Head);
        Gauge("coordinaat.queue.length", "{request}", "Requests that wait for the loop.", () =>
            Enum.GetValues<Lane>().Select(l => Of((double)waiting(l), "lane", Word(l))));
        Count("coordinaat.answers", "{request}", "Answers of the engine, by outcome.", () =>
            Enum.GetValues<AnswerKind>().Select(
                k => Of(Volatile.Read(ref answers[(int)k]), "outcome", Word(k))));
        Count("coordinaat.refusals", "{request}", "Refusals, by kind.", () =>
            refusals.Select(r => Of(r.Value.Read(), "kind", RefusalName.Of(r.Key))));
        Count("coordinaat.faults", "{request}", "Requests that got no answer, by kind.", () =>
            Enum.GetValues<EngineFault>().Select(
                f => Of(Volatile.Read(ref faults[(int)f]), "kind", RefusalName.Of(f))));
        Count("coordinaat.feed.reports", "{report}", "Reports of figures, by source.", () =>
            Enum.GetValues<FigureSource>().Select(
                s => Of(Volatile.Read(ref reports[(int)s]), "source", Word(s))));
        Count("coordinaat.feed.messages", "{message}", "Messages of feeds, by outcome.", () =>
            Enum.GetValues<MessageOutcome>().Select(
                o => Of(Volatile.Read(ref messages[(int)o]), "outcome", Word(o))));
        Gauge("coordinaat.feeds", "{feed}", "Feeds, by state.", () =>
            Enum.GetValues<FeedState>().Select(
                s => Of((double)feeds.GetValueOrDefault(s), "state", Word(s))));
        Gauge("coordinaat.feed.newest.age", "s", "Age of the newest figures, by source.", () =>
            AgesOf(engine).Select(a => Of(a.Seconds, "source", Word(a.Source))));
        Gauge("coordinaat.reader.lag", "{event}", "Events that a reader is behind.", () =>
            Lags(engine).Select(l => Of((double)l.Events, "reader", l.Name)));
        Gauge("coordinaat.reader.lag.time", "s", "How long a reader has been behind.", () =>
            Lags(engine).Select(l => Of(l.Seconds, "reader", l.Name)));
        StartWorld(engine);
        StartNode(engine);
    }

    /// <summary>A batch begins.</summary>
    internal BatchMeter Begin()
    {
        var trace = Source.StartActivity("batch");

        // Stopped by hand: the loop's thread keeps no current activity.
        Activity.Current = null;
        return new BatchMeter(this, trace);
    }

    /// <summary>Somebody asks something.</summary>
    internal Asked Ask(Request request)
    {
        var trace = Source.StartActivity("ask");
        _ = trace?.SetTag("coordinaat.request", request.GetType().Name)
            .SetTag("coordinaat.lane", Word(request.Lane));
        return new Asked(this, trace);
    }

    /// <summary>A clock failed so often that it is left alone.</summary>
    internal void ClockParked() => Interlocked.Increment(ref clocksParked);

    private void StartWorld(Engine engine)
    {
        Gauge("coordinaat.journal.head", "{event}", "The number of the last event.", () =>
            [new(engine.World.Number)]);
        Gauge("coordinaat.world.requests", "{request}", "Care requests in memory.", () =>
        [
            Of((double)engine.World.Access.Open.Count, "state", "open"),
            Of((double)(engine.World.Access.Requests.Count - engine.World.Access.Open.Count),
                "state", "closed"),
        ]);
        Gauge("coordinaat.world.pools", "{pool}", "Pools of places with figures.", () =>
            [new(engine.World.Capacity.Pools.Count(p => p?.Figures is not null))]);
        Gauge("coordinaat.memory.managed", "By", "Memory that the program's own data takes.", () =>
            [new(GC.GetTotalMemory(forceFullCollection: false))]);
        Gauge("coordinaat.memory.resident", "By", "Memory that the whole process takes.", () =>
            [new(Environment.WorkingSet)]);
    }

    private void StartNode(Engine engine)
    {
        Gauge("coordinaat.unwritable", "s", "How long nothing could be stored; 0 while it can.",
            () => [new(engine.UnwritableSince is { } since
                ? Math.Max((engine.Now - since).TotalSeconds, 0.001) : 0)]);
        Gauge("coordinaat.loop.running", "", "1 while requests are decided.", () =>
            [new(engine.Stopped is null ? 1 : 0)]);
        Gauge("coordinaat.replicas", "{copy}", "Databases that hold the journal now.", () =>
            [new(replicas.Now)]);
        Gauge("coordinaat.replicas.wanted", "{copy}", "Databases that should hold it.", () =>
            [new(replicas.Wanted)]);
        Gauge("coordinaat.nodes.alive", "{node}", "Nodes that work on this journal.", () =>
            [new(Volatile.Read(ref nodesAlive))]);
        Gauge("coordinaat.streams.open", "{stream}", "Browsers that follow what changes.", () =>
            [new(StreamsOpen)]);
        Count("coordinaat.streams.cut", "{stream}", "Streams cut because nobody read them.", () =>
            [new(StreamsCut)]);
        Count("coordinaat.clocks.parked", "{clock}", "Clocks left alone after failing.", () =>
            [new(Interlocked.Read(ref clocksParked))]);
    }

    private Histogram<double> Seconds(string name, string what) => meter.CreateHistogram(
        name, "s", what, tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries =
                [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        });

    private void Gauge(
        string name, string unit, string what, Func<IEnumerable<Measurement<double>>> read) =>
        meter.CreateObservableGauge(name, read, unit, what);

    private void Count(
        string name, string unit, string what, Func<IEnumerable<Measurement<long>>> read) =>
        meter.CreateObservableCounter(name, read, unit, what);

    private static IEnumerable<(FigureSource Source, double Seconds)> AgesOf(Engine engine) =>
        engine.World.Capacity.Pools.Select(p => p?.Figures).OfType<Figures>()
            .GroupBy(f => f.Source)
            .Select(g => (g.Key, Math.Max((engine.Now - g.Max(f => f.At)).TotalSeconds, 0)));

    private IEnumerable<(string Name, long Events, double Seconds)> Lags(Engine engine)
    {
        foreach (var (name, reader) in readers)
        {
            var (events, time) = reader.Lag(engine.World.Number, engine.Now);
            yield return (name, events, time.TotalSeconds);
        }
    }

    private static Measurement<double> Of(double value, string label, string word) =>
        new(value, KeyValuePair.Create<string, object?>(label, word));

    private static Measurement<long> Of(long value, string label, string word) =>
        new(value, KeyValuePair.Create<string, object?>(label, word));

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private void Heard(Answer answer)
    {
        var kind = answer switch
        {
            { Refusal: { } refusal } => Refused(refusal),
            { Receipt.IsRepeat: true } => AnswerKind.Repeat,
            { Receipt.Events.IsEmpty: true } => AnswerKind.Unchanged,
            _ => AnswerKind.Yes,
        };
        Interlocked.Increment(ref answers[(int)kind]);
    }

    private AnswerKind Refused(Enum refusal)
    {
        refusals.GetOrAdd(refusal, _ => new StrongLong()).Add();
        return AnswerKind.Refused;
    }

    private void Failed(EngineFault fault)
    {
        Interlocked.Increment(ref answers[(int)AnswerKind.Fault]);
        Interlocked.Increment(ref faults[(int)fault]);
    }

    private void Stored(IEnumerable<Recorded> events)
    {
        foreach (var recorded in events)
        {
            var source = recorded.Happened switch
            {
                CapacityReported e => e.Figures.Source,
                CapacityConfirmed => FigureSource.Confirmed,
                _ => default,
            };
            if (source != default)
            {
                Interlocked.Increment(ref reports[(int)source]);
            }
        }
    }

    // How a request ended, as a label says it.
    private enum AnswerKind
    {
        Yes = 1,
        Unchanged,
        Repeat,
        Refused,
        Fault,
    }

    /// <summary>A request between asking and hearing.</summary>
    internal sealed class Asked(Meters meters, Activity? trace) : IDisposable
    {
        public async Task<Answer> HearAsync(Task<Answer> answering)
        {
            try
            {
                var answer = await answering;
                meters.Heard(answer);
                _ = trace?.SetTag("coordinaat.refusal", answer.Refusal is { } refusal
                    ? RefusalName.Of(refusal) : null);
                return answer;
            }
            catch (EngineException fault)
            {
                meters.Failed(fault.Fault);
                _ = trace?.SetStatus(ActivityStatusCode.Error, RefusalName.Of(fault.Fault));
                throw;
            }
        }

        public void Dispose() => trace?.Dispose();
    }

    /// <summary>A batch between begin and commit.</summary>
    internal sealed class BatchMeter(Meters meters, Activity? trace)
    {
        private const int LinksMax = 32;
        private readonly long begun = Stopwatch.GetTimestamp();

        /// <summary>All of it is decided.</summary>
        public void Decided() =>
            meters.decideSeconds.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);

        /// <summary>Commits, and measures that.</summary>
        public T Commit<T>(Func<T> commit)
        {
            var started = Stopwatch.GetTimestamp();
            var stored = commit();
            meters.commitSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            return stored;
        }

        /// <summary>It is stored, or there was nothing to store.</summary>
        public void Done(IReadOnlyCollection<Submission> taken, ImmutableArray<Recorded> stored)
        {
            if (taken.Count > 0)
            {
                meters.batchSize.Record(taken.Count);
            }

            meters.Stored(stored);
            End(taken, stored.Length, ActivityStatusCode.Ok);
        }

        /// <summary>It could not be stored.</summary>
        public void Failed(IReadOnlyCollection<Submission> taken) =>
            End(taken, 0, ActivityStatusCode.Error);

        private void End(
            IReadOnlyCollection<Submission> taken, int events, ActivityStatusCode status)
        {
            if (trace is null)
            {
                return;
            }

            foreach (var asked in taken.Select(t => t.AskedBy).Where(c => c != default)
                .Take(LinksMax))
            {
                _ = trace.AddLink(new ActivityLink(asked));
            }

            _ = trace.SetTag("coordinaat.requests", taken.Count)
                .SetTag("coordinaat.events", events).SetStatus(status);
            trace.Dispose();
        }
    }

    private sealed class StrongLong
    {
        private long value;

        public void Add() => Interlocked.Increment(ref value);

        public long Read() => Interlocked.Read(ref value);
    }

    // Behind since it was last seen at the head; whoever looks more often knows it more exactly.
    private sealed class ReaderMeter(Func<long> number)
    {
        private readonly Lock gate = new();
        private Instant? level;

        public (long Events, Duration Time) Lag(long head, Instant now)
        {
            lock (gate)
            {
                var behind = Math.Max(head - number(), 0);
                if (behind == 0 || level is null)
                {
                    level = now;
                }

                return (behind, behind == 0 ? Duration.Zero : now - level.Value);
            }
        }
    }

    private sealed class Ended(Action end) : IDisposable
    {
        private Action? left = end;

        public void Dispose() => Interlocked.Exchange(ref left, null)?.Invoke();
    }
}
