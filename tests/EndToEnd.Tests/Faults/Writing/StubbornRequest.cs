using System.Net;
using CalendarClient;

namespace EndToEnd.Tests.Faults.Writing;

/// <summary>Sends a request until there is an answer. Every write here may be sent twice: creates and imports are idempotent, and the others name the revision that they replace.</summary>
internal sealed class StubbornRequest(Journal journal, Random random)
{
    // A pause of a part takes 8 s at most. A request that is in flight then is answered after the pause, or ends by this time limit.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(6);

    /// <param name="request">Sends the request once.</param>
    /// <param name="giveUp">Ends the retries, because the run is over.</param>
    public async Task<(T Answer, bool Again)> AskAsync<T>(string what, Func<CancellationToken, Task<T>> request, CancellationToken giveUp)
    {
        for (var again = false; ; again = true)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
            limit.CancelAfter(Timeout);
            try
            {
                return (await request(limit.Token), again);
            }
            catch (Exception exception) when (!giveUp.IsCancellationRequested && IsNoAnswer(exception))
            {
                if (exception is CalendarApiException { StatusCode: HttpStatusCode.InternalServerError })
                {
                    journal.Broken($"{what} was answered with 500. The API must expect that any part may be unavailable.");
                }

                await Task.Delay(random.Next(100, 600), giveUp);
            }
        }
    }

    private static bool IsNoAnswer(Exception exception) => exception switch
    {
        HttpRequestException or IOException or OperationCanceledException => true,
        // 401: the API cannot validate tokens while the identity provider is unavailable, and ours may just have expired.
        CalendarApiException refused => refused.IsTransient || refused.StatusCode is HttpStatusCode.Unauthorized,
        _ => false,
    };
}
