namespace Coordinaat.Clinical.Protocols;

/// <summary>What is wrong with a protocol file, and where.</summary>
/// <param name="Line">The first line is 1.</param>
/// <param name="Kind">What.</param>
/// <param name="Detail">The word that it is about; may be empty.</param>
public sealed record ProtocolFault(int Line, ProtocolFaultKind Kind, string Detail = "");

/// <summary>What can be wrong with a protocol file.</summary>
public enum ProtocolFaultKind
{
    /// <summary>More than <see cref="ProtocolReader.BytesMax"/>.</summary>
    TooLarge = 1,

    /// <summary>The line is not UTF-8, or has signs that are no text.</summary>
    NotUtf8,

    /// <summary>It does not begin with <c>protocol</c> and an id.</summary>
    NoProtocol,

    /// <summary>No such word begins a line.</summary>
    KeyUnknown,

    /// <summary>The word does not belong here: an answer outside a question.</summary>
    KeyOutOfPlace,

    /// <summary>It may stand here once.</summary>
    KeyTwice,

    /// <summary>What has to be said here is missing.</summary>
    KeyMissing,

    /// <summary>Nothing stands after the word.</summary>
    ValueMissing,

    /// <summary>More than <see cref="ProtocolReader.TextLengthMax"/> characters.</summary>
    TextTooLong,

    /// <summary>A code has lower-case letters, digits and hyphens, and is short.</summary>
    CodeMalformed,

    /// <summary>The version is no number from 1 to 9999.</summary>
    VersionMalformed,

    /// <summary>Neither <c>demo</c> nor <c>goedgekeurd door … op …</c> with a day.</summary>
    StatusMalformed,

    /// <summary>An answer is a code, its words, <c>-&gt;</c> and where it leads.</summary>
    AnswerMalformed,

    /// <summary>Not letters of ABCD, each once.</summary>
    AbcdMalformed,

    /// <summary>A test's answers are <c>question=answer</c>.</summary>
    TestMalformed,

    /// <summary>More questions, outcomes, answers or tests than there may be.</summary>
    TooMany,

    /// <summary>Two of one code.</summary>
    CodeTwice,

    /// <summary>A file without a question.</summary>
    NoQuestions,

    /// <summary>A question without an answer.</summary>
    NoAnswers,

    /// <summary>No question or outcome is called so.</summary>
    NextUnknown,

    /// <summary>This answer leads back to a question that was asked before.</summary>
    Loop,

    /// <summary>No answers lead here.</summary>
    Unreachable,

    /// <summary>The complaint is not in the norms.</summary>
    ComplaintUnknown,

    /// <summary>The triage system is not in the norms.</summary>
    SystemUnknown,

    /// <summary>The urgency is not in the norms.</summary>
    UrgencyUnknown,

    /// <summary>What happens next is not in the norms.</summary>
    FollowUpUnknown,

    /// <summary>The alternative is not in the norms.</summary>
    AlternativeUnknown,

    /// <summary>From U3 on the caller has to hear when to call again (R25).</summary>
    SafetyNetMissing,

    /// <summary>A question of ABCD is asked after another one.</summary>
    AbcdNotFirst,

    /// <summary>A letter of ABCD is not asked.</summary>
    AbcdMissing,

    /// <summary>A test answers a question that is not asked then, stops before an outcome, or
    /// expects another urgency.</summary>
    TestFails,

    /// <summary>Another file has this protocol.</summary>
    ProtocolTwice,
}
