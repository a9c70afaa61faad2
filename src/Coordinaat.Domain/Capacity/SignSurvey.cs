using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Capacity;

/// <summary>What the survey says of one kind of care at one location: totals, no persons.
/// </summary>
/// <param name="CareType">The kind of care.</param>
/// <param name="Opened">
/// Places opened with staff and equipment, whether free or occupied: "capacity" as the LCPS
/// defines it.
/// </param>
/// <param name="Occupied">Places in use.</param>
public readonly record struct SurveyFigures(CareTypeId CareType, int Opened, int Occupied);

/// <summary>The survey of one location, as it was signed last.</summary>
/// <param name="At">When; it is the survey of that day in the Netherlands.</param>
/// <param name="Account">By whom.</param>
/// <param name="Lines">What was signed.</param>
public sealed record SignedSurvey(
    Instant At, AccountId Account, ImmutableArray<SurveyFigures> Lines)
{
    /// <summary>Whether it is the survey of the day of this moment.</summary>
    public bool IsOfDay(Instant moment) =>
        At.InZone(LocalMoment.Zone).Date == moment.InZone(LocalMoment.Zone).Date;
}

/// <summary>One line of a survey to sign.</summary>
/// <param name="Location">The location.</param>
/// <param name="Figures">What is signed of one kind of care there.</param>
public readonly record struct SurveyLine(LocationId Location, SurveyFigures Figures);

/// <summary>Signs the daily survey (uitvraag, FR-X4) of the own locations.</summary>
/// <remarks>Signed anew the same day, the last one counts; the journal keeps all.</remarks>
/// <param name="Lines">At least one; each kind of care once a location.</param>
public sealed record SignSurvey(ImmutableArray<SurveyLine> Lines) : Request<SignSurveyRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, SignSurveyRefusal> Decide(
        World world, Moment moment)
    {
        if (Lines.IsEmpty)
        {
            return SignSurveyRefusal.NothingSigned;
        }

        if (Lines.Any(l => world.Regions.Locations.Find(l.Location.Value) is null))
        {
            return SignSurveyRefusal.LocationUnknown;
        }

        if (!Lines.All(l => Ownership.IsOwn(world.Regions, l.Location, moment.By)))
        {
            return SignSurveyRefusal.NotAllowed;
        }

        if (!Lines.All(l => IsGivenAt(world.Regions, l)))
        {
            return SignSurveyRefusal.CareTypeElsewhere;
        }

        if (Lines.Select(l => (l.Location, l.Figures.CareType)).Distinct().Count() < Lines.Length)
        {
            return SignSurveyRefusal.LineDoubled;
        }

        return !Lines.All(l => IsPossible(l.Figures.Opened) && IsPossible(l.Figures.Occupied))
            ? SignSurveyRefusal.NumberOutOfRange
            : moment.WriteLevel < EventCodec.LevelOf<SurveySigned>()
                ? SignSurveyRefusal.NotYetWritten
                : Sign(moment.By.Account);
    }

    private static bool IsPossible(int number) => number is >= 0 and <= ReportCapacity.PlacesMax;

    private static bool IsGivenAt(RegionsState regions, SurveyLine line) =>
        regions.PoolsAt(line.Location).SelectMany(p => regions.UnitsIn(p))
            .Any(u => regions.Units[u.Value].CareType == line.Figures.CareType);

    private ImmutableArray<Event> Sign(AccountId account) =>
    [
        .. Lines.GroupBy(l => l.Location).Select(l => new SurveySigned(
            l.Key, account, [.. l.Select(x => x.Figures)])),
    ];
}

/// <summary>Why a survey was not signed, in the order it is checked.</summary>
public enum SignSurveyRefusal
{
    /// <summary>The survey has no line.</summary>
    NothingSigned = 1,

    /// <summary>There is no such location.</summary>
    LocationUnknown,

    /// <summary>The location belongs to another organisation.</summary>
    NotAllowed,

    /// <summary>The location does not give this kind of care.</summary>
    CareTypeElsewhere,

    /// <summary>A kind of care stands twice for one location.</summary>
    LineDoubled,

    /// <summary>A number is negative or over <see cref="ReportCapacity.PlacesMax"/>.</summary>
    NumberOutOfRange,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
