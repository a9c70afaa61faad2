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

    /// <summary>The public lists of places and postcodes, which are no part of the repository:
    /// the folder in COORDINAAT_DATA, or shared/data beside or above the tree.</summary>
    /// <returns>Their folder; null where they are missing.</returns>
    public static string? PublicLists()
    {
        if (Environment.GetEnvironmentVariable("COORDINAAT_DATA") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var at = Root; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(Path.Combine(at, "shared", "data", "nl")))
            {
                return Path.Combine(at, "shared", "data");
            }
        }

        return null;
    }

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
