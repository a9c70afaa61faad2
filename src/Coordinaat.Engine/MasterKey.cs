using System.Security.Cryptography;

namespace Coordinaat.Engine;

/// <summary>The key that wraps all others. From a file of our own, or from configuration.</summary>
public sealed class MasterKey
{
    private const int Bytes = 32;
    private readonly byte[] key;

    private MasterKey(byte[] key) => this.key = key;

    /// <summary>Reads the key from configuration.</summary>
    /// <param name="base64">32 bytes in base64.</param>
    /// <exception cref="FormatException">It is not 32 bytes in base64.</exception>
    public static MasterKey Parse(string base64)
    {
        var bytes = Convert.FromBase64String(base64.Trim());
        return bytes.Length == Bytes
            ? new MasterKey(bytes)
            : throw new FormatException($"The master key has {bytes.Length} bytes, not {Bytes}.");
    }

    /// <summary>Reads the key file, or makes it, readable by its owner only.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The file holds something else.</exception>
    public static MasterKey ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        }

        return Parse(File.ReadAllText(path));
    }

    /// <summary>A key for one purpose. The master key itself encrypts nothing.</summary>
    /// <param name="purpose">A fixed word.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, key, Bytes, info: System.Text.Encoding.UTF8.GetBytes(purpose));
}

/// <summary>Seals bytes with AES-256-GCM.</summary>
internal static class Box
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals.</summary>
    /// <returns>Nonce, sealed bytes and tag, in that order.</returns>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> associated)
    {
        var box = new byte[NonceBytes + clear.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceBytes), clear, box.AsSpan(NonceBytes, clear.Length),
            box.AsSpan(NonceBytes + clear.Length), associated);
        return box;
    }

    /// <summary>Opens.</summary>
    /// <exception cref="CryptographicException">Wrong key, or somebody changed a byte.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associated)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("A sealed item is too short.");
        }

        var clear = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], clear, associated);
        return clear;
    }
}
