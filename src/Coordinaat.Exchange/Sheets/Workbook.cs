using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Coordinaat.Exchange.Sheets;

/// <summary>Writes a workbook (.xlsx) with one sheet: texts and whole numbers, nothing else.
/// </summary>
/// <remarks>
/// The least that ECMA-376 asks: five parts in a zip. Texts stand in their cells as such, so that
/// no text is ever read as a formula.
/// </remarks>
public static class Workbook
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Spreadsheet =
        "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // A zip needs a time for its parts; the same figures give the same bytes.
    private static readonly DateTimeOffset PartTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it.</summary>
    /// <param name="sheet">The sheet's name: at most 31 letters.</param>
    /// <param name="rows">Each cell a text, a whole number, or null for an empty cell.</param>
    public static byte[] Write(string sheet, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Types);
            Add(zip, "_rels/.rels", w => Relation(w, "officeDocument", "xl/workbook.xml"));
            Add(zip, "xl/workbook.xml", w => Book(w, sheet));
            Add(zip, "xl/_rels/workbook.xml.rels",
                w => Relation(w, "worksheet", "worksheets/sheet1.xml"));
            Add(zip, "xl/worksheets/sheet1.xml", w => Sheet(w, rows));
        }

        return file.ToArray();
    }

    private static void Add(ZipArchive zip, string name, Action<XmlWriter> write)
    {
        var part = zip.CreateEntry(name);
        part.LastWriteTime = PartTime;
        using var stream = part.Open();
        using var writer = XmlWriter.Create(
            stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        writer.WriteStartDocument(standalone: true);
        write(writer);
    }

    private static void Types(XmlWriter w)
    {
        w.WriteStartElement("Types", $"{Package}/content-types");
        foreach (var (extension, type) in new[]
        {
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        })
        {
            w.WriteStartElement("Default");
            w.WriteAttributeString("Extension", extension);
            w.WriteAttributeString("ContentType", type);
            w.WriteEndElement();
        }

        foreach (var (part, type) in new[]
        {
            ("/xl/workbook.xml", "sheet.main"), ("/xl/worksheets/sheet1.xml", "worksheet"),
        })
        {
            w.WriteStartElement("Override");
            w.WriteAttributeString("PartName", part);
            w.WriteAttributeString("ContentType", $"{Spreadsheet}.{type}+xml");
            w.WriteEndElement();
        }

        w.WriteEndElement();
    }

    private static void Relation(XmlWriter w, string type, string target)
    {
        w.WriteStartElement("Relationships", $"{Package}/relationships");
        w.WriteStartElement("Relationship");
        w.WriteAttributeString("Id", "rId1");
        w.WriteAttributeString("Type", $"{Office}/relationships/{type}");
        w.WriteAttributeString("Target", target);
        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void Book(XmlWriter w, string sheet)
    {
        w.WriteStartElement("workbook", Main);
        w.WriteStartElement("sheets");
        w.WriteStartElement("sheet");
        w.WriteAttributeString("name", sheet);
        w.WriteAttributeString("sheetId", "1");
        w.WriteAttributeString("r", "id", $"{Office}/relationships", "rId1");
        w.WriteEndElement();
        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void Sheet(XmlWriter w, IEnumerable<IReadOnlyList<object?>> rows)
    {
        w.WriteStartElement("worksheet", Main);
        w.WriteStartElement("sheetData");
        foreach (var (index, row) in rows.Index())
        {
            w.WriteStartElement("row");
            w.WriteAttributeString("r", Text(index + 1));
            for (var column = 0; column < row.Count; column++)
            {
                Cell(w, $"{Letters(column)}{Text(index + 1)}", row[column]);
            }

            w.WriteEndElement();
        }

        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void Cell(XmlWriter w, string at, object? value)
    {
        if (value is null)
        {
            return;
        }

        w.WriteStartElement("c");
        w.WriteAttributeString("r", at);
        if (value is int number)
        {
            w.WriteElementString("v", Text(number));
        }
        else
        {
            w.WriteAttributeString("t", "inlineStr");
            w.WriteStartElement("is");
            w.WriteStartElement("t");
            w.WriteAttributeString("xml", "space", null, "preserve");
            w.WriteString(SafeText.Of($"{value}"));
            w.WriteEndElement();
            w.WriteEndElement();
        }

        w.WriteEndElement();
    }

    // A, B, … Z, AA, AB, …
    private static string Letters(int column) => column < 26
        ? ((char)('A' + column)).ToString()
        : Letters((column / 26) - 1) + Letters(column % 26);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
