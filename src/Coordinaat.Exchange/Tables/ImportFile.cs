using System.Collections.Immutable;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Exchange.Tables;

/// <summary>The forms of table that can be read, in the order in which they need each other.
/// </summary>
/// <remarks>
/// The official forms are those of the public lists; every other form is our own. A file of a
/// later form may refer to codes of an earlier one, never the other way round.
/// </remarks>
public enum TableForm
{
    /// <summary>Kinds of care.</summary>
    CareTypes = 1,

    /// <summary>Urgencies with their clocks.</summary>
    Urgencies,

    /// <summary>Ways to travel.</summary>
    Transports,

    /// <summary>Terms: how long something lasts.</summary>
    Terms,

    /// <summary>Lists of codes.</summary>
    Codes,

    /// <summary>Regions with their agreements.</summary>
    Regions,

    /// <summary>Official: code and name of the acute-care regions.</summary>
    OfficialRegions,

    /// <summary>Subregions.</summary>
    Subregions,

    /// <summary>Official: code and name of the subregions.</summary>
    OfficialSubregions,

    /// <summary>Organisations.</summary>
    Organisations,

    /// <summary>Official: emergency departments; an organisation and a location a line.</summary>
    OfficialEmergencyDepartments,

    /// <summary>Official: out-of-hours GP posts; an organisation and a location a line.</summary>
    OfficialGpPosts,

    /// <summary>Official: ambulance posts; an organisation and a location a line.</summary>
    OfficialAmbulancePosts,

    /// <summary>Locations.</summary>
    Locations,

    /// <summary>Care units with their pools.</summary>
    Units,

    /// <summary>What units can do beyond their kind of care.</summary>
    UnitAbilities,

    /// <summary>What regions agreed about stops.</summary>
    StopRules,

    /// <summary>How the crowding score of departments is worked out.</summary>
    CrowdingRules,

    /// <summary>Who has to be on duty for units.</summary>
    DutyRules,

    /// <summary>Feeds.</summary>
    Feeds,

    /// <summary>Which units feeds mean by their places.</summary>
    FeedPlaces,

    /// <summary>Four-digit postcodes.</summary>
    Postcodes,

    /// <summary>Official: four-digit postcodes with inhabitants and municipality.</summary>
    OfficialPostcodes,

    /// <summary>Telephone numbers of roles at locations.</summary>
    Contacts,

    /// <summary>What locations have and can do.</summary>
    Facilities,

    /// <summary>The first figures of pools: for a demo.</summary>
    Capacity,

    /// <summary>Cells of partners' files, and what they are with us.</summary>
    ExchangeMappings,

    /// <summary>After how long somebody who waits is judged again.</summary>
    RetriageRules,

    /// <summary>What outcomes of triage systems are in the common scale.</summary>
    TriageMappings,

    /// <summary>How long disciplines have to answer.</summary>
    AnswerNorms,

    /// <summary>Which desk covers what, and when.</summary>
    Services,

    /// <summary>Who is on duty.</summary>
    Roster,

    /// <summary>What is expected of telephone lines.</summary>
    PhoneNorms,

    /// <summary>Telephone lines.</summary>
    PhoneLines,

    /// <summary>When the GP practices of a region are open.</summary>
    OfficeHours,

    /// <summary>On which days they are not.</summary>
    Holidays,

    /// <summary>What care providers can ask for.</summary>
    RequestKinds,
}

/// <summary>A table as it was read: what it defines, and what is wrong with it.</summary>
/// <param name="Name">The file's name, for the report.</param>
/// <param name="Form">
/// Its form, by the header; null when the file as a whole is refused. Then there is one line,
/// line 1, that says why.
/// </param>
/// <param name="Lines">One per line that is not blank, the header not counted.</param>
public sealed record ImportFile(
    string Name, TableForm? Form, ImmutableArray<ImportLine> Lines);

/// <summary>One line of a table.</summary>
/// <param name="Number">The line's number in the file, the header being 1.</param>
/// <param name="Code">The code that the line defines; empty when it could not be read.</param>
public abstract record ImportLine(int Number, string Code);

/// <summary>A line that defines something.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Code">The code that the line defines.</param>
/// <param name="Definitions">
/// What to define, in this order. All of it or nothing: two of them are an organisation and its
/// location.
/// </param>
public sealed record DefinitionLine(
    int Number, string Code, ImmutableArray<Definition> Definitions) : ImportLine(Number, Code);

/// <summary>A line with the first figures of a pool.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Code">The code of any unit of the pool.</param>
/// <param name="Physical">Places that exist.</param>
/// <param name="Blocked">Places that cannot be used.</param>
/// <param name="Staffed">Places opened with staff.</param>
/// <param name="Occupied">Places in use.</param>
public sealed record CapacityLine(
    int Number, string Code, int Physical, int Blocked, int Staffed, int Occupied)
    : ImportLine(Number, Code);

/// <summary>A line, or for line 1 a file, of which nothing is taken.</summary>
/// <param name="Number">The line's number in the file.</param>
/// <param name="Code">The code on the line, as far as it could be read.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Column">In which column; empty when it is about the line or the file.</param>
public sealed record FaultyLine(int Number, string Code, ImportFault Fault, string Column)
    : ImportLine(Number, Code);
