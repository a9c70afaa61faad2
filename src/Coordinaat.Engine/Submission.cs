using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics;
using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;

namespace Coordinaat.Engine;

/// <summary>Who asks, under which id.</summary>
/// <param name="Id">Made by the client; the same id again is the same request.</param>
/// <param name="By">Who asks.</param>
public readonly record struct Stamp(Guid Id, Actor By);

/// <summary>What was stored for a request.</summary>
/// <param name="Number">The journal's number at the answer: a reader at or past it has seen it.
/// </param>
/// <param name="Events">The request's own events; empty when nothing had to change.</param>
/// <param name="IsRepeat">The id had this answer before.</param>
public sealed record Receipt(long Number, ImmutableArray<Recorded> Events, bool IsRepeat)
{
    /// <summary>The first event of a kind.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Get<T>()
        where T : Event => Events.Select(e => e.Happened).OfType<T>().First();
}

/// <summary>A request on its way through the loop.</summary>
internal abstract class Submission(Lane lane)
{
    private readonly TaskCompletionSource<Answer> completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it waits its turn.</summary>
    public Lane Lane { get; } = lane;

    /// <summary>The trace that it belongs to; the default where nobody follows.</summary>
    public ActivityContext AskedBy { get; } = Activity.Current?.Context ?? default;

    public Task<Answer> Answered => completion.Task;

    public void Complete(Answer answer) => completion.TrySetResult(answer);

    public void Fail(EngineException fault) => completion.TrySetException(fault);

    public void Fail(Exception fault) => completion.TrySetException(fault);
}

/// <summary>A request to decide.</summary>
internal sealed class Question(
    Request request, Stamp stamp, byte[] fingerprint, ImmutableArray<SealedItem> items)
    : Submission(request.Lane)
{
    public Request Request { get; } = request;

    public Stamp Stamp { get; } = stamp;

    public byte[] Fingerprint { get; } = fingerprint;

    public ImmutableArray<SealedItem> Items { get; } = items;
}

/// <summary>Work of the engine's own on its database, inside a batch.</summary>
internal sealed class Errand(Action<DbConnection> work) : Submission(Lane.Desk)
{
    public Action<DbConnection> Work { get; } = work;
}

/// <summary>What the loop answered: a receipt or a refusal.</summary>
internal readonly record struct Answer(Receipt? Receipt, Enum? Refusal);
