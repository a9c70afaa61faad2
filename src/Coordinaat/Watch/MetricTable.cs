using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Coordinaat.Watch;

/// <summary>The figures of this process as they are now, written as Prometheus reads them.
/// </summary>
/// <remarks>Text format 0.0.4. Names and units become what Prometheus expects of them:
/// <c>coordinaat.commit.duration</c> in <c>s</c> is <c>coordinaat_commit_duration_seconds</c>.
/// </remarks>
internal sealed class MetricTable : IDisposable
{
    /// <summary>No figure is kept for more combinations of labels; the rest counts as one.
    /// </summary>
    public const int SeriesMax = 2_000;

    /// <summary>What the answer says that it is.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Overflow = "overflow=\"true\"";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, Family> families = new();
    private readonly Lock gate = new();
    private long round;

    /// <summary>Begins to follow.</summary>
    /// <param name="isShown">Which instruments.</param>
    public MetricTable(Func<Instrument, bool> isShown)
    {
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (isShown(instrument))
            {
                families[instrument] = new Family(instrument);
                me.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Take(i, value, tags));
        listener.Start();
    }

    /// <summary>Everything, as text.</summary>
    public string Write()
    {
        lock (gate)
        {
            round++;
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in families.Values.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                family.Write(text, round);
            }

            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private void Take(
        Instrument instrument, double value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (families.TryGetValue(instrument, out var family))
        {
            family.Find(Labels(tags)).Take(value, family.Kind, round);
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var said = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            _ = text.Append(text.Length > 0 ? "," : "").Append(Word(name)).Append("=\"")
                .Append(said.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return text.ToString();
    }

    private static string Word(string name) => name.Replace('.', '_');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private enum FamilyKind
    {
        // Adds up what is told.
        Sum = 1,

        // Keeps what was told last.
        Last,

        Spread,
    }

    /// <summary>One instrument with all its labels.</summary>
    private sealed class Family
    {
        private readonly ConcurrentDictionary<string, Series> all = new();
        private readonly string type;
        private readonly string help;
        private readonly bool isObserved;
        private readonly double[] bounds;

        public Family(Instrument instrument)
        {
            var shape = instrument.GetType().GetGenericTypeDefinition();
            var isCounter = shape == typeof(Counter<>) || shape == typeof(ObservableCounter<>);
            isObserved = instrument.IsObservable;
            Kind = shape == typeof(Histogram<>) ? FamilyKind.Spread
                : isObserved || shape == typeof(Gauge<>) ? FamilyKind.Last : FamilyKind.Sum;
            type = Kind == FamilyKind.Spread ? "histogram" : isCounter ? "counter" : "gauge";
            Name = NameOf(instrument, isCounter);
            help = instrument.Description ?? instrument.Name;
            bounds = BoundsOf(instrument);
        }

        public string Name { get; }

        public FamilyKind Kind { get; }

        public Series Find(string labels) => all.TryGetValue(labels, out var known)
            ? known
            : all.GetOrAdd(
                all.Count < SeriesMax ? labels : Overflow, _ => new Series(bounds));

        public void Write(StringBuilder text, long round)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help}\n")
                .Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {type}\n");
            foreach (var (labels, series) in all.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                // What is no longer observed is no longer there.
                if (isObserved && series.Round != round)
                {
                    _ = all.TryRemove(labels, out _);
                }
                else
                {
                    series.Write(text, Name, labels, Kind);
                }
            }
        }

        private static string NameOf(Instrument instrument, bool isCounter)
        {
            var unit = instrument.Unit switch
            {
                "s" => "_seconds",
                "By" => "_bytes",
                _ => "",
            };
            return Word(instrument.Name) + unit + (isCounter ? "_total" : "");
        }

        private static double[] BoundsOf(Instrument instrument) => instrument switch
        {
            Histogram<double> h => [.. h.Advice?.HistogramBucketBoundaries ?? []],
            Histogram<int> h => [.. (h.Advice?.HistogramBucketBoundaries ?? []).Select(b => b)],
            Histogram<long> h => [.. (h.Advice?.HistogramBucketBoundaries ?? []).Select(b => b)],
            _ => [],
        };
    }

    /// <summary>One instrument with one set of labels.</summary>
    private sealed class Series(double[] bounds)
    {
        private readonly Lock gate = new();
        private readonly long[] counts = new long[bounds.Length + 1];
        private double value;

        public long Round { get; private set; }

        public void Take(double told, FamilyKind kind, long round)
        {
            lock (gate)
            {
                Round = round;
                value = kind == FamilyKind.Last ? told : value + told;
                if (kind == FamilyKind.Spread)
                {
                    var at = Array.BinarySearch(bounds, told);
                    counts[at < 0 ? ~at : at]++;
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels, FamilyKind kind)
        {
            lock (gate)
            {
                if (kind != FamilyKind.Spread)
                {
                    Line(text, name, labels, Number(value));
                    return;
                }

                var sum = 0L;
                foreach (var (at, count) in counts.Index())
                {
                    sum += count;
                    var most = at < bounds.Length ? Number(bounds[at]) : "+Inf";
                    Line(
                        text, $"{name}_bucket",
                        $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{most}\"", $"{sum}");
                }

                Line(text, $"{name}_sum", labels, Number(value));
                Line(text, $"{name}_count", labels, $"{sum}");
            }
        }

        private static void Line(StringBuilder text, string name, string labels, string value) =>
            _ = text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ')
                .Append(value).Append('\n');
    }
}
