using System.Globalization;
using Coordinaat.Components;
using Coordinaat.Domain;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Capacity;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using Coordinaat.Http;
using Coordinaat.Live;
using Coordinaat.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordinaat.Capacity;

/// <summary>What people want to hear of, until they sign off (FR-C13).</summary>
internal static class Watching
{
    private const string Here = "/meldingen";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Here, () => new RazorComponentResult<WatchesPage>())
            .RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapUseCase<Body>(
            "MakeWatch", "/api/watches", Here, Policies.Staff, MakeAsync);
        routes.MapUseCase<NoBody>(
            "EndWatch", "/api/watches/{watch:guid}/end", Here + "/{watch:guid}/weg",
            Policies.Staff, call => call.SubmitAsync(new EndWatch(IdOf(call)), _ => Here));
        routes.MapUseCase<NoBody>(
            "SeeAlarm", "/api/watches/{watch:guid}/seen", Here + "/{watch:guid}/gezien",
            Policies.Staff, call => call.SubmitAsync(
                new SeeAlarm(IdOf(call)), _ => CallReply.Here));
    }

    /// <summary>What to hear of: of a unit or of a kind of care, by code.</summary>
    internal sealed record Body(
        WatchKind Kind, string? Unit = null, string? CareType = null, int Threshold = 0);

    /// <summary>Whether what is watched for is so.</summary>
    /// <remarks>Unknown is neither many nor few: it has a kind of its own.</remarks>
    public static bool IsSo(View view, Actor actor, Watched watch)
    {
        var shown = UnitsOf(view, actor, watch)
            .DistinctBy(u => view.Regions.Units[u.Value].Pool)
            .Select(u => PoolShown.Of(view, u)).ToArray();
        return watch.Kind switch
        {
            WatchKind.Stop => shown.Any(s => s.Stop?.Level == StopLevel.Active),
            WatchKind.Stale => shown.Any(s => s.Sign == UnitSign.Unknown),
            WatchKind.Below => PlacesIn(shown) < watch.Threshold,
            WatchKind.Above => PlacesIn(shown) > watch.Threshold,
        };
    }

    /// <summary>What a watch is about, in words: "elv-laag: minder vrij dan 3".</summary>
    public static string WordsOf(View view, Watched watch)
    {
        var subject = watch.Unit.Value > 0
            ? view.Regions.Units[watch.Unit.Value].Name
            : view.CareType(watch.CareType);
        var number = watch.Kind is WatchKind.Below or WatchKind.Above
            ? string.Create(CultureInfo.InvariantCulture, $" {watch.Threshold}")
            : "";
        return $"{subject}: {view.Label(watch.Kind)}{number}";
    }

    private static IEnumerable<UnitId> UnitsOf(View view, Actor actor, Watched watch)
    {
        var units = watch.Unit.Value > 0
            ? [watch.Unit]
            : view.Regions.UnitsIn(Board.RegionOf(view.World, actor), watch.CareType);
        return units.Where(u => view.Rules.Regions.SeenBy(actor, u) != UnitParts.None);
    }

    // Null when nothing is known, and then it is not below and not above.
    private static int? PlacesIn(PoolShown[] shown) =>
        shown.Where(s => s.Sign != UnitSign.Unknown).ToArray() is { Length: > 0 } known
            ? known.Where(s => s.Sign != UnitSign.Closed)
                .Sum(s => Math.Max(0, s.Availability.Places))
            : null;

    private static Task<CallReply> MakeAsync(Call<Body> call)
    {
        var (regions, body) = (call.Engine.World.Regions, call.Body);
        return call.SubmitAsync(
            new MakeWatch(
                call.Id, call.Caller.Session, body.Kind,
                new UnitId(regions.Units.NumberOf(body.Unit)),
                new CareTypeId(regions.CareTypes.NumberOf(body.CareType)), body.Threshold),
            _ => Here, _ => new WatchBody(call.Id));
    }

    private static Guid IdOf(Call<NoBody> call) =>
        Guid.Parse(call.Http.Request.RouteValues["watch"]!.ToString()!);

    /// <summary>The id by which a watch is ended and its alarm seen.</summary>
    internal sealed record WatchBody(Guid Watch);
}

/// <summary>The alarms of an account that nobody has seen, as one strip.</summary>
public sealed class AlarmsTopic : Topic
{
    /// <inheritdoc/>
    public override string Name => "alarms";

    /// <inheritdoc/>
    public override bool MayBeSeenBy(World world, Actor actor) => actor.Roles != Roles.None;

    /// <summary>The account; whoever watches nothing is drawn together with all others.</summary>
    public override string AudienceOf(World world, Actor actor) => WatchesOf(world, actor).IsEmpty
        ? ""
        : actor.Account.Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IEnumerable<Row> All(View view, Actor actor) => [RowOf(view, actor)];

    /// <inheritdoc/>
    public override IEnumerable<Row> Touched(View view, Actor actor, StreamKey change) =>
        change == new StreamKey(StreamKind.Account, actor.Account.Value)
            ? [RowOf(view, actor)]
            : [];

    /// <summary>What an account watches.</summary>
    internal static System.Collections.Immutable.ImmutableArray<Watched> WatchesOf(
        World world, Actor actor) => world.Accounts.Find(actor.Account)?.Watches ?? [];

    private static Row RowOf(View view, Actor actor) => Rows.Of<AlarmStrip>(
        "alarms", "alarms", "", view, (nameof(AlarmStrip.Actor), actor));
}
