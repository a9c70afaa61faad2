namespace Coordinaat.Bench;

internal static class AppendBench
{
    public static void Run(Size size) => Measure.Say($"{size}");
}
