using CalendarStore.Cosmos.Access;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Following;

/// <summary>How many leases there are, and how many instances hold some.</summary>
internal sealed record LeaseCount(int Leases, int Instances)
{
    /// <summary>Read from the processor's own documents (<c>Owner</c>, <c>LeaseToken</c>): its estimator would read the change feed of every partition for the same answer.</summary>
    /// <param name="processor">The processor's name, which its documents' ids begin with.</param>
    public static async Task<LeaseCount> ReadAsync(Container leases, string processor, string instance, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.Owner FROM c WHERE STARTSWITH(c.id, @processor) AND IS_DEFINED(c.LeaseToken)").WithParameter("@processor", processor);
        using var pages = leases.GetItemQueryIterator<Lease>(query);
        var owners = new List<string?>();
        while (pages.HasMoreResults)
        {
            var page = await CosmosCalls.RunAsync("leases", () => pages.ReadNextAsync(cancellationToken), answer => answer.RequestCharge, cancellationToken);
            owners.AddRange(page.Select(lease => lease.Owner));
        }

        return new LeaseCount(owners.Count, owners.OfType<string>().Append(instance).Distinct().Count());
    }

    internal sealed record Lease
    {
        [System.Text.Json.Serialization.JsonPropertyName("Owner")]
        public string? Owner { get; init; }
    }
}
