using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SignalRService;

/// <summary>Writes HS256 JSON Web Tokens (RFC 7515 §3.1, RFC 7519). The token is the only lasting allocation.</summary>
internal static class JwtWriter
{
    public static byte[] EncodeHeader(string? keyId)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("alg"u8, "HS256"u8);
            if (keyId is not null)
            {
                json.WriteString("kid"u8, keyId);
            }

            json.WriteString("typ"u8, "JWT"u8);
            json.WriteEndObject();
        }

        var length = Base64Url.GetEncodedLength(buffer.WrittenSpan.Length);
        var header = new byte[length + 1];
        Base64Url.EncodeToUtf8(buffer.WrittenSpan, header);
        header[length] = (byte)'.';
        return header;
    }

    public static string Write(SigningKey key, in TokenClaims claims)
    {
        using var payload = new PooledBuffer();
        WriteClaims(payload, claims);

        var signedLength = key.Header.Length + Base64Url.GetEncodedLength(payload.WrittenSpan.Length);
        var token = ArrayPool<byte>.Shared.Rent(signedLength + 1 + Base64Url.GetEncodedLength(HMACSHA256.HashSizeInBytes));
        key.Header.CopyTo(token);
        Base64Url.EncodeToUtf8(payload.WrittenSpan, token.AsSpan(key.Header.Length));

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, token.AsSpan(0, signedLength), signature);
        token[signedLength] = (byte)'.';
        var length = signedLength + 1 + Base64Url.EncodeToUtf8(signature, token.AsSpan(signedLength + 1));

        var text = Encoding.ASCII.GetString(token, 0, length);
        ArrayPool<byte>.Shared.Return(token);
        return text;
    }

    private static void WriteClaims(PooledBuffer buffer, in TokenClaims claims)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("aud"u8, claims.Audience);
        json.WriteNumber("iat"u8, claims.IssuedAt);
        json.WriteNumber("exp"u8, claims.ExpiresAt);
        if (claims.UserId is not null)
        {
            json.WriteString("asrs.s.uid"u8, claims.UserId);
        }

        if (claims.CloseOnExpiry)
        {
            // A string, because the service's own SDK writes its boolean claims as strings.
            json.WriteString("asrs.s.coae"u8, "true"u8);
            json.WriteString("asrs.s.aeo"u8, claims.ExpiresAt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }
}
