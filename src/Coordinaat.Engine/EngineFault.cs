using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine;

/// <summary>Why the engine itself gave no answer to a request.</summary>
public enum EngineFault
{
    /// <summary>Too many requests wait: try again in a moment, with the same id.</summary>
    Busy = 1,

    /// <summary>The program is stopping: try again in a moment, with the same id.</summary>
    Stopping,

    /// <summary>The actor was signed out, closed, or lost a role since asking.</summary>
    ActorChanged,

    /// <summary>The id was used for another request: a fault of the client.</summary>
    IdReused,

    /// <summary>Nothing can be stored now. Nothing was.</summary>
    Unwritable,

    /// <summary>Nobody knows whether it was stored: ask again with the same id.</summary>
    OutcomeUnknown,

    /// <summary>The decision failed: a fault of the program, with an incident number.</summary>
    DecisionFailed,

    /// <summary>Another request identified this person in the same moment: ask again.</summary>
    PersonKnown,

    /// <summary>The database cannot be read now. If something was sent, nobody knows.</summary>
    Unreadable,
}

/// <summary>The engine gave no answer.</summary>
/// <param name="fault">Why.</param>
/// <param name="incident">The number under which the log tells more; empty without.</param>
/// <param name="person">For <see cref="EngineFault.PersonKnown"/>: who it is.</param>
public sealed class EngineException(
    EngineFault fault, string incident = "", PersonId? person = null)
    : Exception($"The engine gave no answer: {fault}{(incident.Length > 0 ? " " : "")}{incident}.")
{
    /// <summary>Why.</summary>
    public EngineFault Fault { get; } = fault;

    /// <summary>The number under which the log tells more; empty without.</summary>
    public string Incident { get; } = incident;

    /// <summary>For <see cref="EngineFault.PersonKnown"/>: who it is.</summary>
    public PersonId? Person { get; } = person;
}
