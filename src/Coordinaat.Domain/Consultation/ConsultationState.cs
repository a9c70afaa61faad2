using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Consultation;

/// <summary>A colleague was asked about a request (FR-T6).</summary>
/// <param name="Request">Which request.</param>
/// <param name="Number">Counted within the request, from 1.</param>
/// <param name="Round">Those who were asked together have the same; several judge together.
/// </param>
/// <param name="Discipline">Code of who is asked.</param>
/// <param name="Organisation">Whose colleague: the case opens to them (R12).</param>
/// <param name="Question">Sealed: what is asked.</param>
/// <param name="AnswerBy">Before when an answer is expected.</param>
[Stored("consultation-asked", 1, Level = 2)]
public sealed record ConsultationAsked(
    CareRequestId Request, int Number, int Round, string Discipline,
    OrganisationId Organisation, SealedId Question, Instant AnswerBy) : RequestEvent(Request);

/// <summary>A colleague answered.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Number">Which question.</param>
/// <param name="Words">Sealed: the answer.</param>
/// <param name="Urgency">The urgency as this colleague sees it; empty for none. The urgency of the
/// request stays what it is (R7).</param>
/// <param name="Spoken">Sealed: who said it by telephone; null when the colleague wrote it.</param>
[Stored("consultation-answered", 1, Level = 2)]
public sealed record ConsultationAnswered(
    CareRequestId Request, int Number, SealedId Words, string Urgency, SealedId? Spoken)
    : RequestEvent(Request);

/// <summary>The question was taken back.</summary>
[Stored("consultation-withdrawn", 1, Level = 2)]
public sealed record ConsultationWithdrawn(CareRequestId Request, int Number)
    : RequestEvent(Request);

/// <summary>The clock of the question ran out: call.</summary>
[Stored("consultation-unanswered", 1, Level = 2)]
public sealed record ConsultationUnanswered(CareRequestId Request, int Number)
    : RequestEvent(Request);

/// <summary>The case is no longer open to the colleague (R12).</summary>
[Stored("consultation-shut", 1, Level = 2)]
public sealed record ConsultationShut(CareRequestId Request, int Number) : RequestEvent(Request);

/// <summary>The supervising physician concluded what several disciplines judged.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Round">Who was asked together.</param>
/// <param name="Conclusion">Sealed.</param>
[Stored("joint-triage-concluded", 1, Level = 2)]
public sealed record JointTriageConcluded(
    CareRequestId Request, int Round, SealedId Conclusion) : RequestEvent(Request);

/// <summary>The desk read what colleagues advised.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Round">Who was asked together.</param>
[Stored("advice-read", 1, Level = 2)]
public sealed record AdviceRead(CareRequestId Request, int Round) : RequestEvent(Request);

/// <summary>What a colleague answered.</summary>
/// <param name="Words">Sealed.</param>
/// <param name="Urgency">As this colleague sees it; empty for none.</param>
/// <param name="Spoken">Sealed: who said it by telephone; null when it was written.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="At">When.</param>
public sealed record ConsultationAnswer(
    SealedId Words, string Urgency, SealedId? Spoken, AccountId By, Instant At);

/// <summary>How the judgements of a round were concluded.</summary>
public sealed record JointConclusion(int Round, SealedId Words, AccountId By, Instant At);

/// <summary>A question to a colleague, and what became of it.</summary>
/// <param name="Number">Counted within the request, from 1.</param>
/// <param name="Round">Those who were asked together.</param>
/// <param name="Discipline">Code of who is asked.</param>
/// <param name="Organisation">Whose colleague.</param>
/// <param name="Question">Sealed.</param>
/// <param name="AskedAt">When.</param>
/// <param name="By">Who asked.</param>
/// <param name="AnswerBy">Before when an answer is expected.</param>
/// <param name="IsOverdue">The clock ran out without an answer.</param>
/// <param name="Answer">Null while there is none.</param>
/// <param name="EndedAt">When it ended without an answer: taken back, or concluded.</param>
/// <param name="IsShut">The case is not, or no longer, open to the colleague.</param>
public sealed record AskedConsultation(
    int Number, int Round, string Discipline, OrganisationId Organisation, SealedId Question,
    Instant AskedAt, AccountId By, Instant AnswerBy, bool IsOverdue, ConsultationAnswer? Answer,
    Instant? EndedAt, bool IsShut)
{
    /// <summary>How long a colleague still reads the case after the answer.</summary>
    public static readonly Duration ReadAfter = Duration.FromHours(1);

    /// <summary>Whether an answer is still awaited.</summary>
    [JsonIgnore]
    public bool IsAwaited => Answer is null && EndedAt is null;
}

