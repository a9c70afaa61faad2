using System.Text.RegularExpressions;
using Coordinaat.Tests.Support;
using Coordinaat.Watch;

namespace Coordinaat.Tests.Watch;

/// <summary>The alerts that come with the product can be loaded, go off when they should and not
/// when they should not, speak of figures that exist, and each says what to do.</summary>
public sealed partial class AlertTests
{
    private static readonly string Rules = Read("ops", "alerts", "coordinaat.rules.yml");

    private static readonly string Cases = Read("ops", "alerts", "coordinaat.test.yml");

    // A name of Prometheus's own, and what it makes of a histogram.
    private static readonly string[] OfPrometheus = ["up"];

    private static string[] Alerts => [.. Names().Matches(Rules).Select(m => m.Groups["n"].Value)];

    [Fact]
    public async Task The_judge_of_prometheus_takes_the_alerts()
    {
        var path = Repository.PathTo("ops", "alerts", "coordinaat.rules.yml");
        var (isGood, said) = await Promtool.JudgeAsync("", "check", "rules", path);
        Assert.True(isGood, said);
    }

    [Fact]
    public async Task Each_alert_goes_off_when_it_should_and_not_when_it_should_not()
    {
        var path = Repository.PathTo("ops", "alerts", "coordinaat.test.yml");
        var (isGood, said) = await Promtool.JudgeAsync("", "test", "rules", path);
        Assert.True(isGood, said);
        foreach (var alert in Alerts)
        {
            var cases = Regex.Matches(
                Cases, $@"alertname: {alert}\n +exp_alerts:(?<quiet> \[\])?",
                RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            Assert.Contains(cases, c => c.Groups["quiet"].Success);
            Assert.Contains(cases, c => !c.Groups["quiet"].Success);
        }
    }

    [Fact]
    public async Task Each_alert_speaks_of_figures_that_exist()
    {
        await using var server = await WebServer.StartWatchedAsync();
        using var open = server.Open();
        _ = await open.GetAsync("/aanmelden");
        var figures = await Metrics.OfAsync(server.Service<MetricsHost>().Url!);

        Assert.NotEmpty(Alerts);
        Assert.Empty(Unknown(Rules, figures));
        Assert.Equal(
            ["coordinaat_nowhere"],
            Unknown("expr: rate(coordinaat_nowhere[5m]) > up\n", figures));
    }

    [Fact]
    public void Each_alert_has_its_row_in_the_guide_and_no_other_has()
    {
        var guide = Read("docs", "operations.md").Split("\n## Alerts\n")[1].Split("\n## ")[0];
        var rows = Rows().Matches(guide).Select(m => m.Groups["n"].Value);

        Assert.Equal(Alerts.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Unknown(string rules, Metrics figures) =>
        Expressions().Matches(rules)
            .SelectMany(e => Series().Matches(Labels().Replace(e.Value, "")))
            .Select(m => m.Groups["n"].Value).Select(n => Parts().Replace(n, ""))
            .Where(n => !figures.Names.Contains(n) && !OfPrometheus.Contains(n)).Distinct();

    private static string Read(params string[] path) => File.ReadAllText(Repository.PathTo(path));

    [GeneratedRegex(@"- alert: (?<n>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"expr: ((?!\n +(for|labels):)[\s\S])*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expressions();

    [GeneratedRegex(
        @"\b(?<n>(coordinaat|http|dotnet)_\w+|up\b)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Series();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Labels();

    [GeneratedRegex(@"_(bucket|count|sum)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^\| `(?<n>Coordinaat\w+)` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Rows();
}
