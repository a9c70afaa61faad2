using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Domain.Access;

/// <summary>Takes a care request in (FR-A1).</summary>
/// <param name="Person">The patient: found again by BSN, or new.</param>
/// <param name="Bsn">For the look-up; null while unknown.</param>
/// <param name="Postcode">The four digits of the place where the patient is. Not stored.</param>
/// <param name="Requester">Who asks.</param>
/// <param name="Channel">How it came in.</param>
/// <param name="Age">The patient's age band.</param>
/// <param name="IsLifeThreat">The answer to the life-threat question.</param>
/// <param name="Contact">Call-back number, caller and place of the patient.</param>
/// <param name="Identity">Who the patient is; null while unknown.</param>
/// <param name="Story">What is the matter; null when nothing was said.</param>
/// <param name="ContinuedWhy">
/// Why a second request for the same person is right; null when it was not asked yet.
/// </param>
/// <param name="Asked">What is asked for; null where nobody said so.</param>
public sealed record RegisterCareRequest(
    PersonId Person, Bsn? Bsn, string Postcode, RequesterKind Requester, Channel Channel,
    AgeBand Age, bool IsLifeThreat, Secret Contact, Secret? Identity, Secret? Story,
    Secret? ContinuedWhy, AskedFor? Asked = null) : Request<RegisterRefusal>
{
    /// <summary>As whom somebody reports who is no care provider.</summary>
    public static readonly ImmutableArray<RequesterKind> Reporters =
        [RequesterKind.Police, RequesterKind.Municipality, RequesterKind.AlarmCentre];

    /// <inheritdoc/>
    public override ImmutableArray<Secret> Secrets =>
    [
        .. new[] { Contact, Identity, Story, ContinuedWhy, Asked?.MissingWhy }.OfType<Secret>(),
    ];

    /// <inheritdoc/>
    public override PersonLookup? Lookup =>
        Bsn is null ? null : new PersonLookup(Person, Contact.Holder, "bsn", Bsn.Reveal);

    /// <inheritdoc/>
    public override Outcome<ImmutableArray<Event>, RegisterRefusal> Decide(
        World world, Moment moment)
    {
        // A look-up would tell a reporter whether the centre knows the person.
        var isReport = !moment.By.IsAny(Roles.Desk | Roles.Referrer);
        if (isReport && (!moment.By.IsAny(Roles.Reporter) || Bsn is not null))
        {
            return RegisterRefusal.NotAllowed;
        }

        var area = world.Regions.Postcodes.NumberOf(Postcode);
        if (area == 0)
        {
            return RegisterRefusal.PostcodeUnknown;
        }

        var beside = world.Access.OpenByPerson.TryGetValue(Person, out var open)
            ? open[0]
            : (CareRequestId?)null;
        if (beside is not null && ContinuedWhy is null)
        {
            return RegisterRefusal.OpenRequestExists;
        }

        // Sending a request to the centre of the place where the patient is: that is the act by
        // which the record holder opens the dossier to it (R12).
        var subregion = world.Regions.Postcodes[area].Subregion;
        var desks = Centres.Of(world.Regions, subregion);
        var fault = (isReport ? FaultOfReport(desks) : FaultOfKind(world, moment.By))
            ?? FaultOfLevel(isReport, moment);
        if (fault is { } refusal)
        {
            return refusal;
        }

        var id = new CareRequestId(world.Access.Requests.Count + 1);
        var events = ImmutableArray.CreateBuilder<Event>();
        events.Add(new CareRequestRegistered(
            id, Person, desks, subregion, Requester, Channel, Age,
            Contact.Id, Identity?.Id, Story?.Id, beside,
            beside is null ? null : ContinuedWhy?.Id));
        if (world.Regions.KindOf(Kind) is { } kind
            && moment.WriteLevel >= EventCodec.LevelOf<CareAskedFor>())
        {
            var missing = MissingFor(kind);
            events.Add(new CareAskedFor(
                id, Kind, missing,
                missing == IntakeFields.None ? null : Asked!.MissingWhy?.Id));
        }

        if (isReport)
        {
            events.Add(new CareReported(id, Contact.Holder));
        }

        if (IsLifeThreat)
        {
            events.Add(new LifeThreatReported(id));
        }

        if (moment.By.IsAny(Roles.Desk))
        {
            events.Add(new LeadTaken(id, moment.By.Account, moment.By.Organisation));
        }

        return events.ToImmutable();
    }

    private string Kind => Asked?.Kind ?? "";

    // Who takes a call has to go on, and where life is in danger everybody has (R1). A program that
    // says nothing of a kind is asked for none; the page asks it first.
    private RegisterRefusal? FaultOfKind(World world, Actor by)
    {
        var isDesk = by.IsAny(Roles.Desk);
        return IsLifeThreat ? null
            : Kind.Length == 0
                ? isDesk || Channel != Channel.Form || world.Regions.RequestKinds.Count == 0
                    ? null
                    : RegisterRefusal.KindMissing
            : world.Regions.KindOf(Kind) is not { } kind ? RegisterRefusal.KindUnknown
            : isDesk || Asked!.MissingWhy is not null || MissingFor(kind) == IntakeFields.None
                ? null
                : RegisterRefusal.MinimumMissing;
    }

    private IntakeFields MissingFor(RequestKind kind) => kind.Minimum & ~Asked!.Given;

    // Who only reports keeps no record of a patient: a centre of the place does (R11).
    private RegisterRefusal? FaultOfReport(ImmutableArray<OrganisationId> desks) =>
        !Reporters.Contains(Requester) ? RegisterRefusal.RequesterNotYours
        : !Secrets.All(s => s.Holder == Contact.Holder && desks.Contains(s.Holder))
            ? RegisterRefusal.CentreUnknown
        : null;

    // An older release knows no reports, and no municipality that asks.
    private RegisterRefusal? FaultOfLevel(bool isReport, Moment moment) =>
        (isReport || Requester == RequesterKind.Municipality)
        && moment.WriteLevel < EventCodec.LevelOf<CareReported>()
            ? RegisterRefusal.NotYetWritten
            : null;
}

/// <summary>Why a request was not taken in, in the order it is checked.</summary>
public enum RegisterRefusal
{
    /// <summary>The actor works at no desk, refers no patients and reports nobody; or reports, and
    /// would have somebody looked up.</summary>
    NotAllowed = 1,

    /// <summary>The postcode of the place of the patient is unknown.</summary>
    PostcodeUnknown,

    /// <summary>
    /// The same person has an open request with this record holder. Shown; may be continued with
    /// a reason.
    /// </summary>
    OpenRequestExists,

    /// <summary>A care provider's form does not say what is asked for.</summary>
    KindMissing,

    /// <summary>There is no such kind of request.</summary>
    KindUnknown,

    /// <summary>Something is missing that this kind of request needs. May be passed by saying what
    /// and why.</summary>
    MinimumMissing,

    /// <summary>Who only reports does so as one of <see cref="RegisterCareRequest.Reporters"/>.
    /// </summary>
    RequesterNotYours,

    /// <summary>No coordination centre of the place can keep the record of what was reported.
    /// </summary>
    CentreUnknown,

    /// <summary>Another node runs an older release, which could not read it.</summary>
    NotYetWritten,
}
