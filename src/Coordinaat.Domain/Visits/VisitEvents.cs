using Coordinaat.Domain.Access;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Domain.Visits;

/// <summary>A visit of a nurse was ordered (FR-M10).</summary>
[Stored("visit-ordered", 1, Level = 2)]
public sealed record VisitOrdered(CareRequestId Request, VisitOrder Order)
    : RequestEvent(Request);

/// <summary>Another time window was agreed.</summary>
/// <param name="Request">For which request.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">There before this moment.</param>
/// <param name="AgreedWith">Sealed: with whom.</param>
[Stored("visit-moved", 1, Level = 2)]
public sealed record VisitMoved(
    CareRequestId Request, Instant From, Instant Until, SealedId AgreedWith)
    : RequestEvent(Request);

/// <summary>The order was taken back.</summary>
[Stored("visit-withdrawn", 1, Level = 2)]
public sealed record VisitWithdrawn(CareRequestId Request, SealedId Words)
    : RequestEvent(Request);

/// <summary>It is known who goes (FR-D7).</summary>
[Stored("visit-nurse-assigned", 1, Level = 2)]
public sealed record NurseAssigned(CareRequestId Request, AssignedNurse Nurse)
    : RequestEvent(Request);

/// <summary>The nurse is on the way, or has arrived.</summary>
[Stored("visit-progressed", 1, Level = 2)]
public sealed record VisitProgressed(
    CareRequestId Request, VisitProgress Progress, Instant HappenedAt) : RequestEvent(Request);

/// <summary>The visit is over, with how it went.</summary>
[Stored("visit-finished", 1, Level = 2)]
public sealed record VisitFinished(CareRequestId Request, VisitResult Result)
    : RequestEvent(Request);

/// <summary>What came of it was told to the GP (FR-D7).</summary>
[Stored("visit-handed-back", 1, Level = 2)]
public sealed record VisitHandedBack(CareRequestId Request, HandBack HandBack)
    : RequestEvent(Request);
