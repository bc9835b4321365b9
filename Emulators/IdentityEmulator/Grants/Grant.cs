using IdentityEmulator.Applications;
using IdentityEmulator.Tenants;

namespace IdentityEmulator.Grants;

/// <summary>The account and the scopes behind a code, a refresh token, or a direct sign-in.</summary>
internal sealed record Grant(Account Account, RequestedScopes Scopes)
{
    /// <summary>OpenID Connect Core §3.1.2.1: repeated in the id token, so that the client can distinguish its own answer from a replayed one.</summary>
    public string? Nonce { get; init; }
}
