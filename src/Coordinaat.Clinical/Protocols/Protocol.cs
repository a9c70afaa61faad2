using System.Collections.Immutable;
using NodaTime;

namespace Coordinaat.Clinical.Protocols;

/// <summary>One version of a protocol, of which everything was checked: questions about one
/// complaint, the first ones about life and limb, that lead to an urgency.</summary>
/// <param name="Id">Its code, for ever.</param>
/// <param name="Version">1 and up; another text is another version.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Complaint">Code of the complaint.</param>
/// <param name="System">Code of the triage system that its outcome is recorded under.</param>
/// <param name="Approval">Who approved it; null for a demonstration.</param>
/// <param name="Sources">What it rests on; at least one.</param>
/// <param name="Questions">The first one is where a run begins.</param>
/// <param name="Outcomes">Where it can end.</param>
/// <param name="Tests">Answers with the urgency that they have to come to; all of them do.</param>
public sealed record Protocol(
    string Id, int Version, string Name, string Complaint, string System, Approval? Approval,
    ImmutableArray<string> Sources, ImmutableArray<Question> Questions,
    ImmutableArray<ProtocolOutcome> Outcomes, ImmutableArray<ProtocolTest> Tests)
{
    /// <summary>No id is longer, in characters: with the version it fits a triage record.
    /// </summary>
    public const int IdLengthMax = 30;

    /// <summary>Nobody approved it: never for a real patient.</summary>
    public bool IsDemo => Approval is null;

    /// <summary>How a triage names it.</summary>
    public string VersionName => string.Create(
        global::System.Globalization.CultureInfo.InvariantCulture, $"{Id} {Version}");

    /// <summary>The question with this code; null where an answer leads to an outcome.</summary>
    public Question? FindQuestion(string code) => Questions.FirstOrDefault(q => q.Code == code);

    /// <summary>The outcome with this code.</summary>
    public ProtocolOutcome? FindOutcome(string code) =>
        Outcomes.FirstOrDefault(o => o.Code == code);
}

/// <summary>Who approved a protocol for use.</summary>
/// <param name="By">Name and function.</param>
/// <param name="On">The day.</param>
public sealed record Approval(string By, LocalDate On);

/// <summary>One question.</summary>
/// <param name="Code">Its code; no outcome has the same.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Abcd">Which of A, B, C and D it is about; empty for none.</param>
/// <param name="Answers">1 to 9, each with a key of its own.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record Question(
    string Code, string Text, string Abcd, ImmutableArray<Answer> Answers, int Line)
{
    /// <summary>No question has more answers: they are chosen with one digit.</summary>
    public const int AnswersMax = 9;
}

/// <summary>One answer to a question.</summary>
/// <param name="Code">Its code, once in a question.</param>
/// <param name="Text">As it is shown.</param>
/// <param name="Next">Code of the question or the outcome that it leads to.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record Answer(string Code, string Text, string Next, int Line);

/// <summary>Where a run ends. A person decides what to do with it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Urgency">Code of the urgency that it proposes.</param>
/// <param name="Discriminator">What made it so, in words.</param>
/// <param name="Advice">What to tell the caller.</param>
/// <param name="SafetyNet">When to call again; empty where somebody goes there at once.</param>
/// <param name="FollowUp">Code of what happens next.</param>
/// <param name="Alternatives">Codes of what may do instead of the usual, best first.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record ProtocolOutcome(
    string Code, string Urgency, string Discriminator, string Advice, string SafetyNet,
    string FollowUp, ImmutableArray<string> Alternatives, int Line);

/// <summary>A test that a protocol carries with it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Steps">A code of a question and of its answer, from the first question on.</param>
/// <param name="Urgency">Code of what has to come out.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record ProtocolTest(
    string Name, ImmutableArray<ProtocolStep> Steps, string Urgency, int Line);

/// <summary>A question with the answer that was given.</summary>
/// <param name="Question">Code of the question.</param>
/// <param name="Answer">Code of the answer.</param>
public readonly record struct ProtocolStep(string Question, string Answer);

/// <summary>The codes that a protocol may name: those of the norms.</summary>
/// <param name="Complaints">Codes of complaints.</param>
/// <param name="Systems">Codes of triage systems.</param>
/// <param name="Urgencies">Codes of urgencies.</param>
/// <param name="FollowUps">Codes of what happens next.</param>
/// <param name="Alternatives">Codes of what may do instead.</param>
public sealed record ProtocolCodes(
    ImmutableHashSet<string> Complaints, ImmutableHashSet<string> Systems,
    ImmutableHashSet<string> Urgencies, ImmutableHashSet<string> FollowUps,
    ImmutableHashSet<string> Alternatives);
