using Coordinaat.Clinical;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Clinical;

/// <summary>
/// Outside the demo the clinical module refuses to start without a declaration of conformity that
/// is about this version and has not run out (R13); without the module all else works.
/// </summary>
public sealed class ConformityTests
{
    private const string Good = """
        {
          "module": "coordinaat-clinical", "version": "2", "manufacturer": "Voorbeeld BV",
          "riskClass": "IIa", "declaration": "DoC-2026-001", "signedBy": "A. de Vries, directeur",
          "validUntil": "2031-06-30"
        }
        """;

    private static readonly LocalDate Today = new(2026, 11, 23);

    [Fact]
    public void A_declaration_of_this_version_will_do_until_its_last_day()
    {
        Assert.Null(Conformity.FaultIn(Good, Today));
        Assert.Null(Conformity.FaultIn(Good, new LocalDate(2031, 6, 30)));
        Assert.Equal(
            "it ran out on 2031-06-30", Conformity.FaultIn(Good, new LocalDate(2031, 7, 1)));
    }

    [Theory]
    [InlineData("coordinaat-clinical", "coordinaat", "it is about \"coordinaat\"")]
    [InlineData("\"version\": \"2\"", "\"version\": \"1\"", "it is about version 1")]
    [InlineData("IIa", "0", "\"0\" is no risk class")]
    [InlineData("Voorbeeld BV", " ", "is empty")]
    [InlineData("DoC-2026-001", "", "is empty")]
    [InlineData("A. de Vries, directeur", "", "is empty")]
    [InlineData("2031-06-30", "ooit", "validUntil is no day")]
    [InlineData("\"riskClass\": \"IIa\",", "", "riskClass")]
    [InlineData("\"riskClass\"", "\"risk\"", "line 3")]
    [InlineData("}", "", "line ")]
    public void Any_other_is_refused_with_why(string part, string instead, string why) =>
        Assert.Contains(
            why, Conformity.FaultIn(Good.Replace(part, instead, StringComparison.Ordinal), Today),
            StringComparison.Ordinal);

    [Fact]
    public async Task The_module_does_not_start_outside_the_demo_without_a_declaration()
    {
        var folder = WebServer.NewFolder();
        string[] start =
            ["serve", "--data", folder, "--url", "http://127.0.0.1:0", "--metrics-url", "",
                "--clinical"];
        var bare = await ProgramRun.OfAsync(start);
        var gone = await ProgramRun.OfAsync(
            [.. start, "--conformity", Path.Combine(folder, "weg.json")]);
        Directory.CreateDirectory(folder);
        var old = Path.Combine(folder, "oud.json");
        await File.WriteAllTextAsync(old, Good.Replace("2031", "2021", StringComparison.Ordinal));
        var over = await ProgramRun.OfAsync([.. start, "--conformity", old]);

        Assert.All(
            (ProgramRun[])[bare, gone, over],
            run =>
            {
                Assert.NotEqual(0, run.ExitCode);
                Assert.Contains(
                    "not for use on patients without a recorded declaration of conformity",
                    run.Output, StringComparison.Ordinal);
            });
        Assert.Contains("it ran out on 2021-06-30", over.Output, StringComparison.Ordinal);
        Assert.Contains("weg.json", gone.Output, StringComparison.Ordinal);
    }
}
