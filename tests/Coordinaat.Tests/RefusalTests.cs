using System.Collections.Immutable;
using System.Reflection;
using Coordinaat.Domain;
using Coordinaat.Domain.Accounts;
using Coordinaat.Domain.Kernel;
using Coordinaat.Tests.Support;

namespace Coordinaat.Tests;

/// <summary>What holds for all requests at once: every refusal is proved by a table, and every
/// piece of personal data goes to the vault.</summary>
public sealed class RefusalTests
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Type[] Requests =
    [
        .. typeof(Request).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Request)) && !t.IsAbstract),
    ];

    // A name in the vault's look-up only; the same name is sealed in the profile.
    private static readonly (Type, string)[] NotSealed = [(typeof(OpenAccount), "Login")];

    public static TheoryData<Type> RequestTypes => [.. Requests];

    [Fact]
    public void Every_refusal_is_expected_by_some_table()
    {
        var expected = Tables().SelectMany(t => t.Expected).ToHashSet();
        var missing = Refusals().SelectMany(r => Enum.GetValues(r).Cast<Enum>())
            .Where(m => !expected.Contains(m)).Select(m => $"{m.GetType().Name}.{m}");

        Assert.Empty(missing);
    }

    // Ending what is not there is no fault, so these two are never refused.
    [Fact]
    public void Every_request_has_a_table() => Assert.Equal(
        [typeof(EndSession)], Requests.Except(Tables().Select(t => t.Request)));

    [Fact]
    public void Refusals_are_numbered_from_1_without_gaps_in_the_order_they_are_checked() =>
        Assert.All(Refusals(), r => Assert.True(IsNumberedFromOne(r), r.Name));

    [Fact]
    public void The_numbering_check_sees_a_zero_and_a_gap()
    {
        Assert.False(IsNumberedFromOne(typeof(FromZero)));
        Assert.False(IsNumberedFromOne(typeof(WithGap)));
    }

    [Theory]
    [MemberData(nameof(RequestTypes))]
    public void Every_secret_of_a_request_is_sealed(Type type)
    {
        var request = (Request)new Filler(3, nulls: false).Make(type);

        Assert.Empty(Forgotten(request));
    }

    [Fact]
    public void The_secrets_check_sees_a_forgotten_secret() => Assert.Equal(
        ["Words"], Forgotten((Request)new Filler(3).Make(typeof(Forgetful))));

    [Theory]
    [MemberData(nameof(RequestTypes))]
    public void A_request_never_prints_a_secret(Type type)
    {
        var request = (Request)new Filler(3, nulls: false).Make(type);

        // The filler's secrets all say "words"; its BSN is 123456782.
        var printed = string.Concat(
            type.GetProperties().Where(p => p.PropertyType == typeof(Secret)
                    || p.PropertyType.FullName!.Contains("Bsn", StringComparison.Ordinal))
                .Select(p => p.GetValue(request)?.ToString()));
        Assert.DoesNotContain("words", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", request.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Forgotten(Request request) =>
        request.GetType().GetProperties()
            .Where(p => p.PropertyType == typeof(Secret)
                && !NotSealed.Contains((request.GetType(), p.Name)))
            .Where(p => !request.Secrets.Contains((Secret)p.GetValue(request)!))
            .Select(p => p.Name);

    private static IEnumerable<Type> Refusals() => typeof(Request).Assembly.GetTypes()
        .Where(t => t.IsEnum && t.Name.EndsWith("Refusal", StringComparison.Ordinal));

    private static bool IsNumberedFromOne(Type refusal) =>
        Enum.GetValuesAsUnderlyingType(refusal).Cast<int>()
            .SequenceEqual(Enumerable.Range(1, Enum.GetNames(refusal).Length));

    private static IEnumerable<IRefusalTable> Tables() => typeof(RefusalTests).Assembly.GetTypes()
        .SelectMany(t => t.GetFields(Statics))
        .Where(f => f.FieldType.IsAssignableTo(typeof(IRefusalTable)))
        .Select(f => (IRefusalTable)f.GetValue(null)!);

    private enum FromZero
    {
        First,
        Second,
    }

    private enum WithGap
    {
        First = 1,
        Third = 3,
    }

    private sealed record Forgetful(Secret Words, Secret Name) : Request
    {
        public override ImmutableArray<Secret> Secrets => [Name];

        public override (ImmutableArray<Event> Events, Enum? Refusal) DecideAny(
            World world, Moment moment) => ([], null);
    }
}