/// <summary>What one request asked of colleagues.</summary>
/// <param name="All">In the order of asking.</param>
/// <param name="Conclusions">Of the rounds that were concluded.</param>
/// <param name="Read">The rounds of which the desk read what was advised.</param>
public sealed record ConsultationFile(
    ImmutableArray<AskedConsultation> All, ImmutableArray<JointConclusion> Conclusions,
    ImmutableArray<int> Read)
{
    /// <summary>Nobody was asked.</summary>
    public static readonly ConsultationFile None = new([], [], []);

    /// <summary>The question, or null.</summary>
    public AskedConsultation? Find(int number) =>
        number > 0 && number <= All.Length ? All[number - 1] : null;

    /// <summary>Whether several judge together in a round.</summary>
    public bool IsJoint(int round) => All.Count(c => c.Round == round) > 1;

    /// <summary>How a round was concluded; null while it is not.</summary>
    public JointConclusion? ConclusionOf(int round) =>
        Conclusions.FirstOrDefault(c => c.Round == round);

    /// <summary>The first question that nobody answered in time; null for none.</summary>
    [JsonIgnore]
    public AskedConsultation? Overdue => All.FirstOrDefault(c => c.IsAwaited && c.IsOverdue);

    /// <summary>The first round where all have judged and nobody concluded; 0 for none.</summary>
    [JsonIgnore]
    public int ToConclude => All.Select(c => c.Round).Distinct().FirstOrDefault(r =>
        IsJoint(r) && ConclusionOf(r) is null
        && All.All(c => c.Round != r || !c.IsAwaited)
        && All.Any(c => c.Round == r && c.Answer is not null));

    /// <summary>Since when the advice of a round lies ready to be read: what one colleague wrote,
    /// or what several came to. Null while there is none, once it was read, and where it is the
    /// reader's own or was said to the desk by telephone.</summary>
    public Instant? UnreadSince(int round, AccountId reader)
    {
        var (by, at) = IsJoint(round)
            ? (ConclusionOf(round)?.By, ConclusionOf(round)?.At)
            : All.FirstOrDefault(c => c.Round == round)?.Answer is { Spoken: null } answer
                ? (answer.By, answer.At)
                : default((AccountId?, Instant?));
        return by == reader || Read.Contains(round) ? null : at;
    }

    /// <summary>Whether the case is open to the colleagues of an organisation.</summary>
    public bool IsOpenTo(OrganisationId organisation) =>
        All.Any(c => c.Organisation == organisation && !c.IsShut);

    /// <summary>The next clock; null when none runs.</summary>
    [JsonIgnore]
    public Instant? NextClock => All.IsEmpty ? null : All.Select(ClockOf).Min();

    /// <summary>What happens to the questions whose clocks ran out.</summary>
    public IEnumerable<RequestEvent> Due(CareRequestId request, Instant now) =>
        All.Where(c => ClockOf(c) <= now).Select<AskedConsultation, RequestEvent>(c =>
            c.IsAwaited
                ? new ConsultationUnanswered(request, c.Number)
                : new ConsultationShut(request, c.Number));

    // While it is awaited the end of its time; then the end of the colleague's reading, which
    // among several begins when their judgements are concluded.
    private Instant? ClockOf(AskedConsultation asked) =>
        asked.IsShut ? null
        : asked.IsAwaited ? asked.IsOverdue ? null : asked.AnswerBy
        : IsJoint(asked.Round)
            ? ConclusionOf(asked.Round)?.At + AskedConsultation.ReadAfter
            : asked.Answer?.At + AskedConsultation.ReadAfter;

    internal ConsultationFile After(RequestEvent happened, Instant at, AccountId by) =>
        happened switch
        {
            ConsultationAsked e => this with
            {
                All = All.Add(new AskedConsultation(
                    e.Number, e.Round, e.Discipline, e.Organisation, e.Question, at, by,
                    e.AnswerBy, IsOverdue: false, Answer: null, EndedAt: null, IsShut: false)),
            },
            ConsultationAnswered e => With(e.Number, c => c with
            {
                Answer = new ConsultationAnswer(e.Words, e.Urgency, e.Spoken, by, at),
            }),
            ConsultationWithdrawn e => With(
                e.Number, c => c with { EndedAt = at, IsShut = true }),
            ConsultationUnanswered e => With(e.Number, c => c with { IsOverdue = true }),
            ConsultationShut e => With(e.Number, c => c with { IsShut = true }),
            JointTriageConcluded e => this with
            {
                All =
                [
                    .. All.Select(c => c.Round == e.Round && c.IsAwaited
                        ? c with { EndedAt = at, IsShut = true }
                        : c),
                ],
                Conclusions = Conclusions.Add(new(e.Round, e.Conclusion, by, at)),
            },
            AdviceRead e => this with { Read = Read.Add(e.Round) },
            { Takes: Step.Close } => this with
            {
                All = [.. All.Select(c => c with { IsShut = true })],
            },
            _ => this,
        };

    private ConsultationFile With(
        int number, Func<AskedConsultation, AskedConsultation> change) => this with
        {
            All = All.SetItem(number - 1, change(All[number - 1])),
        };
}

/// <summary>What was asked of colleagues, by request.</summary>
/// <param name="Files">Null for requests about which nobody was asked.</param>
public sealed record ConsultationState(Vector<ConsultationFile?> Files)
{
    /// <summary>Nobody was asked yet.</summary>
    public static readonly ConsultationState Empty = new(Vector<ConsultationFile?>.Empty);

    /// <summary>The requests that are open to some colleague, in order of their numbers.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<int> Open { get; init; } =
    [
        .. Enumerable.Range(1, Files.Count)
            .Where(n => Files.Find(n - 1) is { } file && file.All.Any(c => !c.IsShut)),
    ];

    /// <summary>What one request asked.</summary>
    public ConsultationFile this[CareRequestId id] =>
        Files.Find(id.Value - 1) ?? ConsultationFile.None;

    /// <summary>The state without a request.</summary>
    public ConsultationState Without(CareRequestId id) => Files.Find(id.Value - 1) is null
        ? this
        : new ConsultationState(Files.Clear(id.Value - 1)) { Open = Open.Remove(id.Value) };

    /// <summary>The state after one more event.</summary>
    public ConsultationState After(RequestEvent happened, Instant at, Actor by)
    {
        var (id, before) = (happened.Request, this[happened.Request]);
        var after = before.After(happened, at, by.Account);
        if (ReferenceEquals(after, before)
            || (before.All.IsEmpty && happened is not ConsultationAsked))
        {
            return this;
        }

        return new ConsultationState(Files.Set(id.Value - 1, after))
        {
            Open = after.All.Any(c => !c.IsShut) ? Open.Add(id.Value) : Open.Remove(id.Value),
        };
    }
}
