namespace Coordinaat.Tests.Support;

/// <summary>Where the source tree is.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    /// <summary>Whether the tests write anew what they compare with: by COORDINAAT_GOLDEN=write.
    /// </summary>
    public static bool IsWritten =>
        Environment.GetEnvironmentVariable("COORDINAAT_GOLDEN") == "write";

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Coordinaat.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The source tree was not found.");
    }
}
