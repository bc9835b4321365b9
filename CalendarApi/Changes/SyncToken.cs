using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>
/// A position in the form that clients keep: base64url of <c>version|epoch|checksum</c>, opaque to them.
/// The checksum covers the tenant and detects a token that is truncated, invented or of another tenant. It is not a secret and grants nothing:
/// whatever the token contains, only changes of the caller's own tenant are read.
/// </summary>
internal static class SyncToken
{
    private const int MaxLength = 256;

    public static string Write(TenantId tenant, Position position)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{position.Version}|{position.Epoch}");
        return WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{text}|{Checksum(tenant, text)}"));
    }

    public static bool TryRead(TenantId tenant, string? token, out Position position)
    {
        position = default;
        if (token is not { Length: > 0 and <= MaxLength } || Decode(token).Split('|') is not [var version, { Length: > 0 } epoch, var checksum])
        {
            return false;
        }

        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || checksum != Checksum(tenant, $"{version}|{epoch}"))
        {
            return false;
        }

        position = new(epoch, number);
        return true;
    }

    private static string Checksum(TenantId tenant, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text}|{tenant}")).AsSpan(0, 4));

    private static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            // Not base64url. The empty text makes the caller refuse the token.
            return "";
        }
    }
}
