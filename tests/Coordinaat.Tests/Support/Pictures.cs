namespace Coordinaat.Tests.Support;

/// <summary>Where the browser tests leave their pictures.</summary>
public static class Pictures
{
    /// <summary>A file under <c>artifacts/pictures</c>; its folder is made.</summary>
    public static string PathOf(string name) =>
        Path.Combine(
            Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "pictures"))
                .FullName,
            name);
}
