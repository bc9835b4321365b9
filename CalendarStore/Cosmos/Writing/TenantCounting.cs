using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Writing;

/// <summary>Counts what a tenant has, once: for a head that an older program wrote. From the next batch on the head keeps the numbers.</summary>
internal static class TenantCounting
{
    /// <returns>The head with its numbers. They hold if the batch that writes it succeeds, because every write to the tenant replaces the head.</returns>
    public static async Task<HeadDocument> CountedAsync(TenantPartition partition, EntityKinds kinds, HeadDocument head)
    {
        if (head.Bytes is not null || head.HeadVersion == 0)
        {
            return head;
        }

        // The counts of an older program are of calendars alone.
        var counted = head with { Counts = null, Calendars = null, Bytes = 0 };
        await partition.EachAsync<EntityDocument>(
            "count",
            new QueryDefinition("SELECT * FROM c WHERE c.tenant = @tenant AND c.id <> @head AND NOT IS_DEFINED(c.ttl)").WithParameter("@head", DocumentIds.Head),
            StoreLimits.MaxPageSize,
            document =>
            {
                // What was deleted with its parent and is still to be swept has its content, and counts.
                if (!document.IsTombstone && kinds.Find(document.Kind) is { } kind)
                {
                    counted = counted.WithMore(kind, 1, document.ContentSize);
                }

                return true;
            },
            CancellationToken.None);
        return counted;
    }
}
