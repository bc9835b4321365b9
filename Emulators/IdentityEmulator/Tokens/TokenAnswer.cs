using System.Text.Json.Serialization;

namespace IdentityEmulator.Tokens;

/// <summary>RFC 6749 §5.1 and OpenID Connect Core §3.1.3.3.</summary>
internal sealed record TokenAnswer
{
    [JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    /// <summary>The granted scopes, spelled as in the request; null for an app-only token.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    [JsonPropertyName("ext_expires_in")]
    public int ExtendedExpiresIn => ExpiresIn;

    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("id_token")]
    public string? IdToken { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TokenJson : JsonSerializerContext;
