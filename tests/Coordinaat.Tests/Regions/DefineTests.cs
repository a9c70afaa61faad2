using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Regions;

/// <summary>
/// A row that is there word for word stores nothing, so an import can be run twice; a code keeps
/// its number for ever, and a unit its pool.
/// </summary>
public sealed class DefineTests
{
    private static readonly UnitRow Unit = TestRegion.UnitRow("new-unit", "house", "elv-high");
    private static readonly LocationRow Location = new(
        "new-place", "Nieuw", "nursing", ["north"], "Noorderdorp", new(155_000, 463_000), "", "");

    private static readonly ExchangeMappingRow Mapping = new(
        "lpz", FileDirection.Both, "Afd", "A1", "Bedden", "house-low", FileFigure.Staffed);

    // Each row breaks what comes later in its own kind of row too.
    internal static readonly RefusalTable<Define, DefineRefusal> Table = new(
        () =>
        {
            var scene = new Scene();
            scene.Do(new Define(Feed), TestRegion.Admin);
            return new(scene, new Define(Unit), TestRegion.Admin);
        },
        (DefineRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (DefineRefusal.CodeMalformed, a => To(a, Unit with { OwnCode = "", OwnName = "" })),
        (DefineRefusal.CodeMalformed, a => To(a, Unit with { OwnCode = "a b" })),
        (DefineRefusal.CodeMalformed, a => To(a, Unit with { OwnCode = "-a" })),
        (DefineRefusal.CodeMalformed, a => To(a, Unit with { OwnCode = "ä" })),
        (DefineRefusal.CodeMalformed, a => To(a, Unit with { OwnCode = "a\n" })),
        (DefineRefusal.CodeMalformed, a => To(a, Unit with { OwnCode = new string('a', 61) })),
        (DefineRefusal.NameMissingOrLong, a => To(
            a, Location with { OwnName = " ", Point = default })),
        (DefineRefusal.NameMissingOrLong, a => To(a, Unit with { OwnName = new string('a', 121) })),
        (DefineRefusal.NameMissingOrLong, a => To(
            a, Mapping with { Key = new string('a', 121), Unit = "zz" })),
        (DefineRefusal.PositionOutsideCountry, a => To(
            a, Location with { Point = new(155_000, 279_999), Subregions = [] })),
        (DefineRefusal.PositionOutsideCountry, a => To(
            a, new PostcodeRow("9999", "Zee", "zz", new(320_001, 463_000)))),
        (DefineRefusal.RegionUnknown, a => To(a, new SubregionRow("sub", "Sub", "zz"))),
        (DefineRefusal.RegionUnknown, a => To(
            a, new OrganisationRow("org", "Org", Sector.Other, ""))),
        (DefineRefusal.SubregionUnknown, a => To(
            a, Location with { Subregions = [], Organisation = "zz" })),
        (DefineRefusal.SubregionUnknown, a => To(
            a, Location with { Subregions = ["north", "zz"], Organisation = "zz" })),
        (DefineRefusal.SubregionUnknown, a => To(
            a, new PostcodeRow("9999", "Dorp", "zz", new(155_000, 463_000)))),
        (DefineRefusal.OrganisationUnknown, a => To(a, Location with { Organisation = "zz" })),
        (DefineRefusal.OrganisationUnknown, a => To(a, new SiteKeyRow("zz", ""))),
        (DefineRefusal.LocationUnknown, a => To(
            a, Unit with { Location = "zz", Pool = "house-beds", CareType = "zz" })),
        (DefineRefusal.PoolElsewhere, a => To(
            a, Unit with { OwnCode = "house-low", Location = "villa", Pool = "house-beds" })),
        (DefineRefusal.PoolChanged, a => To(
            a, Unit with { OwnCode = "house-low", Pool = "house-grz", CareType = "zz" })),
        (DefineRefusal.PoolChanged, a => To(
            a, Unit with { OwnCode = "house-low", Pool = "other", CareType = "zz" })),
        (DefineRefusal.CareTypeUnknown, a => To(a, Unit with { CareType = "zz", Ages = [] })),
        (DefineRefusal.StopKindUnknown, a => To(
            a, new StopRuleRow(new StopRule("delta", "zz", true, 0, 1)))),
        (DefineRefusal.FeedUnknown, a => To(a, new FeedPlaceRow("zz", "A1", "", "zz"))),
        (DefineRefusal.UnitUnknown, a => To(a, FeedPlace("zz"))),
        (DefineRefusal.UnitUnknown, a => To(
            a, new CrowdingRuleRow(new CrowdingRule("zz", 0, 1, 0, 0, 0, 0, 0, 0, [1])))),
        (DefineRefusal.UnitUnknown, a => To(a, Mapping with { Unit = "zz" })),
        (DefineRefusal.UnitElsewhere, a => To(a, FeedPlace("villa-high"))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Unit with { Ages = [] })),
        (DefineRefusal.NumberOutOfRange, a => To(a, Feed with { Rank = 0 })),
        (DefineRefusal.NumberOutOfRange, a => To(a, Feed with { Rank = 10 })),
        (DefineRefusal.NumberOutOfRange, a => To(a, Feed with { SilentMinutes = 0 })),
        (DefineRefusal.NumberOutOfRange, a => To(a, Feed with { SilentMinutes = 1_441 })),
        (DefineRefusal.NumberOutOfRange, a => To(a, Unit with { ReachMetres = -1 })),
        (DefineRefusal.NumberOutOfRange, a => To(a, Unit with { ReachMetres = 200_001 })),
        (DefineRefusal.NumberOutOfRange, a => To(a, CareType(fresh: 0, expiry: 10))),
        (DefineRefusal.NumberOutOfRange, a => To(a, CareType(fresh: 10, expiry: 10))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Urgency(answer: 0, place: 1))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Urgency(answer: 1_441, place: 1))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Urgency(answer: 1, place: 0))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Transport(lead: -1))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Transport(lead: 1_441))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Days(0))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Days(Term.DaysMax + 1))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Region(atOnce: 0))),
        (DefineRefusal.NumberOutOfRange, a => To(a, Region(atOnce: 6))),
        (DefineRefusal.NumberOutOfRange, a => To(a, new ContactRow("house", "zz", "Zr. Smit"))),
        (DefineRefusal.WordUnknown, a => To(a, new ContactRow("house", "zz", "010-1234567"))),
        (DefineRefusal.WordUnknown, a => To(
            a, new FacilityRow("house", CodeList.Competence, "zz", IsThere: true))),
        (DefineRefusal.WordUnknown, a => To(
            a, new FacilityRow("house", CodeList.Closure, "outbreak", IsThere: true))),
        (DefineRefusal.SenderDoubled, a => To(a, Feed with { OwnCode = "other" })));

    private static FeedRow Feed =>
        new("feed", "EPD", "nursing", FeedKind.Adt, 1, 15, "EPD", "HUIS");

    // The feed has to be there.
    private static FeedPlaceRow FeedPlace(string unit) => new("feed", "A1", "", unit);

    public static TheoryData<int, DefineRefusal> Rows => Table.Rows;

    private static TermRow Days(int days) =>
        new(new Term(Term.ClosedRequestStays, new("termijn", "term"), days));

    [Fact]
    public void A_term_holds_once_it_may_be_written_and_thirty_days_until_then()
    {
        var old = new Scene { WriteLevel = WriteLevels.First };
        Assert.Empty(old.Do(new Define(Days(7)), TestRegion.Admin));
        Assert.Equal(30, old.World.Regions.DaysOf(Term.ClosedRequestStays));

        var scene = new Scene();
        Assert.Equal(
            [new TermDefined(Days(7).Row)], scene.Do(new Define(Days(7)), TestRegion.Admin));
        Assert.Equal(7, scene.World.Regions.DaysOf(Term.ClosedRequestStays));
        Assert.Empty(scene.Do(new Define(Days(7)), TestRegion.Admin));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_first_rule_broken_is_the_refusal(int row, DefineRefusal expected) =>
        Table.Check(row, expected);

    [Fact]
    public void A_row_at_each_limit_is_taken()
    {
        var scene = new Scene();
        Definition[] rows =
        [
            Unit with
            {
                OwnCode = new string('a', 60), OwnName = new string('b', 120),
                ReachMetres = 200_000,
            },
            Location with { Point = new(-20_000, 280_000) },
            Location with { Point = new(320_000, 660_000) },
            CareType(1, 2), Urgency(1_440, 1), Transport(0), Transport(1_440), Region(1), Region(5),
        ];

        Assert.All(rows, r => Assert.NotEmpty(scene.Do(new Define(r), TestRegion.Admin)));
    }

    [Fact]
    public void The_whole_region_defined_again_stores_nothing()
    {
        var scene = new Scene();

        Assert.All(TestRegion.Rows, r => Assert.Empty(scene.Do(new Define(r), Actor.System)));
    }

    [Fact]
    public void A_cell_of_a_partner_is_one_figure_of_one_unit_and_one_way()
    {
        var scene = new Scene();
        Assert.NotEmpty(scene.Do(new Define(Mapping), TestRegion.Admin));
        Assert.Empty(scene.Do(new Define(Mapping), TestRegion.Admin));
        scene.Do(new Define(Mapping with { Column = "Open" }), TestRegion.Admin);
        Assert.Equal("Open", Assert.Single(scene.World.Regions.Exchanges.All).Column);
        scene.Do(
            new Define(Mapping with { Direction = FileDirection.Out, Column = "" }),
            TestRegion.Admin);
        var cells = scene.World.Regions.Exchanges.All.ToArray();

        Assert.Equal([(true, true), (false, false)], cells.Select(c => (c.IsIn, c.IsOut)));
        Assert.True((cells[0] with { Direction = FileDirection.In }) is
            { IsIn: true, IsOut: false });
    }

    [Fact]
    public void A_changed_row_keeps_its_number()
    {
        var scene = new Scene();
        var row = TestRegion.Rows.OfType<UnitRow>().First(u => u.OwnCode == "villa-high");
        var number = scene.World.Regions.Units.NumberOf("villa-high");
        scene.Do(new Define(row with { OwnName = "Verbouwd" }), TestRegion.Admin);

        Assert.Equal(number, scene.World.Regions.Units.NumberOf("villa-high"));
        Assert.Equal("Verbouwd", scene.World.Regions.Units[number].Name);
        Assert.NotEmpty(scene.Do(new Define(row), TestRegion.Admin));
    }

    [Fact]
    public void Units_that_name_one_pool_share_it_and_others_have_their_own()
    {
        var regions = TestRegion.World.Regions;
        PoolId Pool(string unit) => regions.Units[regions.Units.NumberOf(unit)].Pool;

        Assert.Equal(Pool("house-low"), Pool("house-high"));
        Assert.Equal(
            [TestRegion.Unit("house-low"), TestRegion.Unit("house-high")],
            regions.UnitsIn(Pool("house-low")));
        Assert.Equal([TestRegion.Unit("house-grz")], regions.UnitsIn(Pool("house-grz")));
        Assert.Equal(TestRegion.Organisation("nursing"), regions.OwnerOf(Pool("house-low")));
        Assert.Equal(
            ["house-low", "house-high", "house-grz", "house-wzd", "house-team"],
            regions.UnitsOf(TestRegion.Organisation("nursing"))
                .Select(u => regions.Units[u.Value].Code));
    }

    [Fact]
    public void A_code_belongs_to_its_list_and_has_a_name_in_both_languages()
    {
        var scene = new Scene();
        scene.Do(
            new Define(new CodeRow(new(CodeList.Refusal, "too-complex", new("Te zwaar", "Too")))),
            TestRegion.Admin);
        var regions = scene.World.Regions;

        Assert.True(regions.Knows(CodeList.Refusal, "too-complex"));
        Assert.False(regions.Knows(CodeList.Override, "too-complex"));
        Assert.Equal("Te zwaar", regions.NameOf(CodeList.Refusal, "too-complex", Language.Dutch));
        Assert.Equal("Too", regions.NameOf(CodeList.Refusal, "too-complex", Language.English));
        Assert.Equal("gone", regions.NameOf(CodeList.Refusal, "gone", Language.Dutch));
        Assert.Equal(
            ["no-staff", "bed-given-away", "too-complex"],
            regions.ListCodes(CodeList.Refusal).Select(c => c.Value));
    }

    private static Attempt<Define> To(Attempt<Define> attempt, Definition row) =>
        attempt with { Request = new Define(row) };

    private static CareTypeRow CareType(int fresh, int expiry) => new(new(
        "care", new("Zorg", "Care"), new("bed", "bed"), CareSetting.Visit, ClosedUnder.None,
        false, fresh, expiry, "gp"));

    private static UrgencyRow Urgency(int answer, int place) =>
        new(new("U9", new("U9", "U9"), answer, place));

    private static TransportKindRow Transport(int lead) =>
        new(new("boat", new("Boot", "Boat"), lead, WeekHours.Always, false));

    private static RegionRow Region(int atOnce) => new(new("other", "Ander", "NL", atOnce, "112"));
}
