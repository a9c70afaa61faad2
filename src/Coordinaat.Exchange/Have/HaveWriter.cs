using System.Globalization;
using System.Text;
using System.Xml;
using Coordinaat.Exchange.Sheets;
using NodaTime.Text;

namespace Coordinaat.Exchange.Have;

/// <summary>Writes EDXL-HAVE 2.0.</summary>
/// <remarks>
/// Element names and order are those of working draft 08 and its sample; the final schema could
/// not be obtained. A unit whose figures are too old stands there without counts: the standard
/// has no word for "unknown", and a count would be read as free.
/// </remarks>
public static class HaveWriter
{
    /// <summary>The namespace of HAVE 2.0.</summary>
    public const string Namespace = "urn:oasis:names:tc:emergency:edxl:have:2.0";

    /// <summary>Names our list of kinds of care.</summary>
    public const string Taxonomy = "urn:coordinaat:care-type";

    private const string Names = "urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl";

    /// <summary>Writes a report as UTF-8.</summary>
    public static byte[] Write(HaveReport report)
    {
        using var file = new MemoryStream();
        using (var w = XmlWriter.Create(file, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false), Indent = true,
        }))
        {
            w.WriteStartElement("have", "HAVE", Namespace);
            w.WriteAttributeString("xmlns", "n", null, Names);
            Organisation(w, "organizationInformation", report.Organisation);
            Element(w, "reportComment", report.Comment);
            foreach (var facility in report.Facilities)
            {
                Facility(w, facility);
            }

            w.WriteEndElement();
        }

        return file.ToArray();
    }

    /// <summary>A code as an XML id, which begins with a letter or an underscore.</summary>
    internal static string IdOf(string code) => char.IsAsciiLetter(code[0]) ? code : $"_{code}";

    /// <summary>The code in an XML id of ours.</summary>
    internal static string CodeOf(string id) => id.StartsWith('_') ? id[1..] : id;

    private static void Facility(XmlWriter w, HaveFacility facility)
    {
        w.WriteStartElement("facility", Namespace);
        w.WriteStartElement("facilityInformation", Namespace);
        Element(w, "facilityID", IdOf(facility.Code));
        Element(w, "facilityName", facility.Name);
        Organisation(w, "facilityDetails", facility.Owner);
        w.WriteEndElement();
        w.WriteStartElement("serviceList", Namespace);
        Element(w, "taxonomyURI", Taxonomy);
        Element(w, "taxonomyName", "Coordinaat care types");
        foreach (var service in facility.Services)
        {
            Service(w, service);
        }

        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void Service(XmlWriter w, HaveService service)
    {
        w.WriteStartElement("serviceListItem", Namespace);
        Element(w, "serviceTaxonomyKeyValue", service.CareType);
        Element(w, "serviceName", service.Name);
        if (service.IsOpen is { } isOpen)
        {
            w.WriteStartElement("serviceStatus", Namespace);
            Element(w, "isAvailable", isOpen ? "true" : "false");
            w.WriteEndElement();
        }

        if (service.Beds is { } beds)
        {
            w.WriteStartElement("serviceBedCapacity", Namespace);
            Element(w, "availableCount", Number(beds.Available));
            if (beds.Baseline is { } baseline)
            {
                Element(w, "baselineCount", Number(baseline));
            }

            if (beds.Note is { } note)
            {
                Element(w, "capacityNote", TextOf(note));
            }

            w.WriteEndElement();
        }

        w.WriteEndElement();
    }

    private static string TextOf(HaveNote note) => string.Create(
        CultureInfo.InvariantCulture,
        $"unit={note.Unit} physical={note.Physical} blocked={note.Blocked} "
        + $"staffed={note.Staffed} occupied={note.Occupied} "
        + $"at={InstantPattern.ExtendedIso.Format(note.At)}");

    private static void Organisation(XmlWriter w, string element, string name)
    {
        w.WriteStartElement(element, Namespace);
        w.WriteStartElement("OrganisationName", Names);
        w.WriteElementString("NameElement", Names, SafeText.Of(name));
        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void Element(XmlWriter w, string name, string text) =>
        w.WriteElementString(name, Namespace, SafeText.Of(text));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
