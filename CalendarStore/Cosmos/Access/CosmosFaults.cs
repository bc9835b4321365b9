using System.Net;
using Azure;
using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

internal static class CosmosFaults
{
    public static StoreUnavailableException Translate(CosmosException exception) => Of(exception.StatusCode, exception.SubStatusCode, exception.RetryAfter, exception);

    public static StoreUnavailableException Of(HttpStatusCode status, int subStatus, TimeSpan? retryAfter, Exception? exception) =>
        new($"The calendar store is unavailable (Cosmos DB {(int)status}.{subStatus}{Reason(status)}).", exception!)
        {
            IsTransient = IsTransient(status),
            RetryAfter = retryAfter,
        };

    public static StoreUnavailableException NoAnswer(Exception exception) =>
        new($"The calendar store is unavailable (Cosmos DB did not answer): {exception.Message}", exception) { IsTransient = true };

    /// <summary>Whether a request may have been carried out although it failed: only a read can find out.</summary>
    public static bool IsUncertain(HttpStatusCode status) =>
        IsTransient(status) && status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    /// <summary>
    /// Other failures than a <see cref="CosmosException"/>: no connection, a time-out of the client library, no access token.
    /// </summary>
    public static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or RequestFailedException or AuthenticationFailedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    // https://learn.microsoft.com/azure/cosmos-db/nosql/conceptual-resilient-sdk-applications: 449 is a passing conflict within the service.
    // 401 and 403: the identity service is unavailable, or a role assignment has not taken effect yet. A process without any role gets the same answer until it has one.
    private static bool IsTransient(HttpStatusCode status) => (int)status is 401 or 403 or 408 or 410 or 429 or 449 or >= 500;

    private static string Reason(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => ": more request units than provisioned",
        HttpStatusCode.Forbidden => ": this identity may not, or the network is closed to it",
        HttpStatusCode.Unauthorized => ": this identity or key is not known",
        _ => "",
    };
}
