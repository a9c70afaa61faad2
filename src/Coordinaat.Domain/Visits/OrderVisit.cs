using System.Collections.Immutable;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Domain.Visits;

/// <summary>Orders a visit of a nurse, on top of the search for who goes (FR-M10).</summary>
/// <remarks>
/// What is a reserved act is data, and kept with the order: a later list changes nothing about it.
/// One visit at a time; after it another can be ordered.
/// </remarks>
/// <param name="Request">For which request.</param>
/// <param name="Tasks">Codes; at least one, each once.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">There before this moment; in the future.</param>
/// <param name="Prescriber">Name of who prescribed a reserved act; null without.</param>
/// <param name="PrescriberFunction">Code of the function; one that may prescribe.</param>
/// <param name="Practice">Of which practice or institution; null when not said.</param>
/// <param name="Prescribed">What was asked; null without.</param>
/// <param name="Indication">Why; null when not said.</param>
/// <param name="Material">What is needed for it; null when not said.</param>
/// <param name="Anticoagulants">Whether the patient takes them; null when not said.</param>
/// <param name="NeedsTwo">Two nurses go together.</param>
/// <param name="Access">How to come in; null for nothing.</param>
/// <param name="Safety">What to beware of; null for nothing.</param>
public sealed record OrderVisit(
    CareRequestId Request, ImmutableArray<string> Tasks, Instant From, Instant Until,
    Secret? Prescriber, string PrescriberFunction, Secret? Practice, Secret? Prescribed,
    Secret? Indication, Secret? Material, Anticoagulants? Anticoagulants, bool NeedsTwo,
    Secret? Access, Secret? Safety) : Request<OrderVisitRefusal>
{
    /// <summary>No order has more tasks.</summary>
    public const int TasksMax = 10;

    /// <summary>No request gathers more visits.</summary>
    public const int VisitsMax = 20;

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
    [
        .. new[] { Prescriber, Practice, Prescribed, Indication, Material, Access, Safety }
            .OfType<Secret>(),
    ];

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, OrderVisitRefusal> Decide(
        World world, Moment moment)
    {
        if (world.Access.FaultOf(
            Request, r => r.MayBeWorkedBy(moment.By), OrderVisitRefusal.RequestUnknown,
            OrderVisitRefusal.RequestArchived, OrderVisitRefusal.NotAllowed) is { } fault)
        {
            return fault;
        }

        var request = world.Access[Request];
        if (request.Stage is < Stage.Seeking or Stage.Closed)
        {
            return OrderVisitRefusal.StageForbids;
        }

        if (!VisitCare.IsNeededBy(world, Request))
        {
            return OrderVisitRefusal.OtherCare;
        }

        if (world.Visits.Last(Request) is { IsOver: false })
        {
            return OrderVisitRefusal.VisitOpen;
        }

        return world.Visits[Request].Length >= VisitsMax
            ? OrderVisitRefusal.TooManyVisits
            : (CheckTasks(world.Regions) ?? CheckWindow(moment.Now) ?? CheckReserved(world.Regions))
                is { } refusal ? refusal
            : moment.WriteLevel < EventCodec.LevelOf<VisitOrdered>()
                ? OrderVisitRefusal.NotYetWritten
                : ImmutableArray.Create<Event>(new VisitOrdered(Request, Order(world.Regions)));
    }

    private OrderVisitRefusal? CheckTasks(RegionsState regions) =>
        Tasks.IsEmpty || Tasks.Length > TasksMax || Tasks.Distinct().Count() < Tasks.Length
            ? OrderVisitRefusal.TasksMissing
            : Tasks.All(t => regions.Knows(CodeList.VisitTask, t))
                ? null
                : OrderVisitRefusal.TaskUnknown;

    private OrderVisitRefusal? CheckWindow(Instant now) =>
        !VisitCare.IsWindow(From, Until, now)
            ? OrderVisitRefusal.WindowOutOfRange
            : Until <= now ? OrderVisitRefusal.WindowPassed : null;

    // R9: with a reserved act all of it is stated; else what is stated has to be right.
    private OrderVisitRefusal? CheckReserved(RegionsState regions)
    {
        if (!ReservedOf(regions).Any())
        {
            return Prescriber is null || MayPrescribe(regions)
                ? null
                : OrderVisitRefusal.PrescriberNotAllowed;
        }

        return Secret.IsBlank(Prescriber) ? OrderVisitRefusal.PrescriberMissing
            : !MayPrescribe(regions) ? OrderVisitRefusal.PrescriberNotAllowed
            : Secret.IsBlank(Prescribed) ? OrderVisitRefusal.PrescriptionMissing
            : Secret.IsBlank(Indication) ? OrderVisitRefusal.IndicationMissing
            : Secret.IsBlank(Material) ? OrderVisitRefusal.MaterialMissing
            : Anticoagulants is null ? OrderVisitRefusal.AnticoagulantsMissing
            : null;
    }

    private VisitOrder Order(RegionsState regions) => new(
        Tasks, [.. ReservedOf(regions)], From, Until,
        Prescriber is not null && Prescribed is not null
            ? new Prescription(Prescriber.Id, PrescriberFunction, Practice?.Id, Prescribed.Id)
            : null,
        Indication?.Id, Material?.Id, Anticoagulants, NeedsTwo, Access?.Id, Safety?.Id);

    private bool MayPrescribe(RegionsState regions) =>
        regions.Knows(CodeList.Prescriber, PrescriberFunction);

    private IEnumerable<string> ReservedOf(RegionsState regions) =>
        Tasks.Where(t => regions.Knows(CodeList.ReservedAct, t));
}

