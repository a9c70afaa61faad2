using System.Reflection;
using NodaTime;

namespace Coordinaat.Engine;

/// <summary>A program that works on a journal together with others.</summary>
/// <param name="Id">Of this run of it.</param>
/// <param name="Name">The machine and the number of the process there.</param>
/// <param name="Program">Its version.</param>
/// <param name="Reads">The newest write level that it reads.</param>
/// <param name="SeenAt">When it was last heard of, by the database's clock.</param>
public sealed record Node(Guid Id, string Name, string Program, int Reads, Instant SeenAt)
{
    /// <summary>Who was not heard of for so long works no more.</summary>
    public static readonly Duration AliveFor = Duration.FromSeconds(60);

    /// <summary>This very program.</summary>
    internal static Node Self(int reads) => new(
        Ids.New(), $"{Environment.MachineName}/{Environment.ProcessId}",
        typeof(Node).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion,
        reads, default);
}
