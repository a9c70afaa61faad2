namespace Coordinaat.Domain.Kernel;

/// <summary>Who asks.</summary>
public enum RequesterKind
{
    /// <summary>A citizen, or a relative.</summary>
    Citizen = 1,

    /// <summary>GP in daytime.</summary>
    Gp,

    /// <summary>Out-of-hours GP post.</summary>
    GpPost,

    /// <summary>Emergency department.</summary>
    EmergencyDepartment,

    /// <summary>Hospital ward or discharge nurse.</summary>
    Ward,

    /// <summary>Ambulance crew.</summary>
    Ambulance,

    /// <summary>Ambulance dispatch centre: a 112 call that is not life-threatening.</summary>
    DispatchCentre,

    /// <summary>District nurse.</summary>
    DistrictNurse,

    /// <summary>Nursing or care home.</summary>
    NursingHome,

    /// <summary>Mental health crisis service.</summary>
    MentalHealth,

    /// <summary>Midwife.</summary>
    Midwife,

    /// <summary>Police.</summary>
    Police,

    /// <summary>Alarm centre.</summary>
    AlarmCentre,

    /// <summary>Municipality: the mayor, the neighbourhood team.</summary>
    Municipality,
}