/// <summary>What holds for every visit.</summary>
public static class VisitCare
{
    /// <summary>No window is longer.</summary>
    public static readonly Duration WindowMax = Duration.FromHours(12);

    /// <summary>No window begins longer ahead.</summary>
    public static readonly Duration AheadMax = Duration.FromDays(3);

    /// <summary>Whether a request needs care that nurses bring to the patient.</summary>
    public static bool IsNeededBy(World world, CareRequestId request) =>
        world.Triage[request].Need is { } need && world.Regions.Knows(
            CodeList.VisitCare, world.Regions.CareTypes[need.CareType.Value].Code);

    /// <summary>Whether a window can be right, in or after the past.</summary>
    public static bool IsWindow(Instant from, Instant until, Instant now) =>
        until > from && until - from <= WindowMax && from <= now + AheadMax;

    /// <summary>Whether one moment lies in a minute before that of another: people enter whole
    /// minutes.</summary>
    public static bool IsBefore(Instant at, Instant other) => MinuteOf(at) < MinuteOf(other);

    private static long MinuteOf(Instant at) =>
        (long)Math.Floor(at.ToUnixTimeTicks() / (double)NodaConstants.TicksPerMinute);
}

/// <summary>Why no visit was ordered, in the order it is checked.</summary>
public enum OrderVisitRefusal
{
    /// <summary>There is no such request.</summary>
    RequestUnknown = 1,

    /// <summary>The request was closed long ago and is archived: it can only be read.</summary>
    RequestArchived,

    /// <summary>The actor does not work on this request.</summary>
    NotAllowed,

    /// <summary>The need is not described yet, or the request is closed.</summary>
    StageForbids,

    /// <summary>Another kind of care is needed: no nurse goes to the patient.</summary>
    OtherCare,

    /// <summary>There is a visit that is not over: move or withdraw that one.</summary>
    VisitOpen,

    /// <summary>There were <see cref="OrderVisit.VisitsMax"/> visits for this request.</summary>
    TooManyVisits,

    /// <summary>No task, one of them twice, or more than <see cref="OrderVisit.TasksMax"/>.
    /// </summary>
    TasksMissing,

    /// <summary>A task is not in the list.</summary>
    TaskUnknown,

    /// <summary>The window ends before it begins, is longer than
    /// <see cref="VisitCare.WindowMax"/>, or begins longer ahead than
    /// <see cref="VisitCare.AheadMax"/>.</summary>
    WindowOutOfRange,

    /// <summary>The window is over already.</summary>
    WindowPassed,

    /// <summary>A reserved act without the name of who prescribed it (R9).</summary>
    PrescriberMissing,

    /// <summary>That function may not prescribe it.</summary>
    PrescriberNotAllowed,

    /// <summary>A reserved act, and it is not said what was prescribed (R9).</summary>
    PrescriptionMissing,

    /// <summary>A reserved act, and it is not said why (R9).</summary>
    IndicationMissing,

    /// <summary>A reserved act, and it is not said with what (R9).</summary>
    MaterialMissing,

    /// <summary>A reserved act, and nothing is said about anticoagulants (R9).</summary>
    AnticoagulantsMissing,

    /// <summary>Another node is of an older release, and could not read what would be stored.
    /// </summary>
    NotYetWritten,
}
