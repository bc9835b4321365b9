using Azure.Identity;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

internal static class CosmosClients
{
    /// <summary>How long the client library itself retries after 429; then the caller gets the time to wait.</summary>
    private static readonly TimeSpan MaxThrottledWait = TimeSpan.FromSeconds(5);

    /// <summary>With a key (emulators), or with the process's Entra identity: in Azure its managed identity.</summary>
    public static CosmosClient Create(CosmosAddress address)
    {
        var options = new CosmosClientOptions();
        Configure(options, address);
        return address.Key is { } key
            ? new CosmosClient(address.Endpoint.AbsoluteUri, key, options)
            : new CosmosClient(address.Endpoint.AbsoluteUri, new DefaultAzureCredential(), options);
    }

    public static void Configure(CosmosClientOptions options, CosmosAddress address)
    {
        options.ApplicationName = "CalendarRealtime";
        options.UseSystemTextJsonSerializerWithOptions = DocumentJson.Format;
        options.EnableContentResponseOnWrite = false;
        options.MaxRetryAttemptsOnRateLimitedRequests = 9;
        options.MaxRetryWaitTimeOnRateLimitedRequests = MaxThrottledWait;
        options.CosmosClientTelemetryOptions = new CosmosClientTelemetryOptions { DisableDistributedTracing = false };
        if (address.IsLocal)
        {
            options.ConnectionMode = ConnectionMode.Gateway;
            options.LimitToEndpoint = true;
        }
        else
        {
            options.ConnectionMode = ConnectionMode.Direct;
            // Two processes see each other's writes at once (case 11), whatever the account's default consistency is: a read asks a quorum.
            options.ReadConsistencyStrategy = ReadConsistencyStrategy.LatestCommitted;
        }
    }
}
