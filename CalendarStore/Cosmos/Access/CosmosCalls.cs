using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

/// <summary>
/// Every request except the change feed processor's own goes through here: its charge is recorded, and its failure is translated into the store's own terms.
/// Of the processor, only the charge of pages with documents is recorded. It does not report what empty polls and its leases cost.
/// </summary>
internal static class CosmosCalls
{
    /// <param name="operation">One of a few names: it is a dimension of the metric.</param>
    /// <exception cref="StoreUnavailableException">The request failed in a way that no caller here expects.</exception>
    public static async Task<T> RunAsync<T>(string operation, Func<Task<T>> call, Func<T, double> charge, CancellationToken cancellationToken)
    {
        try
        {
            var result = await call();
            Record(operation, charge(result));
            return result;
        }
        catch (CosmosException exception)
        {
            Record(operation, exception.RequestCharge);
            throw CosmosFaults.Translate(exception);
        }
        catch (Exception exception) when (CosmosFaults.IsNoAnswer(exception, cancellationToken))
        {
            throw CosmosFaults.NoAnswer(exception);
        }
    }

    public static void Record(string operation, double charge) =>
        StoreTelemetry.RequestCharge.Record(charge, new KeyValuePair<string, object?>("calendar.store.operation", operation));
}
