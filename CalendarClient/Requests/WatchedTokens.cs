using System.Net;
using System.Runtime.CompilerServices;

namespace CalendarClient;

/// <summary>The caller's token provider. It remembers what the provider threw, because a failed sign-in needs someone, and an unavailable network does not.</summary>
internal sealed class WatchedTokens(AccessTokenProvider tokens)
{
    private readonly ConditionalWeakTable<Exception, object> thrown = [];

    public async ValueTask<AccessToken> GetAsync(bool renew, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens(renew, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or HttpRequestException or IOException or TimeoutException))
        {
            thrown.AddOrUpdate(exception, exception);
            throw;
        }
    }

    /// <param name="renewed">Whether the refused token was a new one.</param>
    public Failure FailureOf(Exception exception, bool renewed = true) => new(exception, exception switch
    {
        CalendarApiException { StatusCode: HttpStatusCode.Forbidden } => true,
        CalendarApiException { StatusCode: HttpStatusCode.Unauthorized } => renewed,
        _ => thrown.TryGetValue(exception, out _) || (exception.InnerException is { } inner && thrown.TryGetValue(inner, out _)),
    });
}
