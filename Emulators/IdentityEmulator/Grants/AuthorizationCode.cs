namespace IdentityEmulator.Grants;

/// <summary>What an authorization code stands for, with all that it is bound to.</summary>
internal sealed record AuthorizationCode(Grant Grant, string ClientId, string RedirectUri, string Challenge)
{
    public OneUse Use { get; } = new();

    /// <summary>Ended when the code is replayed (RFC 6749 §4.1.2).</summary>
    public TokenFamily Family { get; } = new();
}
