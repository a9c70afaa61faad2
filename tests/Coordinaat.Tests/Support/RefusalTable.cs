using Coordinaat.Domain;
using Coordinaat.Domain.Kernel;
using NodaTime;

namespace Coordinaat.Tests.Support;

/// <summary>One try at one request.</summary>
internal sealed record Attempt<TRequest>(World World, TRequest Request, Actor By, Instant Now)
    where TRequest : Request
{
    public Attempt(Scene scene, TRequest request, Actor by)
        : this(scene.World, request, by, scene.Now)
    {
    }

    /// <summary>At which level events are written.</summary>
    public int WriteLevel { get; init; } = WriteLevels.Newest;

    public Enum? Refusal => Request.DecideAny(World, new Moment(Now, By, WriteLevel)).Refusal;
}

/// <summary>What every table tells about itself.</summary>
internal interface IRefusalTable
{
    /// <summary>The refusals that it proves.</summary>
    IEnumerable<Enum> Expected { get; }

    /// <summary>The request that it is about.</summary>
    Type Request { get; }
}

/// <summary>
/// The refusals of one request in the order they are checked. A row breaks one rule of a request
/// that is otherwise good; it is checked alone and together with every later row, which proves the
/// order.
/// </summary>
/// <param name="good">A request that succeeds.</param>
/// <param name="rows">The rules, in declared order, each with how to break it.</param>
internal sealed class RefusalTable<TRequest, TRefusal>(
    Func<Attempt<TRequest>> good,
    params (TRefusal Expected, Func<Attempt<TRequest>, Attempt<TRequest>> Break)[] rows)
    : IRefusalTable
    where TRequest : Request<TRefusal>
    where TRefusal : struct, Enum
{
    public IEnumerable<Enum> Expected => rows.Select(r => (Enum)r.Expected);

    public Type Request => typeof(TRequest);

    /// <summary>The rows for a theory: number and refusal.</summary>
    public TheoryData<int, TRefusal> Rows
    {
        get
        {
            var data = new TheoryData<int, TRefusal>();
            for (var row = 0; row < rows.Length; row++)
            {
                data.Add(row, rows[row].Expected);
            }

            return data;
        }
    }

    /// <summary>The request that succeeds.</summary>
    public Attempt<TRequest> Good() => good();

    public void Check(int row, TRefusal expected)
    {
        Assert.Null(good().Refusal);
        Assert.Equal(rows.Select(r => r.Expected).Order(), rows.Select(r => r.Expected));
        Assert.Equal(expected, rows[row].Break(good()).Refusal);

        // Later rules are broken first, so that this row has the last word on what they share.
        var later = rows.Where(r => r.Expected.CompareTo(expected) > 0).Reverse();
        var broken = later.Aggregate(good(), (attempt, r) => r.Break(attempt));
        Assert.Equal(expected, rows[row].Break(broken).Refusal);
    }
}
