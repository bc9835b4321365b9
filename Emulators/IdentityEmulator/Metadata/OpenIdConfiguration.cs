using System.Text.Json.Serialization;
using IdentityEmulator.Tenants;

namespace IdentityEmulator.Metadata;

/// <summary>OpenID Connect Discovery 1.0 §3, with those members of Entra's v2.0 document that apply here.</summary>
internal sealed record OpenIdConfiguration
{
    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string> TokenEndpointAuthMethods { get; } = ["client_secret_post", "client_secret_basic"];

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("response_modes_supported")]
    public IReadOnlyList<string> ResponseModes { get; } = ["query", "fragment"];

    [JsonPropertyName("subject_types_supported")]
    public IReadOnlyList<string> SubjectTypes { get; } = ["pairwise"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public IReadOnlyList<string> SigningAlgorithms { get; } = ["RS256"];

    [JsonPropertyName("response_types_supported")]
    public IReadOnlyList<string> ResponseTypes { get; } = ["code"];

    [JsonPropertyName("grant_types_supported")]
    public IReadOnlyList<string> GrantTypes { get; } = ["authorization_code", "refresh_token", "password", "client_credentials"];

    [JsonPropertyName("code_challenge_methods_supported")]
    public IReadOnlyList<string> ChallengeMethods { get; } = ["S256"];

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> Scopes { get; } = ["openid", "profile", "email", "offline_access"];

    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("request_uri_parameter_supported")]
    public bool RequestUriParameter { get; }

    [JsonPropertyName("authorization_endpoint")]
    public required string AuthorizationEndpoint { get; init; }

    [JsonPropertyName("end_session_endpoint")]
    public required string EndSessionEndpoint { get; init; }

    [JsonPropertyName("claims_supported")]
    public IReadOnlyList<string> Claims { get; } = ["sub", "iss", "aud", "exp", "iat", "nbf", "nonce", "name", "preferred_username", "email", "oid", "tid", "ver", "roles"];

    /// <summary>
    /// The issuer of an alias (<c>organizations</c>, <c>common</c>) is the literal template <c>{base}/{tenantid}/v2.0</c>:
    /// a client replaces the placeholder with the token's own <c>tid</c> before it compares.
    /// </summary>
    public static OpenIdConfiguration For(TenantSelector selector, string baseUrl)
    {
        var tenant = $"{baseUrl}/{selector.Segment}";
        return new OpenIdConfiguration
        {
            Issuer = Issuers.Of(baseUrl, selector.Single?.Id),
            JwksUri = $"{tenant}/discovery/v2.0/keys",
            AuthorizationEndpoint = $"{tenant}/oauth2/v2.0/authorize",
            TokenEndpoint = $"{tenant}/oauth2/v2.0/token",
            EndSessionEndpoint = $"{tenant}/oauth2/v2.0/logout",
        };
    }
}
