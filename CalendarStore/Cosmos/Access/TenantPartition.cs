using System.Net;
using System.Runtime.CompilerServices;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

/// <summary>The items of one tenant. Nothing here can name another's: the partition key is the tenant's, in every request.</summary>
internal sealed class TenantPartition(Container items, string tenant, int schema = EntityDocument.CurrentSchema)
{
    private readonly PartitionKey key = new(tenant);

    public string Tenant => tenant;

    /// <summary>The condition of a query for a parent's children. A document of schema 1 names its calendar in place of its parent.</summary>
    public string IsChild => schema < 2 ? "(c.parent = @parent OR c.calendar = @parent)" : "c.parent = @parent";

    public TransactionalBatch CreateBatch() => items.CreateTransactionalBatch(key);

    /// <summary>A point read: the cheapest there is, one request unit per kilobyte or part of it.</summary>
    /// <returns>The document and its ETag; nothing when there is none.</returns>
    public async Task<(T? Document, string? ETag)> FindAsync<T>(string operation, string id, CancellationToken cancellationToken)
        where T : class
    {
        // As a stream: what is not there is an ordinary answer, not an exception.
        using var response = await CosmosCalls.RunAsync(
            operation, () => items.ReadItemStreamAsync(id, key, cancellationToken: cancellationToken), answer => answer.Headers.RequestCharge, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => (DocumentJson.Read<T>(response.Content), response.Headers.ETag),
            HttpStatusCode.NotFound => (null, null),
            _ => throw CosmosFaults.Of(response.StatusCode, 0, response.Headers.TryGetRetryAfter(), null),
        };
    }

    /// <summary>The first <paramref name="limit"/> results. The tenant is in the text as well as in the request: two things would have to go wrong, not one.</summary>
    public async Task<List<T>> QueryAsync<T>(string operation, QueryDefinition query, int limit, CancellationToken cancellationToken)
    {
        var (results, _) = await QueryAsync<T>(operation, query, limit, onlyFirstPage: false, cancellationToken);
        return results;
    }

    /// <returns>Also whether these are all there are.</returns>
    public async Task<(List<T> Results, bool Whole)> QueryAsync<T>(
        string operation, QueryDefinition query, int limit, bool onlyFirstPage, CancellationToken cancellationToken)
    {
        var results = new List<T>();
        await foreach (var (page, isLast) in PagesAsync<T>(operation, query, limit, cancellationToken))
        {
            results.AddRange(page.Take(limit - results.Count));
            if (isLast)
            {
                return (results, true);
            }

            if (onlyFirstPage || results.Count == limit)
            {
                break;
            }
        }

        return (results, false);
    }

    /// <summary>The results as Cosmos DB hands them out: it ends a page at 4 MB. What is not asked for is not read.</summary>
    /// <param name="limit">Results per page at most.</param>
    public async IAsyncEnumerable<(FeedResponse<T> Page, bool IsLast)> PagesAsync<T>(
        string operation, QueryDefinition query, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new QueryRequestOptions { PartitionKey = key, MaxItemCount = limit };
        using var pages = items.GetItemQueryIterator<T>(query.WithParameter("@tenant", tenant), requestOptions: options);
        while (pages.HasMoreResults)
        {
            var page = await CosmosCalls.RunAsync(operation, () => pages.ReadNextAsync(cancellationToken), answer => answer.RequestCharge, cancellationToken);
            yield return (page, !pages.HasMoreResults);
        }
    }

    /// <summary>Hands on the results in their order, until there are no more or <paramref name="take"/> returns false.</summary>
    public async Task EachAsync<T>(string operation, QueryDefinition query, int limit, Func<T, bool> take, CancellationToken cancellationToken)
    {
        await foreach (var (page, _) in PagesAsync<T>(operation, query, limit, cancellationToken))
        {
            if (!page.All(take))
            {
                return;
            }
        }
    }
}
