using System.Diagnostics.Metrics;
using Coordinaat.Tests.Support;
using Coordinaat.Watch;

namespace Coordinaat.Tests.Watch;

/// <summary>The text that Prometheus reads, by each kind of figure.</summary>
public sealed class MetricTableTests : IDisposable
{
    private readonly Meter meter = new("test");
    private readonly MetricTable table;

    public MetricTableTests() => table = new MetricTable(i => i.Meter == meter);

    [Fact]
    public void Each_kind_is_written_as_prometheus_expects_it()
    {
        meter.CreateCounter<long>("a.count", description: "A.").Add(2, Tag("k.x", "v"));
        meter.CreateUpDownCounter<int>("b.level", "By", "B.").Add(-3);
        meter.CreateGauge<double>("c.now", "s", "C.").Record(1.5);
        meter.CreateHistogram(
            "d.time", "s", "D.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] }).Record(2);

        Assert.Equal(
            """
            # HELP a_count_total A.
            # TYPE a_count_total counter
            a_count_total{k_x="v"} 2
            # HELP b_level_bytes B.
            # TYPE b_level_bytes gauge
            b_level_bytes -3
            # HELP c_now_seconds C.
            # TYPE c_now_seconds gauge
            c_now_seconds 1.5
            # HELP d_time_seconds D.
            # TYPE d_time_seconds histogram
            d_time_seconds_bucket{le="1"} 0
            d_time_seconds_bucket{le="2"} 1
            d_time_seconds_bucket{le="+Inf"} 1
            d_time_seconds_sum 2
            d_time_seconds_count 1

            """,
            table.Write());
    }

    [Fact]
    public async Task A_label_with_quotes_and_lines_stays_one_label()
    {
        meter.CreateCounter<long>("a", description: "A.").Add(1, Tag("k", "x\"y\\z\nw"));

        Assert.Contains(
            "a_total{k=\"x\\\"y\\\\z\\nw\"} 1", table.Write(), StringComparison.Ordinal);
        Assert.True((await Promtool.JudgeAsync(table.Write(), "check", "metrics")).IsGood);
    }

    [Fact]
    public void What_is_no_longer_observed_is_no_longer_there()
    {
        var isThere = true;
        meter.CreateObservableGauge("a", () => isThere
            ? new[] { new Measurement<int>(1, Tag("k", "v")) } : []);
        Assert.Contains("{k=\"v\"} 1", table.Write(), StringComparison.Ordinal);
        isThere = false;
        Assert.DoesNotContain("{k=\"v\"}", table.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_end_do_not_fill_the_memory()
    {
        var counter = meter.CreateCounter<int>("a");
        for (var i = 0; i < MetricTable.SeriesMax + 5; i++)
        {
            counter.Add(1, Tag("k", i));
        }

        var figures = new Metrics(table.Write());
        Assert.Equal(5, figures["a_total{overflow=\"true\"}"]);
        Assert.Equal(
            MetricTable.SeriesMax + 1,
            figures.Text.Split('\n').Count(
                l => l.StartsWith("a_total{", StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        table.Dispose();
        meter.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) =>
        new(name, value);
}
