using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

/// <summary>
/// Every request goes through here but the change feed processor's own: what it cost is recorded, and what it failed with is said in the store's own terms.
/// Of the processor, pages that brought something are recorded; what it spends on looking in vain and on its leases it tells nobody.
/// </summary>
internal static class CosmosCalls
{
    /// <param name="operation">A name of few: it is a dimension of the metric.</param>
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
