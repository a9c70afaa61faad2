using System.Collections.Immutable;
using Coordinaat.Domain;
using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;
using NodaTime;

namespace Coordinaat.Simulation;

/// <summary>How a simulated day is played.</summary>
/// <param name="Seed">The same seed in the same world gives the same day.</param>
/// <param name="Speed">
/// How many times faster than real people act; above 0. Answer times and the age of figures are
/// the product's own clocks: they stay as they are.
/// </param>
public sealed record TrafficSettings(ulong Seed, double Speed)
{
    /// <summary>No play is faster: one more and it would only queue.</summary>
    public const double SpeedMax = 1_000;
}

/// <summary>Something that somebody in the simulation asks of the product.</summary>
/// <param name="Due">When.</param>
/// <param name="By">Who asks.</param>
/// <param name="Request">What, with new sealed items.</param>
/// <param name="About">Which request or pool; nothing for a new request.</param>
public sealed record Act(Instant Due, Actor By, Domain.Request Request, StreamKey About);

/// <summary>An act that is not written out yet.</summary>
internal sealed record Intent(
    Instant Due, Actor By, StreamKey About, Func<Domain.Request> Write);

/// <summary>What everybody in the simulation sees at one moment.</summary>
internal sealed record Scope(
    World World, Instant Now, TrafficSettings Settings, Sealing Sealing,
    ImmutableArray<Actor> Actors)
{
    public LocalMoment Local => LocalMoment.At(Now);

    public RegionsState Regions => World.Regions;

    /// <summary>Simulated time in real time.</summary>
    public Duration Real(Duration simulated) => simulated / Settings.Speed;

    /// <summary>A moment some minutes after another, at the pace of the simulation.</summary>
    public Instant After(Instant since, Dice dice, int lowMinutes, int highMinutes) =>
        since + Real(Duration.FromSeconds(dice.Between(lowMinutes * 60, highMinutes * 60)));

    /// <summary>The same for a step of a case: at once while it hurries, sooner when urgent.
    /// </summary>
    public Instant After(
        Instant since, CareRequest request, Case simulated, Dice dice, int lowMinutes,
        int highMinutes)
    {
        if (simulated.HurriesIn(request.Stage))
        {
            return since;
        }

        var percent = World.Triage[request.Id].Urgency switch
        {
            "U0" or "U1" => 40,
            "U2" => 60,
            _ => 100,
        };
        var seconds = dice.Between(lowMinutes * 60, highMinutes * 60);
        return since + Real(Duration.FromSeconds(seconds * percent / 100));
    }

    /// <summary>Somebody of an organisation; null when nobody may act there.</summary>
    public Actor? Of(OrganisationId organisation, Roles roles) =>
        First(a => a.Organisation == organisation && a.IsAny(roles));

    /// <summary>The coordinator of a case: the lead if at a centre, else one by chance.</summary>
    public Actor? CoordinatorOf(CareRequest request, Case simulated)
    {
        if (request.Lead is { } lead
            && First(a => a.Account == lead.Account && IsCentre(a.Organisation)) is { } leading)
        {
            return leading;
        }

        var all = Actors.Where(a => IsCentre(a.Organisation) && request.MayBeWorkedBy(a)).ToArray();
        return all.Length == 0 ? null : simulated.DiceFor(Roll.Lead).Pick(all);
    }

    public bool IsCentre(OrganisationId organisation) =>
        Regions.Organisations[organisation.Value].Sector == Sector.CoordinationCentre;

    public Actor? First(Func<Actor, bool> fits)
    {
        foreach (var actor in Actors)
        {
            if (fits(actor))
            {
                return actor;
            }
        }

        return null;
    }

    /// <summary>Words about the patient of a request, sealed for who writes them.</summary>
    public Secret Seal(CareRequest request, Actor by, SealedField field, string text) =>
        Sealing.Seal(by, request.Person, field, text);

    public Secret Note(CareRequest request, Actor by, string text) =>
        Seal(request, by, SealedField.Note, text);

    /// <summary>An intent about a request; null when nobody can do it, or it is not due.</summary>
    public Intent? When(
        Instant due, CareRequest request, Actor? by, Func<Actor, Domain.Request> write) =>
        by is { } actor && due <= Now
            ? new Intent(
                due, actor, new StreamKey(StreamKind.CareRequest, request.Id.Value),
                () => write(actor))
            : null;
}
