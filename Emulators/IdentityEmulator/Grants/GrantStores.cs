using IdentityEmulator.SignIn;
using Microsoft.Extensions.Options;

namespace IdentityEmulator.Grants;

/// <summary>
/// The issued codes, refresh tokens and sessions, in memory: after a restart users have to sign in again,
/// while access tokens stay valid as long as the key file exists.
/// </summary>
internal sealed class GrantStores(TimeProvider time, IOptions<IdentityEmulatorOptions> options)
{
    /// <summary>How long a code is valid; RFC 6749 §4.1.2 allows at most ten minutes.</summary>
    public static TimeSpan CodeLifetime { get; } = TimeSpan.FromSeconds(60);

    public ExpiringStore<AuthorizationCode> Codes { get; } = new(time, CodeLifetime);

    public ExpiringStore<RefreshToken> RefreshTokens { get; } = new(time, options.Value.RefreshTokenLifetime);

    public ExpiringStore<BrowserSession> Sessions { get; } = new(time, options.Value.SessionLifetime);
}
