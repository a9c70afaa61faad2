using System.Diagnostics;
using System.Text;
using Coordinaat.Exchange.Have;
using Coordinaat.Tests.Support;
using NodaTime;

namespace Coordinaat.Tests.Exchange;

/// <summary>
/// What we write as HAVE we read back to the same figures, another parser finds the elements in
/// the standard's order, and no document makes the reader grow, fetch or fail.
/// </summary>
public sealed class HaveTests
{
    // The children of each element, in the order of the working draft's schema; a question mark
    // for what may be left out.
    private const string Order = """
        import sys, json, xml.etree.ElementTree as E
        H = "{urn:oasis:names:tc:emergency:edxl:have:2.0}"
        O = {
          "HAVE": ["organizationInformation", "reportComment?", "facility+"],
          "facility": ["facilityInformation", "serviceList"],
          "facilityInformation": ["facilityID", "facilityName", "facilityDetails"],
          "serviceList": ["taxonomyURI", "taxonomyName", "serviceListItem+"],
          "serviceListItem": ["serviceTaxonomyKeyValue", "serviceName", "serviceStatus?",
            "serviceBedCapacity?"],
          "serviceStatus": ["isAvailable"],
          "serviceBedCapacity": ["availableCount", "baselineCount?", "capacityNote?"],
        }
        def check(e):
            name = e.tag.replace(H, "")
            if name not in O: return
            left = [c.tag.replace(H, "") for c in e]
            for want in O[name]:
                word = want.rstrip("?+")
                count = 0
                while left and left[0] == word and (count == 0 or want.endswith("+")):
                    left.pop(0); count += 1
                assert count or want.endswith("?"), (name, want)
            assert not left, (name, left)
            for c in e: check(c)
        root = E.parse(sys.argv[1]).getroot()
        assert root.tag == H + "HAVE"
        check(root)
        ids = [i.text for i in root.iter(H + "facilityID")]
        assert len(set(ids)) == len(ids) and not any(i[0].isdigit() for i in ids)
        print(json.dumps([[i.findtext(H + "serviceTaxonomyKeyValue"),
            i.findtext(f"{H}serviceBedCapacity/{H}availableCount"),
            i.findtext(f"{H}serviceBedCapacity/{H}baselineCount")]
            for i in root.iter(H + "serviceListItem")]))
        """;

    private static readonly HaveReport Report = new("Grebbeland", "Stand van nu", [
        new("house", "Huize <Noord> & Zn. 😀", "Stichting é", [
            new("elv-low", "Laag", true, new(3, 8, new(
                "house-low", 10, 1, 8, 5, Instant.FromUtc(2026, 3, 2, 9, 0)))),
            new("grz", "Revalidatie", false, new(-2, 4, new(
                "house-grz", 4, 0, 4, 6, Instant.FromUtc(2026, 3, 2, 8, 59, 30)))),
            new("wzd", "Onbekend", null, null),
        ]),
        new("1-noord", "Villa", "Ander", [new("ward", "Zaal", true, new(0, null, null))]),
    ]);

    [Fact]
    public void What_we_write_we_read_back()
    {
        Assert.True(HaveReader.Read(HaveWriter.Write(Report)).TryGet(out var back, out var fault),
            $"{fault}");
        foreach (var (wrote, read) in Report.Facilities.Zip(back.Facilities))
        {
            Assert.Equal((wrote.Code, wrote.Name), (read.Code, read.Name));
            Assert.Equal(wrote.Services, read.Services);
        }
    }

