namespace Coordinaat.Bench;

internal static class WorldBench
{
    public static void Run(Size size) => Measure.Say($"{size}");
}
