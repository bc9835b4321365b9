using System.Text;

namespace SignalRService;

/// <summary>An HS256 key with its JWT header, which is encoded once.</summary>
internal sealed class SigningKey
{
    private readonly byte[] secret;
    private readonly byte[] header;

    /// <param name="keyId">Identifies a temporary key to the service; null for the access key, which the service finds by trying both of its keys.</param>
    public SigningKey(string secret, string? keyId)
    {
        this.secret = Encoding.UTF8.GetBytes(secret);
        header = JwtWriter.EncodeHeader(keyId);
    }

    public ReadOnlySpan<byte> Secret => secret;

    /// <summary>The header's base64url text and the dot after it.</summary>
    public ReadOnlySpan<byte> Header => header;
}
