using System.Text.Json.Serialization;
using IdentityEmulator.Keys;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Metadata;

/// <summary>The JSON Web Key Set (RFC 7517 §5).</summary>
internal sealed record PublishedKeys([property: JsonPropertyName("keys")] IReadOnlyList<PublishedKey> Keys)
{
    public static PublishedKeys Of(SigningKey key, string issuer)
    {
        var parameters = key.Public.Parameters;
        return new PublishedKeys([
            new PublishedKey(key.Public.KeyId, Base64UrlEncoder.Encode(parameters.Modulus), Base64UrlEncoder.Encode(parameters.Exponent), issuer),
        ]);
    }
}

/// <param name="Issuer">Entra names the issuer next to each key; Microsoft.Identity.Web checks it.</param>
internal sealed record PublishedKey(
    [property: JsonPropertyName("kid")] string KeyId,
    [property: JsonPropertyName("n")] string Modulus,
    [property: JsonPropertyName("e")] string Exponent,
    [property: JsonPropertyName("issuer")] string Issuer)
{
    [JsonPropertyName("kty")]
    public string KeyType { get; } = "RSA";

    [JsonPropertyName("use")]
    public string Use { get; } = "sig";

    [JsonPropertyName("alg")]
    public string Algorithm { get; } = "RS256";
}
