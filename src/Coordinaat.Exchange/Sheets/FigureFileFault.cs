namespace Coordinaat.Exchange.Sheets;

/// <summary>What is wrong with a file of figures or a line of it, in the order it is checked.
/// </summary>
public enum FigureFileFault
{
    /// <summary>The file is larger than <see cref="FigureText.BytesMax"/>.</summary>
    FileTooLarge = 1,

    /// <summary>The file is no text.</summary>
    NotText,

    /// <summary>There is no line under the header, or no header.</summary>
    EmptyFile,

    /// <summary>There are more lines than <see cref="FigureSheet.LinesMax"/>.</summary>
    TooManyLines,

    /// <summary>The header is of our template nor of a partner that is known.</summary>
    WrongHeader,

    /// <summary>The quotes of the line do not close, or stand in the middle of a field.</summary>
    QuotesMalformed,

    /// <summary>The line has more or fewer fields than the header.</summary>
    FieldCountWrong,

    /// <summary>A field that is needed is empty.</summary>
    FieldMissing,

    /// <summary>Not a whole number.</summary>
    NumberMalformed,

    /// <summary>Not a time, or a date with a time.</summary>
    MomentMalformed,

    /// <summary>There is no unit with this code.</summary>
    UnitUnknown,

    /// <summary>An earlier line tells of the same places.</summary>
    PlacesDoubled,

    /// <summary>The partner's columns do not tell how many places are in use.</summary>
    FiguresIncomplete,

    /// <summary>There is no partner with this code.</summary>
    PartnerUnknown,
}
