using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Keys;

/// <summary>The RS256 key that signs every token.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA rsa;

    public SigningKey(IOptions<IdentityEmulatorOptions> options)
    {
        rsa = options.Value.KeyFile is { Length: > 0 } path ? KeyFile.ReadOrCreate(path) : RSA.Create(2048);
        var key = new RsaSecurityKey(rsa);
        // RFC 7638: the id depends only on the key, so everyone computes the same id.
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        Credentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        Public = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.KeyId };
    }

    public SigningCredentials Credentials { get; }

    public RsaSecurityKey Public { get; }

    public void Dispose() => rsa.Dispose();
}
