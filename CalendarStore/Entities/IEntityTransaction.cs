using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Entities;

/// <summary>What a write of one tenant reads and changes, as one step: a part of a transaction of SQLite, or of a batch of Cosmos DB. It sees what writes before it made.</summary>
internal interface IEntityTransaction
{
    TenantId Tenant { get; }

    /// <summary>The same for all writes of the transaction.</summary>
    Instant Now { get; }

    TenantLimits Limits { get; }

    bool Exists(EntityKey key);

    WriteState<Entity> Find(EntityKey key);

    /// <summary>Moves the tenant's head by one version.</summary>
    /// <returns>The new head.</returns>
    Position Advance(string? traceParent);

    void Put(Entity entity, PreparedContent content);

    /// <summary>Makes the entity a tombstone, and its children too. Theirs have no version: the entity's own stands for them.</summary>
    void Delete(EntityKey key, Revision revision);

    void RaiseHorizon(long version);
}
