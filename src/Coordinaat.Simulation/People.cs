using System.Collections.Immutable;
using Coordinaat.Domain.Kernel;
using Coordinaat.Domain.Regions;

namespace Coordinaat.Simulation;

/// <summary>Professionals without an account: who calls, who sends, who takes over.</summary>
internal static class People
{
    /// <summary>A doctor's name.</summary>
    public static string Doctor(Dice dice) => $"dr. {dice.Pick(Names.Surnames)}";

    /// <summary>Somebody else's name.</summary>
    public static string Colleague(Dice dice) =>
        $"{dice.Pick(dice.Chance(75) ? Names.Women : Names.Men)} {dice.Pick(Names.Surnames)}";

    /// <summary>Who is on the telephone when a request comes in.</summary>
    public static string CallerOf(RequesterKind requester, Dice dice) => requester switch
    {
        RequesterKind.Citizen => dice.Pick(Relatives),
        RequesterKind.Gp => $"{Doctor(dice)}, huisarts",
        RequesterKind.GpPost => $"{Doctor(dice)}, dienstdoend huisarts",
        RequesterKind.EmergencyDepartment => $"{Doctor(dice)}, SEH-arts",
        RequesterKind.Ward => $"{Colleague(dice)}, transferverpleegkundige",
        RequesterKind.Ambulance => $"{Colleague(dice)}, ambulanceverpleegkundige",
        RequesterKind.DispatchCentre => $"{Colleague(dice)}, centralist",
        RequesterKind.DistrictNurse => $"{Colleague(dice)}, wijkverpleegkundige",
        RequesterKind.NursingHome => $"{Colleague(dice)}, verzorgende",
        RequesterKind.MentalHealth => $"{Colleague(dice)}, crisisdienst",
        RequesterKind.Midwife => $"{Colleague(dice)}, verloskundige",
        RequesterKind.Police => $"{Colleague(dice)}, politie",
        RequesterKind.AlarmCentre => $"{Colleague(dice)}, alarmcentrale",
        RequesterKind.Municipality => $"{Colleague(dice)}, gemeente",
    };

    /// <summary>Code of the function of the sending doctor (R3).</summary>
    public static string SendingFunction(RequesterKind requester) => requester switch
    {
        RequesterKind.EmergencyDepartment => "emergency-physician",
        RequesterKind.Ward => "medical-specialist",
        RequesterKind.MentalHealth => "psychiatrist",
        RequesterKind.Midwife => "midwife",
        RequesterKind.Citizen or RequesterKind.Gp or RequesterKind.GpPost
            or RequesterKind.Ambulance or RequesterKind.DispatchCentre
            or RequesterKind.DistrictNurse or RequesterKind.NursingHome or RequesterKind.Police
            or RequesterKind.AlarmCentre or RequesterKind.Municipality => "gp",
    };

    /// <summary>Code of the function of who takes the patient over at the place.</summary>
    public static string ReceivingFunction(CareType care) => care.Code switch
    {
        "district-nursing" => "district-nurse",
        "gp-post" or "gp-visit" => "gp",
        "mh-assessment" or "mh-bed-open" or "mh-bed-closed" or "iht" => "mh-nurse",
        "labour-room" or "maternity" => "midwife",
        "respite" or "hospice" => "carer",
        _ => "nurse",
    };

    private static readonly ImmutableArray<string> Relatives =
        ["dochter", "zoon", "partner", "buurvrouw", "patiënt zelf", "kleindochter"];
}
