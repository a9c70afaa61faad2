using System.Globalization;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Exchange.Sheets;

/// <summary>What a file tells of one unit, as far as it tells it.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Unit">The unit's code, as it could be read.</param>
public sealed record ToldLine(int Number, string Unit)
{
    // More is no count of places, and sums of it might not fit.
    private const int NumberMax = 1_000_000;

    /// <summary>Places that exist; null when not told.</summary>
    public int? Physical { get; init; }

    /// <summary>Places that cannot be used; null when not told.</summary>
    public int? Blocked { get; init; }

    /// <summary>Places opened with staff; null when not told.</summary>
    public int? Staffed { get; init; }

    /// <summary>Places in use; null when not told.</summary>
    public int? Occupied { get; init; }

    /// <summary>Opened places that are free; null when not told.</summary>
    public int? Free { get; init; }

    /// <summary>The moment that the line speaks of; null for that of the file.</summary>
    public Instant? At { get; init; }

    /// <summary>What is wrong with the line; null when nothing is.</summary>
    public FigureFileFault? Fault { get; init; }

    /// <summary>The column that is at fault; empty when it is the whole line.</summary>
    public string Column { get; init; } = "";

    /// <summary>The line with one more cell of it read. The first fault stays.</summary>
    /// <param name="figure">What the cell says.</param>
    /// <param name="column">Where it stands.</param>
    /// <param name="text">What stands there.</param>
    /// <param name="now">For a time without a date.</param>
    internal ToldLine With(FileFigure figure, string column, string text, Instant now)
    {
        if (Fault is not null)
        {
            return this;
        }

        if (figure == FileFigure.Moment)
        {
            return FileMoment.TryRead(text, now, out var at)
                ? this with { At = at }
                : this with { Fault = FigureFileFault.MomentMalformed, Column = column };
        }

        return text.Length == 0
            ? this with { Fault = FigureFileFault.FieldMissing, Column = column }
            : !int.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || Math.Abs((long)number) > NumberMax
                ? this with { Fault = FigureFileFault.NumberMalformed, Column = column }
                : With(figure, number);
    }

    private ToldLine With(FileFigure figure, int number) => figure switch
    {
        FileFigure.Physical => this with { Physical = number },
        FileFigure.Blocked => this with { Blocked = number },
        FileFigure.Staffed => this with { Staffed = number },
        FileFigure.Occupied => this with { Occupied = number },
        FileFigure.Free => this with { Free = number },
        FileFigure.Moment => this,
    };
}
