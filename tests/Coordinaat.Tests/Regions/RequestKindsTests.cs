using Coordinaat.Domain.Regions;
using Coordinaat.Exchange.Tables;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Regions;

/// <summary>What a care provider can ask for, and what has to be known for it.</summary>
public sealed class RequestKindsTests
{
    [Fact]
    public void A_sector_sees_first_what_it_asks_most_and_last_what_anybody_may_ask()
    {
        var regions = Read("").Aggregate(
            RegionsState.Empty, (r, kind) => r.After(new RequestKindDefined(kind)));

        Assert.Equal(
            [
                "place", "hospital", "mh-assessment", "home-nursing", "transport", "advice",
                "other",
            ],
            regions.KindsFor(Sector.GpPractice).Select(k => k.Code));
        Assert.Equal(
            [
                "hospital", "transport", "place", "mh-assessment", "home-nursing", "advice",
                "other",
            ],
            regions.KindsFor(Sector.Midwifery).Select(k => k.Code));
        Assert.Null(regions.KindOf("zz"));
    }

    [Fact]
    public void The_shipped_kinds_read_and_everybody_can_ask_something_with_the_story_alone()
    {
        var kinds = Read("").ToDictionary(k => k.Code);

        Assert.Equal(
            IntakeFields.Caller | IntakeFields.Story | IntakeFields.Name | IntakeFields.BirthDate
                | IntakeFields.VitalSigns,
            kinds["hospital"].Minimum);
        Assert.Contains(Sector.Midwifery, kinds["hospital"].Sectors);
        Assert.Equal(IntakeFields.Story, kinds["other"].Minimum);
        Assert.Empty(kinds["other"].Sectors);
        Assert.All(kinds.Values, k => Assert.True(k.Minimum.HasFlag(IntakeFields.Story)));
    }

    [Theory]
    [InlineData("x,X,X,bakery,story", "sectors")]
    [InlineData("x,X,X,,shoe-size", "minimum")]
    public void A_word_that_is_none_is_a_fault_of_its_column(string line, string column)
    {
        var fault = Assert.IsType<FaultyLine>(File(line).Lines[^1]);

        Assert.Equal((ImportFault.WordUnknown, column), (fault.Fault, fault.Column));
    }

    private static IEnumerable<RequestKind> Read(string line) => File(line).Lines
        .Cast<DefinitionLine>().Select(l => ((RequestKindRow)l.Definitions[0]).Row);

    private static ImportFile File(string line) => ImportTable.Read(
        "request_kinds.csv",
        [
            .. System.IO.File.ReadAllBytes(
                Repository.PathTo("data", "norms", "request_kinds.csv")),
            .. System.Text.Encoding.UTF8.GetBytes(line),
        ]);
}
