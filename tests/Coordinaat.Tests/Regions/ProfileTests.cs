using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests.Regions;

/// <summary>Whom to call at a location and what it has: kept by its own desk, without names.
/// </summary>
public sealed class ProfileTests
{
    internal static readonly RefusalTable<SetContact, ProfileRefusal> Contact = new(
        () => new(WithCodes(), new SetContact(House, "manager", "010-1234567"), TestRegion.Nurse),
        (ProfileRefusal.LocationUnknown, a => a with
        {
            Request = a.Request with { Location = new(99) },
        }),
        (ProfileRefusal.NotAllowed, a => a with { By = TestRegion.NurseTwo }),
        (ProfileRefusal.NotAllowed, a => a with { By = TestRegion.Admin }),
        (ProfileRefusal.WordUnknown, a => a with { Request = a.Request with { Role = "x" } }),
        (ProfileRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }),
        (ProfileRefusal.PhoneMalformed, a => a with
        {
            Request = a.Request with { Phone = "Zr. De Vries 010-1234567" },
        }),
        (ProfileRefusal.PhoneMalformed, a => a with
        {
            Request = a.Request with { Phone = "12" },
        }));

    internal static readonly RefusalTable<SetFacility, ProfileRefusal> Facility = new(
        () => new(
            WithCodes(), new SetFacility(House, CodeList.Facility, "helipad", true),
            TestRegion.Nurse),
        (ProfileRefusal.LocationUnknown, a => a with
        {
            Request = a.Request with { Location = default },
        }),
        (ProfileRefusal.NotAllowed, a => a with { By = TestRegion.Desk }),
        (ProfileRefusal.WordUnknown, a => a with
        {
            Request = a.Request with { List = CodeList.Competence },
        }),
        (ProfileRefusal.WordUnknown, a => a with
        {
            Request = a.Request with { List = CodeList.ContactRole, Value = "manager" },
        }),
        (ProfileRefusal.NotYetWritten, a => a with { WriteLevel = WriteLevels.First }));

    private static readonly LocationId House =
        new(TestRegion.World.Regions.Locations.NumberOf("house"));

    public static TheoryData<int, ProfileRefusal> ContactRows => Contact.Rows;

    public static TheoryData<int, ProfileRefusal> FacilityRows => Facility.Rows;

    [Theory]
    [MemberData(nameof(ContactRows))]
    public void A_number_is_refused_by_the_first_rule_broken(int row, ProfileRefusal expected) =>
        Contact.Check(row, expected);

    [Theory]
    [MemberData(nameof(FacilityRows))]
    public void A_facility_is_refused_by_the_first_rule_broken(int row, ProfileRefusal expected) =>
        Facility.Check(row, expected);

    [Fact]
    public void A_number_and_a_facility_come_go_and_are_not_stored_twice()
    {
        var scene = WithCodes();
        var (number, pad) = (
            new SetContact(House, "manager", "010-1234567"),
            new SetFacility(House, CodeList.Facility, "helipad", true));

        Assert.Single(scene.Do(number, TestRegion.Nurse));
        Assert.Empty(scene.Do(number, TestRegion.Nurse));
        Assert.Single(scene.Do(pad, TestRegion.Nurse));
        Assert.Empty(scene.Do(pad, TestRegion.Nurse));
        var regions = scene.World.Regions;
        Assert.Equal("010-1234567", Assert.Single(regions.ContactsAt(House)).Phone);
        Assert.Equal(
            "helipad", Assert.Single(regions.FacilitiesAt(House, CodeList.Facility)).Value);

        Assert.Single(scene.Do(number with { Phone = "" }, TestRegion.Nurse));
        Assert.Single(scene.Do(pad with { IsThere = false }, TestRegion.Nurse));
        Assert.Empty(scene.World.Regions.ContactsAt(House));
        Assert.Empty(scene.World.Regions.FacilitiesAt(House, CodeList.Facility));
    }

    [Fact]
    public void Words_that_an_older_release_does_not_know_wait_until_it_is_gone()
    {
        var older = new Scene { WriteLevel = WriteLevels.First };

        Assert.Empty(older.Do(Code(CodeList.ContactRole, "manager"), Actor.System));
        Assert.Empty(older.Do(Code(CodeList.Competence, "pci"), Actor.System));
        Assert.Single(older.Do(Code(CodeList.Closure, "flood"), Actor.System));
        Assert.Single(new Scene().Do(Code(CodeList.ContactRole, "manager"), Actor.System));
    }

    /// <summary>The test region, with a role and a facility in its lists.</summary>
    internal static Scene WithCodes()
    {
        var scene = new Scene();
        scene.Do(Code(CodeList.ContactRole, "manager"), Actor.System);
        scene.Do(Code(CodeList.Facility, "helipad"), Actor.System);
        return scene;
    }

    private static Define Code(CodeList list, string value) =>
        new(new CodeRow(new CodeEntry(list, value, new Label(value, value))));
}
