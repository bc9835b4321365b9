using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace CalendarStore.Cosmos;

/// <summary>Where tenants stand, and which of that the follower has been told.</summary>
internal sealed class Heads(OpenContainers opened)
{
    /// <summary>Beyond this many all are forgotten: then a position may be told once more.</summary>
    private const int MaxKnown = 100_000;

    private readonly ConcurrentDictionary<TenantId, long> _told = [];

    public void Told(TenantId tenant, long version)
    {
        if (_told.Count > MaxKnown)
        {
            _told.Clear();
        }

        _told.AddOrUpdate(tenant, version, (_, before) => Math.Max(before, version));
    }

    /// <summary>Those that changed, of all shares.</summary>
    public async Task<Dictionary<TenantId, Position>> ChangedSinceAsync(Instant since, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT c.tenant, c.headVersion FROM c WHERE c.changedAt >= @since").WithParameter("@since", since.ToUnixTimeMilliseconds());
        using var pages = opened.Items.GetItemQueryIterator<HeadDocument>(query);
        var positions = new Dictionary<TenantId, Position>();
        while (pages.HasMoreResults)
        {
            foreach (var head in await CosmosCalls.RunAsync("heads", () => pages.ReadNextAsync(cancellationToken), page => page.RequestCharge, cancellationToken))
            {
                positions[new TenantId(Guid.Parse(head.Tenant))] = new Position(opened.Epoch, head.HeadVersion);
            }
        }

        return positions;
    }

    /// <summary>Those of these tenants that have not been told yet.</summary>
    public async Task<Dictionary<TenantId, Position>> NewsAsync(IEnumerable<TenantId> tenants, CancellationToken cancellationToken)
    {
        var heads = await Task.WhenAll(tenants.Select(async tenant =>
            (tenant, (await opened.Of(tenant).FindAsync<HeadDocument>("nudge", DocumentIds.Head, cancellationToken)).Document)));
        return heads.Where(head => head.Document is { } document && IsNews(head.tenant, document.HeadVersion))
            .ToDictionary(head => head.tenant, head => new Position(opened.Epoch, head.Document!.HeadVersion));
    }

    public bool IsNews(TenantId tenant, long version) => version > _told.GetValueOrDefault(tenant);
}
