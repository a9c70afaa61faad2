using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Consultation;

/// <summary>Why a consultation was refused, in the order it is checked.</summary>
public enum ConsultationRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request, or was not asked.</summary>
    NotAllowed,

    /// <summary>The request is closed.</summary>
    RequestClosed,

    /// <summary>There is no such question.</summary>
    ConsultationUnknown,

    /// <summary>The question was answered, or the judgements were concluded, by somebody else.
    /// </summary>
    AnsweredAlready,

    /// <summary>The question was taken back.</summary>
    Withdrawn,

    /// <summary>Nobody is asked, or the discipline or the organisation is unknown.</summary>
    WhomUnknown,

    /// <summary>This discipline of this organisation is asked already.</summary>
    AskedAlready,

    /// <summary>More than <see cref="AskConsultation.AtOnceMax"/> at once, or more than
    /// <see cref="AskConsultation.InAllMax"/> of one request.</summary>
    TooMany,

    /// <summary>The question, the answer or the conclusion is empty.</summary>
    WordsMissing,

    /// <summary>The urgency is not in the list.</summary>
    UrgencyUnknown,

    /// <summary>Who answered by telephone is missing.</summary>
    WhoMissing,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}

/// <summary>Whom to ask.</summary>
/// <param name="Discipline">Code of the list <see cref="CodeList.Discipline"/>.</param>
/// <param name="Organisation">Whose colleague.</param>
public readonly record struct Colleague(string Discipline, OrganisationId Organisation);

/// <summary>Asks one colleague, or several who judge the case together (FR-T6).</summary>
/// <remarks>
/// By this act the stated part of the case opens to these organisations, to give this advice,
/// until it is given (R12): what is the matter, age band, urgency, vital signs.
/// </remarks>
/// <param name="Request">Which request.</param>
/// <param name="Colleagues">Whom; several are a multidisciplinary triage.</param>
/// <param name="Question">What is asked.</param>
public sealed record AskConsultation(
    CareRequestId Request, ImmutableArray<Colleague> Colleagues, Secret Question)
    : Request<ConsultationRefusal>
{
    /// <summary>No more disciplines judge together.</summary>
    public const int AtOnceMax = 6;

    /// <summary>No request asks more often.</summary>
    public const int InAllMax = 50;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets => [Question];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ConsultationRefusal> Decide(
        World world, Moment moment)
    {
        if (ConsultationParties.FaultOf(
                world, Request, r => r.MayBeWorkedBy(moment.By)) is { } fault)
        {
            return fault;
        }

        var file = world.Consultation[Request];
        if (Colleagues.IsEmpty || Colleagues.Any(c => !IsKnown(world.Regions, c)))
        {
            return ConsultationRefusal.WhomUnknown;
        }

        if (Colleagues.Distinct().Count() < Colleagues.Length
            || file.All.Any(a => a.IsAwaited
                && Colleagues.Contains(new Colleague(a.Discipline, a.Organisation))))
        {
            return ConsultationRefusal.AskedAlready;
        }

        if (Colleagues.Length > AtOnceMax || file.All.Length + Colleagues.Length > InAllMax)
        {
            return ConsultationRefusal.TooMany;
        }

        return Secret.IsBlank(Question)
            ? ConsultationRefusal.WordsMissing
            : moment.WriteLevel < EventCodec.LevelOf<ConsultationAsked>()
                ? ConsultationRefusal.NotYetWritten
                : Asked(world, file, moment.Now);
    }

    private ImmutableArray<Event> Asked(World world, ConsultationFile file, Instant now)
    {
        var round = file.All.IsEmpty ? 1 : file.All[^1].Round + 1;
        var urgency = world.Triage[Request].Urgency;
        return
        [
            .. Colleagues.Select((c, i) => new ConsultationAsked(
                Request, file.All.Length + i + 1, round, c.Discipline, c.Organisation, Question.Id,
                now + Duration.FromMinutes(
                    AnswerNorm.MinutesOf(world.Regions, c.Discipline, urgency)))),
        ];
    }

    private static bool IsKnown(RegionsState regions, Colleague colleague) =>
        regions.Knows(CodeList.Discipline, colleague.Discipline)
        && regions.Organisations.Find(colleague.Organisation.Value) is not null;
}

/// <summary>Takes a question to a colleague back.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Number">Which question.</param>
public sealed record WithdrawConsultation(CareRequestId Request, int Number)
    : Request<ConsultationRefusal>
{
    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, ConsultationRefusal> Decide(
        World world, Moment moment)
    {
        if (ConsultationParties.FaultOf(
                world, Request, r => r.MayBeWorkedBy(moment.By)) is { } fault)
        {
            return fault;
        }

        var asked = world.Consultation[Request].Find(Number);
        return asked is null ? ConsultationRefusal.ConsultationUnknown
            : asked.Answer is not null ? ConsultationRefusal.AnsweredAlready
            : asked.EndedAt is not null ? ImmutableArray<Event>.Empty
            : ImmutableArray.Create<Event>(new ConsultationWithdrawn(Request, Number));
    }
}
