namespace Coordinaat.Exchange.Tables;

/// <summary>What is wrong with a table or a line of it, in the order it is checked.</summary>
public enum ImportFault
{
    /// <summary>The file is larger than <see cref="ImportTable.BytesMax"/>. Nothing is taken.
    /// </summary>
    FileTooLarge = 1,

    /// <summary>The file is not UTF-8 text. Nothing is taken.</summary>
    NotUtf8,

    /// <summary>There is no line under the header, or no header. Nothing is taken.</summary>
    EmptyFile,

    /// <summary>There are more lines than <see cref="ImportTable.LinesMax"/>. Nothing is taken.
    /// </summary>
    TooManyLines,

    /// <summary>The header is of none of the known forms. Nothing is taken.</summary>
    WrongHeader,

    /// <summary>The quotes of the line do not close, or stand in the middle of a field.</summary>
    QuotesMalformed,

    /// <summary>The line has more or fewer fields than the header.</summary>
    FieldCountWrong,

    /// <summary>A field that is needed is empty.</summary>
    FieldMissing,

    /// <summary>A field is longer than <see cref="ImportTable.FieldLengthMax"/>.</summary>
    FieldTooLong,

    /// <summary>Not a whole number, or far too large a one.</summary>
    NumberMalformed,

    /// <summary>Not a latitude and a longitude in degrees with a point.</summary>
    PositionMalformed,

    /// <summary>Not hours of the form 08:00-20:00, always or never.</summary>
    HoursMalformed,

    /// <summary>Not four digits, the first not a zero.</summary>
    PostcodeMalformed,

    /// <summary>Not a telephone number.</summary>
    PhoneMalformed,

    /// <summary>A word that is not in the list of this column.</summary>
    WordUnknown,

    /// <summary>An earlier line of the file has the same code. That line stands.</summary>
    DoubledCode,

    /// <summary>An earlier line of the file gives the figures of the same pool.</summary>
    PoolDoubled,

    /// <summary>The pool has other figures by now; a file only gives the first ones.</summary>
    FiguresKnown,

    /// <summary>Not a moment as 2026-11-23 23:00, and not one with a zone.</summary>
    TimeMalformed,
}
