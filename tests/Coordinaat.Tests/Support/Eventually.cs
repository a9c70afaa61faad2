namespace Coordinaat.Tests.Support;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    public static async Task Holds(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Most, $"Never: {what}.");
            await Task.Delay(5);
        }
    }

    /// <summary>Asks somebody else, ten times a second: a server or a browser.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Most, $"Never: {what}.");
            await Task.Delay(100);
        }
    }
}
