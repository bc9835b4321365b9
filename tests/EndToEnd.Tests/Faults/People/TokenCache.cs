using CalendarClient;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults.People;

/// <summary>One user's access token, renewed shortly before it expires, as MSAL does for an app.</summary>
internal sealed class TokenCache(RunningSystem system, string user)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1, 1);
    private AccessToken? held;

    public async ValueTask<AccessToken> GetAsync(bool renew, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (renew || held is not { } token || token.ExpiresAt - TimeProvider.System.GetUtcNow() < Early)
            {
                held = await system.GetTokenAsync(user, cancellationToken);
            }

            return held.Value;
        }
        finally
        {
            turn.Release();
        }
    }
}
