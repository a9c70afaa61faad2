using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Matching;
using Coordinaat.Domain.Regions;
using Coordinaat.Domain.Triage;

namespace Coordinaat.Simulation;

/// <summary>A call that is about to come in.</summary>
internal sealed record Call(
    Case Simulated, RequesterKind Requester, Actor By, Patient Patient, string Place);

/// <summary>Who asks for what, and how that becomes a request.</summary>
internal static class Callers
{
    private const int TriesMax = 200;
    private static readonly int WeightInAll = Stories.All.Sum(s => s.Weight);

    private static readonly WeekHours Office = new(new DayHours(480, 1_020), DayHours.Never);
    private static readonly WeekHours Wards = new(new DayHours(480, 1_110), new DayHours(540, 960));

    /// <summary>Draws a call that fits the hour and the region; null when none does.</summary>
    /// <param name="scope">Now.</param>
    /// <param name="seed">Of this call.</param>
    /// <param name="hurry">How far it goes at once; 0 for the usual pace.</param>
    /// <param name="isSilent">Whether the first unit stays silent.</param>
    public static Call? Draw(Scope scope, ulong seed, Stage hurry, bool isSilent)
    {
        var dice = new Dice(seed, (ulong)Roll.Draw);
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            var number = StoryAt(dice.Below(WeightInAll));
            var story = Stories.All[number];
            var askers = story.By.Where(r => HoursOf(r).Contains(scope.Local)).ToArray();
            if (askers.Length == 0 || !story.When.Contains(scope.Local)
                || story.CareTypes.Any(c => scope.Regions.CareTypes.NumberOf(c) == 0))
            {
                continue;
            }

            if (Place(scope, dice, dice.Pick(askers), (seed, number, hurry, isSilent)) is { } call
                && (hurry < Stage.Asking || HasCandidate(scope, call.Simulated)))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>What somebody who calls about a case says of themselves.</summary>
    public static ContactWords ContactOf(
        Scope scope, Case simulated, Patient patient, RequesterKind requester, string place,
        Dice dice) => new(
            $"0{dice.Pick([30, 33, 35])} 555 {dice.Below(100):D2} {dice.Below(100):D2}",
            People.CallerOf(requester, dice), place,
            scope.Regions.Postcodes[simulated.Postcode].Code + patient.Letters);

    /// <summary>The request that a call becomes.</summary>
    public static RegisterCareRequest Write(Scope scope, Call call)
    {
        var (simulated, patient, by) = (call.Simulated, call.Patient, call.By);
        var dice = simulated.DiceFor(Roll.Words);
        var isKnown = call.Requester is not (RequesterKind.Police or RequesterKind.Ambulance)
            || dice.Chance(50);
        var bsn = isKnown ? Patient.BsnOf(scope.World.Access.Requests.Count + 1) : null;
        var contact = ContactOf(
            scope, simulated, patient, call.Requester, call.Place, dice);
        var digits = contact.Postcode[..4];
        return new RegisterCareRequest(
            simulated.Person, bsn, digits, call.Requester, ChannelOf(call), patient.Band,
            simulated.Course == Course.ThreatAtOnce,
            Sealed(SealedField.Contact, scope.Sealing.WriteContact(contact)),
            isKnown
                ? Sealed(SealedField.Identity, IdentityText(scope, simulated, patient, bsn!))
                : null,
            Sealed(SealedField.Story, Told(simulated, patient, dice)), null,
            by.IsAny(Roles.Referrer) ? AskedBy(scope, by, isKnown) : null);

        Secret Sealed(SealedField field, string text) =>
            scope.Sealing.Seal(by, simulated.Person, field, text);
    }

    /// <summary>Who the patient is, as the edge writes it.</summary>
    public static string IdentityText(Scope scope, Case simulated, Patient patient, Bsn bsn) =>
        scope.Sealing.WriteIdentity(new IdentityWords(
            patient.Name, bsn.Reveal(), patient.Birth,
            $"{patient.Street}, {scope.Regions.Postcodes[simulated.Postcode].Place}"));

    // Of what its sector asks most, the first for which it has all that is needed.
    private static AskedFor? AskedBy(Scope scope, Actor by, bool isKnown)
    {
        var given = IntakeFields.Caller | IntakeFields.Story | (isKnown
            ? IntakeFields.Name | IntakeFields.BirthDate | IntakeFields.Bsn | IntakeFields.Address
            : IntakeFields.None);
        var sector = scope.Regions.Organisations[by.Organisation.Value].Sector;
        return scope.Regions.KindsFor(sector).FirstOrDefault(
            k => (k.Minimum & ~given) == IntakeFields.None) is { } kind
            ? new AskedFor(kind.Code, given, null)
            : null;
    }

    private static string Told(Case simulated, Patient patient, Dice dice)
    {
        var who = (patient.Years < 16, patient.IsFemale) switch
        {
            (true, true) => "Meisje", (true, false) => "Jongen",
            (false, true) => "Mevrouw", (false, false) => "Meneer",
        };
        var beside = patient.Years > 60 && dice.Chance(60) ? $" {dice.Pick(Names.Beside)}" : "";
        return $"{who}, {patient.Years} jaar. {simulated.Story.Text}{beside}";
    }

    private static int StoryAt(int draw)
    {
        for (var number = 0; ; number++)
        {
            draw -= Stories.All[number].Weight;
            if (draw < 0)
            {
                return number;
            }
        }
    }

    private static Channel ChannelOf(Call call) =>
        call.Requester == RequesterKind.DispatchCentre ? Channel.WarmTransfer
            : call.By.IsAny(Roles.Referrer) ? Channel.Form
            : Channel.Phone;

    private static WeekHours HoursOf(RequesterKind requester) => requester switch
    {
        RequesterKind.Gp => Office,
        RequesterKind.Ward => Wards,
        RequesterKind.GpPost or RequesterKind.Citizen => Story.OutOfHours,
        RequesterKind.EmergencyDepartment or RequesterKind.Ambulance
            or RequesterKind.DispatchCentre or RequesterKind.DistrictNurse
            or RequesterKind.NursingHome or RequesterKind.MentalHealth or RequesterKind.Midwife
            or RequesterKind.Police or RequesterKind.AlarmCentre or RequesterKind.Municipality =>
            WeekHours.Always,
    };

    // Who has an own desk brings the request in there; anybody else calls the centre.
    private static Sector DeskOf(RequesterKind requester) => requester switch
    {
        RequesterKind.Gp => Sector.GpPractice,
        RequesterKind.GpPost or RequesterKind.Citizen => Sector.GpPost,
        RequesterKind.EmergencyDepartment or RequesterKind.Ward => Sector.Hospital,
        RequesterKind.MentalHealth => Sector.MentalHealth,
        RequesterKind.Midwife => Sector.Midwifery,
        RequesterKind.Ambulance or RequesterKind.DispatchCentre or RequesterKind.DistrictNurse
            or RequesterKind.NursingHome or RequesterKind.Police or RequesterKind.AlarmCentre
            or RequesterKind.Municipality =>
            Sector.CoordinationCentre,
    };

    private static Call? Place(
        Scope scope, Dice dice, RequesterKind requester,
        (ulong Seed, int Story, Stage Hurry, bool IsSilent) drawn)
    {
        var regions = scope.Regions;
        if (regions.Postcodes.Count == 0)
        {
            return null;
        }

        var sector = DeskOf(requester);
        var postcode = 1 + dice.Below(regions.Postcodes.Count);
        var site = sector == Sector.Hospital ? SiteIn(scope, dice, sector, null) : null;
        postcode = site is null ? postcode : NearestTo(regions, site.At);
        var subregion = regions.Postcodes[postcode].Subregion;
        site ??= SiteIn(scope, dice, sector, subregion)
            ?? SiteIn(scope, dice, Sector.CoordinationCentre, subregion);
        if (site is null || ActorAt(scope, dice, site.Organisation) is not { } by)
        {
            return null;
        }

        var simulated = new Case(
            drawn.Seed, drawn.Story, postcode, drawn.Hurry, drawn.IsSilent);
        var patient = Patient.Of(simulated, scope.Now.InZone(LocalMoment.Zone).Date);
        return new Call(
            simulated, requester, by, patient,
            PlaceOf(requester, site, patient, regions.Postcodes[postcode].Place, dice));
    }

    private static string PlaceOf(
        RequesterKind requester, Location site, Patient patient, string town, Dice dice) =>
        requester switch
        {
            RequesterKind.EmergencyDepartment => $"SEH {site.Name}, kamer {dice.Between(1, 18)}",
            RequesterKind.Ward => $"{site.Name}, kamer {dice.Between(101, 438)}",
            RequesterKind.NursingHome => $"Woonzorgcentrum, {patient.Street}, {town}",
            RequesterKind.Police => $"Op straat, bij {patient.Street}, {town}",
            _ => $"Thuis, {patient.Street}, {town}",
        };

    // A site of somebody who may act now; where a subregion is given, one that serves it.
    private static Location? SiteIn(
        Scope scope, Dice dice, Sector sector, SubregionId? subregion)
    {
        var sites = scope.Regions.Locations.All.Where(l =>
            scope.Regions.Organisations[l.Organisation.Value].Sector == sector
            && (subregion is not { } served || l.Subregions.Contains(served))
            && scope.Of(l.Organisation, Roles.Desk | Roles.Referrer) is not null).ToArray();
        return sites.Length == 0 ? null : dice.Pick(sites);
    }

    private static Actor? ActorAt(Scope scope, Dice dice, OrganisationId organisation)
    {
        var actors = scope.Actors.Where(a =>
            a.Organisation == organisation && a.IsAny(Roles.Desk | Roles.Referrer)).ToArray();
        return actors.Length == 0 ? null : dice.Pick(actors);
    }

    private static int NearestTo(RegionsState regions, Position at) =>
        Enumerable.Range(1, regions.Postcodes.Count)
            .MinBy(n => regions.Postcodes[n].Centre.MetresTo(at));

    // For the start of a demo: there has to be a place that can be promised now.
    private static bool HasCandidate(Scope scope, Case simulated)
    {
        var story = simulated.Story;
        var number = scope.Regions.CareTypes.NumberOf(story.CareTypes[0]);
        if (number == 0
            || (simulated.Hurry > Stage.Asking
                && scope.Regions.CareTypes[number].Setting != CareSetting.Admission))
        {
            return false;
        }

        var patient = Patient.Of(simulated, scope.Now.InZone(LocalMoment.Zone).Date);
        var need = new Need(
            new CareTypeId(number), story.Complexity, patient.Band, story.Features,
            story.Titles.IsEmpty ? LegalTitle.None : story.Titles[0], story.ReturnHome,
            Coordinators.TransportFor(scope, story, number), null, [], null);
        var origin = scope.Regions.Postcodes[simulated.Postcode].Centre;
        return Ranking.Of(scope.World, need, origin, scope.Now).CandidateCount > 1;
    }
}
