namespace IdentityEmulator.Grants;

/// <summary>The data behind an authorization code, with everything that it is bound to.</summary>
internal sealed record AuthorizationCode(Grant Grant, string ClientId, string RedirectUri, string Challenge)
{
    public OneUse Use { get; } = new();

    /// <summary>Revoked when the code is used again (RFC 6749 §4.1.2).</summary>
    public TokenFamily Family { get; } = new();
}
