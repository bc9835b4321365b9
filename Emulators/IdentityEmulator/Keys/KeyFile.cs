using System.Security.Cryptography;

namespace IdentityEmulator.Keys;

/// <summary>Keeps the signing key between runs, in a PEM file that only its owner may read.</summary>
internal static class KeyFile
{
    private const int MinimumBits = 2048;

    /// <summary>Reads the key, or creates it. If several processes start together on one file, one creates it and the others read it.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read or written, or holds no RSA private key of at least 2048 bits.</exception>
    public static RSA ReadOrCreate(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            return Read(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException($"The key file '{path}' cannot be used: {problem.Message} Remove it to get a new one.", problem);
        }
    }

    private static RSA Read(string path)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(path));
            // A public key can be imported too, and would fail only at the first signature.
            rsa.ExportRSAPrivateKey();
            if (rsa.KeySize < MinimumBits)
            {
                throw new CryptographicException($"the key has {rsa.KeySize} bits, {MinimumBits} are needed.");
            }

            return rsa;
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var rsa = RSA.Create(MinimumBits);
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(rsa.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            // The file gets its name only when it contains the whole key.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
