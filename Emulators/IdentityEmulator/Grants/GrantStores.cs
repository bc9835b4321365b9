using IdentityEmulator.SignIn;
using Microsoft.Extensions.Options;

namespace IdentityEmulator.Grants;

/// <summary>
/// What was handed out and may come back. In memory: after a restart people sign in again,
/// while access tokens stay valid as long as the key file stays.
/// </summary>
internal sealed class GrantStores(TimeProvider time, IOptions<IdentityEmulatorOptions> options)
{
    /// <summary>How long a code waits for its one redemption; RFC 6749 §4.1.2 allows ten minutes at most.</summary>
    public static TimeSpan CodeLifetime { get; } = TimeSpan.FromSeconds(60);

    public ExpiringStore<AuthorizationCode> Codes { get; } = new(time, CodeLifetime);

    public ExpiringStore<RefreshToken> RefreshTokens { get; } = new(time, options.Value.RefreshTokenLifetime);

    public ExpiringStore<BrowserSession> Sessions { get; } = new(time, options.Value.SessionLifetime);
}
