using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SignalREmulator.Tests;

/// <summary>Signs tokens without a library, so that the test does not use the library that the emulator uses.</summary>
internal static class Tokens
{
    public static string Sign(string key, IReadOnlyDictionary<string, object?> claims, string? kid = "-1234567", string algorithm = "HS256")
    {
        var header = JsonSerializer.Serialize(new Dictionary<string, object?> { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = kid });
        var text = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var data = Encoding.UTF8.GetBytes(text);
        var secret = Encoding.UTF8.GetBytes(key);
        var signature = algorithm switch
        {
            "HS256" => HMACSHA256.HashData(secret, data),
            "HS512" => HMACSHA512.HashData(secret, data),
            _ => [],
        };
        return $"{text}.{Encode(signature)}";
    }

    public static Dictionary<string, object?> Claims(string audience, DateTimeOffset expires, string? user = null)
    {
        var claims = new Dictionary<string, object?> { ["aud"] = audience, ["exp"] = expires.ToUnixTimeSeconds() };
        if (user is not null)
        {
            claims["asrs.s.uid"] = user;
        }

        return claims;
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
