using System.Diagnostics;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Rights;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Entities;

/// <summary>The writes of entities, the same for all kinds and both back ends: find, decide, apply.</summary>
internal static class EntityWrites
{
    public static EntityWrite<WriteResult<Entity>> Put(EntityKey key, EntityContent content, WriteCondition condition, WriteContext context)
    {
        var prepared = key.Kind.Prepare(content);
        return new([key], transaction => Put(transaction, key, prepared, condition, context));
    }

    /// <summary>Writes an event, if all whom it is newly for are in the directory.</summary>
    public static EntityWrite<WriteResult<Entity>> PutEvent(EntityKey key, EventContent content, WriteCondition condition, WriteContext context)
    {
        if (content.Assignees.IsEmpty)
        {
            return Put(key, content, condition, context);
        }

        var prepared = key.Kind.Prepare(content);
        return new([key], transaction =>
        {
            var state = transaction.Find(key);
            var violations = EventRules.CheckDirectory(content, state.Current?.Content as EventContent, person => transaction.Exists(PersonKind.Key(person)));
            return violations.Count == 0 ? Put(transaction, key, prepared, condition, context)
                : WriteDecisions.Put(key.Kind, state, prepared, condition, transaction.Limits, context).Refusal ?? new WriteResult<Entity>.Invalid(violations);
        })
        {
            LooksAt = [.. content.Assignees.Select(PersonKind.Key)],
        };
    }

    /// <summary>Adds people to the directory who are not in it.</summary>
    /// <param name="limits">Null for those of the tenant.</param>
    /// <returns>The limit of the tenant that one of them would exceed; null when all are in the directory now.</returns>
    public static WriteResult<Entity>.LimitReached? Add(
        IEntityTransaction transaction, IEnumerable<(PersonId Id, PersonContent Content)> people, WriteContext context, TenantLimits? limits = null) => people
        .Where(person => !transaction.Exists(PersonKind.Key(person.Id)))
        .Select(person => Put(transaction, PersonKind.Key(person.Id), PersonKind.Instance.Prepare(person.Content), new WriteCondition.Overwrite(), context, limits))
        .ToList().OfType<WriteResult<Entity>.LimitReached>().FirstOrDefault();

    /// <summary>Writes entities of one parent with <see cref="WriteCondition.Overwrite"/>.</summary>
    public static EntityWrite<IReadOnlyList<WriteResult<Entity>>?> PutAll(EntityKey parent, IReadOnlyList<(EntityKey Key, EntityContent Content)> entities, WriteContext context)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entities.Count, StoreLimits.MaxBulkSize);
        var prepared = entities.Select(entity => (entity.Key, Content: entity.Key.Kind.Prepare(entity.Content))).ToList();
        return new(
            [parent, .. entities.Select(entity => entity.Key)],
            transaction => !transaction.Exists(parent) ? null
                : Refusal(transaction, parent, context) is { } refusal ? ForAll(refusal, entities.Count)
                : [.. prepared.Select(entity => Put(transaction, entity.Key, entity.Content, new WriteCondition.Overwrite(), context))],
            TooLarge: () => [.. entities.Select(entity => TooLarge(entity.Key.Kind))]);
    }

    /// <returns>The result when the writer may not write children of this parent, which exists; null when the writer may.</returns>
    public static WriteResult<Entity>? Refusal(IEntityTransaction transaction, EntityKey parent, WriteContext context) =>
        CalendarRights.ChildRefusal(parent.Kind, transaction.Find(parent).Current, context.Member);

    public static WriteResult<Entity> TooLarge(EntityKind kind) =>
        new WriteResult<Entity>.LimitReached($"Together these {kind.Plural} are larger than 1.9 MB, which is more than one step can write.");

    public static EntityWrite<WriteResult<Entity>> Delete(EntityKey key, string etag, WriteContext context) =>
        new([key], transaction => Delete(transaction, key, etag, context), ChildrenOf: key.Kind.Parent is null ? key : null);

    /// <param name="limits">Null for those of the tenant.</param>
    public static WriteResult<Entity> Put(
        IEntityTransaction transaction, EntityKey key, PreparedContent content, WriteCondition condition, WriteContext context, TenantLimits? limits = null)
    {
        var state = transaction.Find(key);
        var settled = key.Kind.Settle(content.Content, state, context);
        content = ReferenceEquals(settled, content.Content) ? content : key.Kind.Prepare(settled);
        var decision = WriteDecisions.Put(key.Kind, state, content, condition, limits ?? transaction.Limits, context);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }

        if (decision.Horizon is { } horizon)
        {
            transaction.RaiseHorizon(horizon);
        }

        var (position, revision) = Advance(transaction, key, context);
        var entity = new Entity(key, content.Content, revision);
        transaction.Put(entity, content);
        return new WriteResult<Entity>.Written(entity, position, decision.Created);
    }

    /// <summary>A parent that the writer may not see is answered as one that does not exist.</summary>
    public static IReadOnlyList<WriteResult<Entity>>? ForAll(WriteResult<Entity> refusal, int count) =>
        refusal is WriteResult<Entity>.NotFound ? null : [.. Enumerable.Repeat(refusal, count)];

    private static WriteResult<Entity> Delete(IEntityTransaction transaction, EntityKey key, string etag, WriteContext context)
    {
        var state = transaction.Find(key);
        if (WriteDecisions.Delete(key.Kind, state, etag, context).Refusal is { } refusal)
        {
            return refusal;
        }

        var (position, revision) = Advance(transaction, key, context);
        transaction.Delete(key, revision);
        return new WriteResult<Entity>.Written(null, position, Created: false);
    }

    private static (Position Position, Revision Revision) Advance(IEntityTransaction transaction, EntityKey key, WriteContext context)
    {
        var position = transaction.Advance(context.TraceOfChange);
        // What the write turned out to be belongs to its span.
        Activity.Current?.SetTag("calendar.tenant", transaction.Tenant.ToString()).SetTag("calendar.entity", key.ToString()).SetTag("calendar.version", position.Version);
        return (position, new Revision(RandomText.Create(12), position.Version, transaction.Now, context.By));
    }
}
