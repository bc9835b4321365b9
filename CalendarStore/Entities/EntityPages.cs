using System.Runtime.CompilerServices;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Entities;

internal static class EntityPages
{
    /// <summary>All entities of one kind and parent that can be read, page by page. A parent that was deleted meanwhile has none any more.</summary>
    public static async IAsyncEnumerable<Entity> AllAsync(
        this IEntityStore store, TenantId tenant, EntityKind kind, string parent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await store.ListAsync(tenant, kind, parent, window: null, after, StoreLimits.MaxPageSize, cancellationToken);
            foreach (var item in page?.Items ?? [])
            {
                yield return item;
            }

            after = page?.Next;
        }
        while (after is not null);
    }
}
