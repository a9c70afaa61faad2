using System.Collections.Immutable;

namespace Coordinaat.Clinical.Protocols;

/// <summary>A protocol with the answers that were given so far.</summary>
public sealed record ProtocolRun
{
    private ProtocolRun(
        Protocol protocol, ImmutableArray<(Question Question, Answer Answer)> given, string next) =>
        (Protocol, Given, Question, Outcome) =
            (protocol, given, protocol.FindQuestion(next), protocol.FindOutcome(next));

    /// <summary>Which protocol.</summary>
    public Protocol Protocol { get; }

    /// <summary>What was answered, in order.</summary>
    public ImmutableArray<(Question Question, Answer Answer)> Given { get; }

    /// <summary>What is asked now; null at the end.</summary>
    public Question? Question { get; }

    /// <summary>Where it ended; null before.</summary>
    public ProtocolOutcome? Outcome { get; }

    /// <summary>What came out; null before the end.</summary>
    public ProtocolResult? Result => Outcome is not { } end
        ? null
        : new ProtocolResult(
            Protocol.Id, Protocol.Version, Protocol.Complaint,
            [.. Given.Select(g => new ProtocolStep(g.Question.Code, g.Answer.Code))],
            end.Discriminator, end.Urgency, end.FollowUp, end.Advice, end.SafetyNet,
            end.Alternatives);

    /// <summary>Nothing answered yet.</summary>
    public static ProtocolRun Begin(Protocol protocol) =>
        new(protocol, [], protocol.Questions[0].Code);

    /// <summary>Answers, in order, by their codes.</summary>
    /// <returns>Null where one of them is no answer to what is asked then.</returns>
    public static ProtocolRun? Of(Protocol protocol, IEnumerable<string> answers) =>
        answers.Aggregate((ProtocolRun?)Begin(protocol), (run, answer) => run?.After(answer));

    /// <summary>The run after one more answer.</summary>
    /// <param name="answer">Its code.</param>
    /// <returns>Null where that is no answer to what is asked.</returns>
    public ProtocolRun? After(string answer) =>
        Question is { } asked && asked.Answers.FirstOrDefault(a => a.Code == answer) is { } given
            ? new ProtocolRun(Protocol, Given.Add((asked, given)), given.Next)
            : null;

    /// <summary>The run before the last answer; the same where nothing was answered.</summary>
    public ProtocolRun Back() => Given.IsEmpty
        ? this
        : new ProtocolRun(Protocol, Given.RemoveAt(Given.Length - 1), Given[^1].Question.Code);
}

/// <summary>What a run of a protocol came to: a proposal, which a person takes or leaves.
/// </summary>
/// <param name="Protocol">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Complaint">Code of the complaint.</param>
/// <param name="Path">What was asked and answered, in order.</param>
/// <param name="Discriminator">What made it so, in words.</param>
/// <param name="Urgency">Code of the proposed urgency.</param>
/// <param name="FollowUp">Code of what happens next.</param>
/// <param name="Advice">What to tell the caller.</param>
/// <param name="SafetyNet">When to call again; may be empty.</param>
/// <param name="Alternatives">Codes of what may do instead of the usual, best first.</param>
public sealed record ProtocolResult(
    string Protocol, int Version, string Complaint, ImmutableArray<ProtocolStep> Path,
    string Discriminator, string Urgency, string FollowUp, string Advice, string SafetyNet,
    ImmutableArray<string> Alternatives);