    [Fact]
    public async Task Another_parser_finds_the_elements_in_the_order_of_the_standard()
    {
        var document = HaveWriter.Write(Report);
        var said = await Judge.PythonAsync("xml.etree.ElementTree", Order, document);

        Assert.Equal(
            """[["elv-low", "3", "8"], ["grz", "-2", "4"], ["wzd", null, null], """
            + """["ward", "0", null]]""", said.Trim());
        Assert.Contains(
            "Huize &lt;Noord&gt; &amp; Zn.", await Judge.XmllintAsync(document),
            StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], HaveFault> Bad => new()
    {
        { "nothing", [], HaveFault.Malformed },
        { "no XML", "beste collega"u8.ToArray(), HaveFault.Malformed },
        { "cut off", HaveWriter.Write(Report)[..^20], HaveFault.Malformed },
        { "another encoding than it names",
            Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?><HAVE>é</HAVE>"),
            HaveFault.Malformed },
        { "an encoding nobody knows",
            "<?xml version=\"1.0\" encoding=\"x-geheim\"?><HAVE/>"u8.ToArray(),
            HaveFault.Malformed },
        { "entities that grow", Encoding.UTF8.GetBytes(Bomb()), HaveFault.Malformed },
        { "an entity of a file", Encoding.UTF8.GetBytes(
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
            HaveFault.Malformed },
        { "a document type elsewhere", Encoding.UTF8.GetBytes(
            "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\"><x/>"), HaveFault.Malformed },
        { "a character that XML has not",
            "<HAVE xmlns=\"urn:oasis:names:tc:emergency:edxl:have:2.0\">&#1;</HAVE>"u8.ToArray(),
            HaveFault.Malformed },
        { "another standard", "<EDXLDistribution xmlns=\"urn:x\"/>"u8.ToArray(),
            HaveFault.NotHave },
        { "no namespace", "<HAVE/>"u8.ToArray(), HaveFault.NotHave },
        { "too many services", Second(string.Concat(Enumerable.Repeat(
            "<serviceListItem/>", HaveReader.ServicesMax + 1))), HaveFault.TooMany },
        { "a count that is none", Item("<availableCount>drie</availableCount>"),
            HaveFault.NumberMalformed },
        { "an empty count", Item("<availableCount/>"), HaveFault.NumberMalformed },
        { "a count that nobody has", Item("<availableCount>-2147483648</availableCount>"),
            HaveFault.NumberMalformed },
        { "a broken note of ours", Item(
            "<availableCount>1</availableCount><capacityNote>unit=a physical=x</capacityNote>"),
            HaveFault.NumberMalformed },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_wrong_is_said_at_once(string name, byte[] document, HaveFault expected)
    {
        var took = Stopwatch.StartNew();
        Assert.False(HaveReader.Read(document).TryGet(out _, out var fault), name);
        Assert.True(fault == expected, $"{name}: {fault}");
        Assert.InRange(took.Elapsed.TotalSeconds, 0, 2);
    }

    // No row of a table: a runner writes every byte of a row down to tell the rows apart.
    [Fact]
    public void Over_a_megabyte_is_not_read() => What_is_wrong_is_said_at_once(
        "over a megabyte",
        Encoding.UTF8.GetBytes($"<HAVE>{new string(' ', HaveReader.BytesMax)}</HAVE>"),
        HaveFault.Malformed);

    [Fact]
    public void A_document_as_deep_as_it_may_be_long_is_refused_at_once()
    {
        const int Depth = 70_000;
        var deep = string.Concat(Enumerable.Repeat("<a>", Depth))
            + string.Concat(Enumerable.Repeat("</a>", Depth));

        Assert.False(HaveReader.Read(Second(deep)).TryGet(out _, out var fault));
        Assert.Equal(HaveFault.Malformed, fault);
    }

    [Fact]
    public void A_note_for_people_is_no_fault()
    {
        Assert.True(HaveReader.Read(Item(
            "<availableCount>6</availableCount><baselineCount>8</baselineCount>"
            + "<capacityNote>Norovirus on two rooms</capacityNote>")).TryGet(out var read, out _));

        Assert.Equal(
            new HaveBeds(6, 8, null), read.Facilities[0].Services[0].Beds);
    }

    [Fact]
    public void The_default_beds_of_the_first_version_are_read_too()
    {
        const string First = """
            <HospitalStatus xmlns="urn:oasis:names:tc:emergency:EDXL:HAVE:1.0"><Hospital>
              <Organization><OrganizationInformation><OrganizationID>house</OrganizationID>
              <OrganizationName>Huis</OrganizationName></OrganizationInformation></Organization>
              <HospitalBedCapacityStatus>
                <BedCapacity><BedType>AdultICU</BedType><Capacity>
                  <CapacityStatus>VacantAvailable</CapacityStatus>
                  <AvailableCount>2</AvailableCount><BaselineCount>12</BaselineCount>
                </Capacity></BedCapacity>
                <BedCapacity><BedType>Burn</BedType></BedCapacity>
              </HospitalBedCapacityStatus>
            </Hospital></HospitalStatus>
            """;
        Assert.True(
            HaveReader.Read(Encoding.UTF8.GetBytes(First)).TryGet(out var read, out var fault),
            $"{fault}");
        var facility = Assert.Single(read.Facilities);

        Assert.Equal("house", facility.Code);
        Assert.Equal(
            [("AdultICU", new HaveBeds(2, 12, null)), ("Burn", null)],
            facility.Services.Select(s => (s.CareType, s.Beds)));
    }

    private static string Bomb()
    {
        var text = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        }

        return text.Append("]><x>&a29;</x>").ToString();
    }

    private static byte[] Second(string services) => Encoding.UTF8.GetBytes(
        "<HAVE xmlns=\"urn:oasis:names:tc:emergency:edxl:have:2.0\"><facility>"
        + $"<serviceList>{services}</serviceList></facility></HAVE>");

    private static byte[] Item(string capacity) => Second(
        $"<serviceListItem><serviceBedCapacity>{capacity}</serviceBedCapacity></serviceListItem>");
}
