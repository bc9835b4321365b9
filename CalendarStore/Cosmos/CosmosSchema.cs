using System.Collections.ObjectModel;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace CalendarStore.Cosmos;

/// <summary>
/// What the containers are like. A deployment creates them the same way (infra/), because an Entra identity with data roles cannot;
/// only with an account key (emulators) are they created from here.
/// </summary>
internal static class CosmosSchema
{
    public const string Database = "calendar";

    /// <summary>All items of all tenants; see the README beside this file.</summary>
    public const string Container = "calendar";

    /// <summary>The tenant: each tenant is one logical partition, for one batch can only write in one.</summary>
    public const string PartitionKeyPath = "/tenant";

    /// <summary>What the change feed processor keeps beside <see cref="Container"/>: <c>{container}-leases</c>.</summary>
    public const string LeasesSuffix = "-leases";

    public const string LeasesPartitionKeyPath = "/id";

    /// <summary>TTL is on, and nothing expires that does not say so itself.</summary>
    public const int NoDefaultTimeToLive = -1;

    /// <summary>Deletions are remembered in buckets of this length in the head, and a bucket is forgotten as a whole.</summary>
    public static readonly Duration DeletionBucket = Duration.FromDays(7);

    /// <summary>A tombstone goes only after no position before it is accepted any more: lifetime, a bucket, and a day for clocks that disagree.</summary>
    public static readonly int TombstoneSeconds = (int)(StoreLimits.TombstoneLifetime + DeletionBucket + Duration.FromDays(1)).TotalSeconds;

    /// <summary>What queries filter and sort by; everything else, contents above all, stays out of the index. Each indexed path makes every write more expensive. Only documents of schema 1 have a calendar.</summary>
    public static readonly IReadOnlyList<string> IndexedPaths =
        ["/tenant/?", "/parent/?", "/calendar/?", "/version/?", "/spanStart/?", "/spanEnd/?", "/sweeping/?"];

    /// <summary>A window is one parent (equal) and two ranges: one index for each range.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> CompositeIndexes = [["/parent", "/spanEnd"], ["/parent", "/spanStart"]];

    public static ContainerProperties Items(string id)
    {
        var properties = new ContainerProperties(id, PartitionKeyPath) { DefaultTimeToLive = NoDefaultTimeToLive, PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2 };
        foreach (var path in IndexedPaths)
        {
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path });
        }

        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        foreach (var paths in CompositeIndexes)
        {
            properties.IndexingPolicy.CompositeIndexes.Add(new Collection<CompositePath>(
                [.. paths.Select(path => new CompositePath { Path = path, Order = CompositePathSortOrder.Ascending })]));
        }

        return properties;
    }

    public static ContainerProperties Leases(string id) => new(id, LeasesPartitionKeyPath);
}
