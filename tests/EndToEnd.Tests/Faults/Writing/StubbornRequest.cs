using System.Net;
using CalendarClient;

namespace EndToEnd.Tests.Faults.Writing;

/// <summary>Asks until there is an answer. Every write here may be repeated: creates and imports are idempotent, the others name the revision they replace.</summary>
internal sealed class StubbornRequest(Journal journal, Random random)
{
    // A part is held still for 8 s at most; a request that is under way then may be answered after it, or be given up.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(6);

    /// <param name="request">Told whether it was asked for before.</param>
    /// <param name="giveUp">Ends it for good; a run that is over is not waited for.</param>
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
                    journal.Broken($"{what} was answered with 500: whatever part is away, that is not a surprise to the API.");
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
