namespace Coordinaat.Tests.Support;

/// <summary>Where the browser tests leave their pictures.</summary>
public static class Pictures
{
    private const string OfReadme = "-light-nl.png";

    /// <summary>A file under <c>artifacts/pictures</c>; its folder is made.</summary>
    public static string PathOf(string name) =>
        Path.Combine(
            Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "pictures"))
                .FullName,
            name);

    /// <summary>With COORDINAAT_GOLDEN=write: makes it the README's picture, if that shows it.
    /// </summary>
    public static void Keep(string name)
    {
        if (Repository.IsWritten && name.EndsWith(OfReadme, StringComparison.Ordinal))
        {
            var kept = Repository.PathTo(
                "docs", "pictures", name.Replace(OfReadme, ".png", StringComparison.Ordinal));
            if (File.ReadAllText(Repository.PathTo("README.md"))
                .Contains(Path.GetFileName(kept), StringComparison.Ordinal))
            {
                File.Copy(PathOf(name), kept, overwrite: true);
            }
        }
    }
}
