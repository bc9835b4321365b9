using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Authentication;

/// <summary>
/// Finds tokens that cannot be valid, whatever key signed them, without any cryptography: anyone can send them without end, and the complete check
/// computes a signature. What passes here is still checked completely, by the token library.
/// </summary>
internal static class AccessTokenOutline
{
    private const string Prefix = $"{JwtBearerDefaults.AuthenticationScheme} ";

    /// <param name="header">The Authorization header.</param>
    /// <param name="expired">A token that expired before is refused.</param>
    /// <returns>What is wrong; null if the token may be valid, or if there is none.</returns>
    public static string? Fault(string header, DateTimeOffset expired)
    {
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (header[Prefix.Length..].Trim().Split('.') is not [var head, var body, { Length: > 0 }] || Decode(head) is not { } headBytes || Decode(body) is not { } bodyBytes)
        {
            return "The token is not a signed JWT.";
        }

        try
        {
            using var names = JsonDocument.Parse(headBytes);
            using var claims = JsonDocument.Parse(bodyBytes);
            return Fault(names.RootElement, claims.RootElement, expired);
        }
        catch (JsonException)
        {
            return "The token's header or payload is not JSON.";
        }
    }

    private static string? Fault(JsonElement names, JsonElement claims, DateTimeOffset expired)
    {
        if (Text(names, "alg") is not SecurityAlgorithms.RsaSha256 || Text(names, "kid") is not { Length: > 0 })
        {
            return "The token is not signed with a named RS256 key.";
        }

        // The issuer must be that of the token's own tenant; how it is written differs between versions of tokens.
        if (Text(claims, ClaimNames.Tenant) is not { } tenant || !Guid.TryParseExact(tenant, "D", out _) || Text(claims, "iss")?.Contains(tenant, StringComparison.OrdinalIgnoreCase) != true)
        {
            return "The token's issuer is not that of its tenant.";
        }

        return claims.TryGetProperty(ClaimNames.Expires, out var expires) && expires.ValueKind is JsonValueKind.Number
            && (!expires.TryGetInt64(out var seconds) || seconds >= expired.ToUnixTimeSeconds())
                ? null
                : "The token has expired, or never expires.";
    }

    private static string? Text(JsonElement members, string name) =>
        members.ValueKind is JsonValueKind.Object && members.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return text.Length > 0 && Base64Url.DecodeFromChars(text, bytes, out _, out var written) is OperationStatus.Done ? bytes[..written] : null;
    }
}
