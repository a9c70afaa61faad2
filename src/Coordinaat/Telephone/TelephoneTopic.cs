using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Telephone;
using Coordinaat.Live;
using Coordinaat.Security;
using NodaTime;

namespace Coordinaat.Telephone;

/// <summary>The calls and the lines that a desk works: who needs a person first stands in front.
/// </summary>
public sealed class TelephoneTopic : Topic
{
    /// <summary>Callers who wait, or hung up.</summary>
    public const string Waiting = "waiting";

    /// <summary>Callers who are spoken with.</summary>
    public const string Talking = "talking";

    /// <summary>Callers who are called back.</summary>
    public const string CallBacks = "call-backs";

    private const string Lines = "lines";

    // Whoever hung up and was not called is still seen for so long.
    private static readonly Duration MissedShown = Duration.FromHours(1);

    /// <inheritdoc/>
    public override string Name => "telephone";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.IsAny(Roles.Desk);

    /// <inheritdoc/>
    public override string AudienceOf(World world, Actor actor) => string.Create(
        CultureInfo.InvariantCulture, $"{actor.Organisation.Value}/{(int)actor.Roles}");

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) =>
        view.World.Telephone.ListCalls().SelectMany(c => OfCall(view, actor, c))
            .Concat(OfLines(view, actor));

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind switch
        {
            StreamKind.Call => view.World.Telephone.Find(new CallId(change.Number)) is { } call
                ? OfCall(view, actor, call)
                    .Concat(OfLines(view, actor).Where(r => r.Key == KeyOf(call.Line)
                        || r.Key == KeyOf(call.At)))
                : Gone(change.Number),
            StreamKind.CareRequest => view.World.Telephone.ListCalls()
                .Where(c => c.Request.Value == change.Number)
                .SelectMany(c => OfCall(view, actor, c)),

            // Overflow brings the calls of another line, and takes them away.
            StreamKind.PhoneLine => All(view, actor),
            _ => [],
        };

    /// <summary>In which list a call stands for somebody; null for none.</summary>
    public static string? ListOf(View view, Actor actor, PhoneCall call) =>
        !CallDesks.Works(view.World, call.At, actor)
            ? null
            : call switch
            {
                { CallBack.IsOpen: true } => CallBacks,
                { IsDroppedWithSign: true } => Waiting,
                { CallBack: not null } or { Closed: not null } or { Request.Value: > 0 } => null,
                { State: CallState.Waiting } => Waiting,
                { State: CallState.Talking } => Talking,
                { State: CallState.Missed } => call.Number is not null
                    && call.Since + MissedShown > view.Now ? Waiting : null,
                _ => null,
            };

    private static string KeyOf(LineId line) =>
        string.Create(CultureInfo.InvariantCulture, $"l{line.Value}");

    private static string KeyOf(int call) =>
        string.Create(CultureInfo.InvariantCulture, $"c{call}");

    private static IEnumerable<Row> Gone(int call) =>
        [.. new[] { Waiting, Talking, CallBacks }.Select(l => Rows.Gone(l, KeyOf(call)))];

    private static IEnumerable<Row> OfCall(View view, Actor actor, PhoneCall call)
    {
        var (here, key) = (ListOf(view, actor, call), KeyOf(call.Id.Value));
        return new[] { Waiting, Talking, CallBacks }.Select(list => list == here
            ? Rows.Of<CallRow>(
                list, key, SortOf(view, call) + key, view,
                (nameof(CallRow.Call), call), (nameof(CallRow.Actor), actor))
            : Rows.Gone(list, key));
    }

    // A sign first, then who is late to be called, then urgent lines; then by the first moment of
    // waiting, which a promise to call back keeps.
    private static string SortOf(View view, PhoneCall call)
    {
        var isUrgent = view.Regions.Lines[call.At.Value].Kind == LineKind.Urgent;
        var rank = call.Sign is not null && call.State != CallState.Done ? 0
            : call.CallBack?.IsAlarm(view.Now) == true ? 1
            : call is { State: CallState.Missed, CallBack: null } ? 4
            : isUrgent ? 2 : 3;
        return string.Create(CultureInfo.InvariantCulture, $"{rank}") + Rows.SortOf(call.Since);
    }

    private static IEnumerable<Row> OfLines(View view, Actor actor) =>
        Enumerable.Range(1, view.Regions.Lines.Count).Select(n => new LineId(n))
            .Select(l => !CallDesks.Works(view.World, l, actor)
                ? Rows.Gone(Lines, KeyOf(l))
                : Rows.Of<LineRow>(
                    Lines, KeyOf(l),
                    $"{(int)view.Regions.Lines[l.Value].Kind}{view.Regions.Lines[l.Value].Name}",
                    view, (nameof(LineRow.Line), l), (nameof(LineRow.Actor), actor)));
}

/// <summary>How the lines of a region stand, for who does not work them: the meldkamer.</summary>
public sealed class PhonePressureTopic()
    : SummaryTopic<PressureSummary>("phone-pressure", Policies.RolesOf[Policies.Staff])
{
    /// <inheritdoc/>
    protected override bool IsAbout(World world, Actor actor, StreamKey change) =>
        change.Kind is StreamKind.Call or StreamKind.PhoneLine;
}

/// <summary>What the control room shows of the telephone.</summary>
internal static class DeskCalls
{
    public static IEnumerable<Row> All(View view, Actor actor) =>
        view.World.Telephone.ListCalls().Select(c => NowOf(view, actor, c))
            .Where(r => r.Content is not null).Append(PressureOf(view, actor));

    public static IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change.Kind == StreamKind.PhoneLine
            ? All(view, actor)
            :
            [
                view.World.Telephone.Find(new CallId(change.Number)) is { } call
                    ? NowOf(view, actor, call)
                    : Rows.Gone("now", KeyOf(new CallId(change.Number))),
                PressureOf(view, actor),
            ];

    private static string KeyOf(CallId call) =>
        string.Create(CultureInfo.InvariantCulture, $"t{call.Value}");

    private static Row NowOf(View view, Actor actor, PhoneCall call) =>
        (call.IsDroppedWithSign || call.CallBack?.IsAlarm(view.Now) == true)
        && TelephoneTopic.ListOf(view, actor, call) is not null
            ? Rows.Of<CallNowRow>(
                "now", KeyOf(call.Id), "0" + Rows.SortOf(call.Since) + KeyOf(call.Id), view,
                (nameof(CallNowRow.Call), call))
            : Rows.Gone("now", KeyOf(call.Id));

    // One line for all lines together, and none while nobody waits.
    private static Row PressureOf(View view, Actor actor)
    {
        var lines = PhoneLineEndpoints.WorkedBy(view.World, actor)
            .Select(l => LinePressure.Of(view.World, l, view.Now))
            .Where(p => p.Waiting > 0 || p.CallBacks > 0).ToArray();
        return lines.Length == 0
            ? Rows.Gone("pressure", "telephone")
            : Rows.Of<PhonePressureRow>(
                "pressure", "telephone", "0", view, (nameof(PhonePressureRow.Lines), lines));
    }
}
