using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Coordinaat.Domain.Kernel;
using NodaTime.Text;

namespace Coordinaat.Exchange.Have;

/// <summary>Reads EDXL-HAVE 2.0 and the bed counts of 1.0.</summary>
/// <remarks>
/// A document type is refused before it is read, and nothing outside the document is ever
/// fetched.
/// </remarks>
public static class HaveReader
{
    /// <summary>No larger document is read, in bytes.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>No document has more facilities, nor more services in all.</summary>
    public const int ServicesMax = 5_000;

    /// <summary>No document is deeper; the standard's own are less than ten.</summary>
    public const int DepthMax = 64;

    // More is no count of beds, and sums of it might not fit.
    private const int NumberMax = 1_000_000;

    private static readonly XNamespace Second = HaveWriter.Namespace;
    private static readonly XNamespace First = "urn:oasis:names:tc:emergency:EDXL:HAVE:1.0";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null,
        MaxCharactersInDocument = BytesMax, CheckCharacters = true,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="content">The whole of it.</param>
    /// <returns>What it says of places, or the first fault.</returns>
    public static Outcome<HaveReport, HaveFault> Read(byte[] content)
    {
        XElement root;
        try
        {
            if (IsTooDeep(content))
            {
                return HaveFault.Malformed;
            }

            using var stream = new MemoryStream(content);
            using var reader = XmlReader.Create(stream, Settings);
            root = XDocument.Load(reader).Root!;
        }
        catch (Exception fault) when (fault is XmlException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            return HaveFault.Malformed;
        }

        return root.Name == Second + "HAVE" ? OfSecond(root)
            : root.Name == First + "HospitalStatus" ? OfFirst(root)
            : HaveFault.NotHave;
    }

    // Every level makes each name below it dearer to look up: a document a megabyte deep took half
    // a minute.
    private static bool IsTooDeep(byte[] content)
    {
        using var stream = new MemoryStream(content);
        using var reader = XmlReader.Create(stream, Settings);
        while (reader.Read())
        {
            if (reader.Depth > DepthMax)
            {
                return true;
            }
        }

        return false;
    }

    private static Outcome<HaveReport, HaveFault> OfSecond(XElement root) => Report(
        root.Elements(Second + "facility").Select(f =>
        {
            var information = f.Element(Second + "facilityInformation");
            return Facility(
                HaveWriter.CodeOf(Text(information?.Element(Second + "facilityID"))),
                Text(information?.Element(Second + "facilityName")),
                f.Elements(Second + "serviceList").Elements(Second + "serviceListItem")
                    .Select(OfItem));
        }));

    private static (HaveService Service, bool IsRight) OfItem(XElement item)
    {
        var capacity = item.Element(Second + "serviceBedCapacity");
        var status = item.Element(Second + "serviceStatus")?.Element(Second + "isAvailable");
        var note = Text(capacity?.Element(Second + "capacityNote"));
        var (beds, isRight) = Beds(
            capacity?.Element(Second + "availableCount"),
            capacity?.Element(Second + "baselineCount"), note);
        return (
            new HaveService(
                Text(item.Element(Second + "serviceTaxonomyKeyValue")),
                Text(item.Element(Second + "serviceName")),
                status is null ? null : Text(status) is "true" or "1", beds),
            isRight);
    }

    private static Outcome<HaveReport, HaveFault> OfFirst(XElement root) => Report(
        root.Elements(First + "Hospital").Select(h => Facility(
            Text(h.Descendants().FirstOrDefault(
                e => e.Name.LocalName is "OrganizationID")),
            Text(h.Descendants().FirstOrDefault(e => e.Name.LocalName is "OrganizationName")),
            h.Elements(First + "HospitalBedCapacityStatus").Elements(First + "BedCapacity")
                .Select(OfBeds))));

    private static (HaveService Service, bool IsRight) OfBeds(XElement beds)
    {
        var type = Text(beds.Element(First + "BedType"));
        var capacity = beds.Element(First + "Capacity");
        var (read, isRight) = Beds(
            capacity?.Element(First + "AvailableCount"),
            capacity?.Element(First + "BaselineCount"), "");
        return (new HaveService(type, type, null, read), isRight);
    }

    private static (HaveFacility Facility, bool IsRight) Facility(
        string code, string name, IEnumerable<(HaveService Service, bool IsRight)> services)
    {
        var read = services.ToArray();
        return (
            new HaveFacility(code, name, "", [.. read.Select(s => s.Service)]),
            read.All(s => s.IsRight));
    }

    private static Outcome<HaveReport, HaveFault> Report(
        IEnumerable<(HaveFacility Facility, bool IsRight)> facilities)
    {
        var read = facilities.ToArray();
        return read.Length > ServicesMax
            || read.Sum(f => f.Facility.Services.Length) > ServicesMax
                ? HaveFault.TooMany
                : !read.All(f => f.IsRight)
                    ? HaveFault.NumberMalformed
                    : new HaveReport("", "", [.. read.Select(f => f.Facility)]);
    }

    // Without a count nothing is told of a service; a baseline alone does not say what is free.
    private static (HaveBeds? Beds, bool IsRight) Beds(
        XElement? available, XElement? baseline, string note)
    {
        if (available is null)
        {
            return (null, true);
        }

        var isNote = note.StartsWith("unit=", StringComparison.Ordinal);
        var read = isNote ? NoteOf(note) : null;
        var opened = Number(Text(baseline));
        return Number(Text(available)) is { } free && (baseline is null || opened is not null)
            && (!isNote || read is not null)
                ? (new HaveBeds(free, opened, read), true)
                : (null, false);
    }

    private static HaveNote? NoteOf(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .GroupBy(p => p[0]).ToDictionary(p => p.Key, p => p.First()[1]);
        int? Figure(string name) => parts.TryGetValue(name, out var told)
            ? Number(told) : null;
        return parts.TryGetValue("at", out var moment)
            && InstantPattern.ExtendedIso.Parse(moment).TryGetValue(default, out var at)
            && Figure("physical") is { } physical && Figure("blocked") is { } blocked
            && Figure("staffed") is { } staffed && Figure("occupied") is { } occupied
                ? new HaveNote(parts["unit"], physical, blocked, staffed, occupied, at)
                : null;
    }

    private static int? Number(string text) => int.TryParse(
        text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Math.Abs((long)number) <= NumberMax ? number : null;

    private static string Text(XElement? element) => element?.Value.Trim() ?? "";
}
