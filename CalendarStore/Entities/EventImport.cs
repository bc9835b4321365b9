using System.Collections.Immutable;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Merging;
using TeamCalendars.Recurrences;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Entities;

/// <summary>
/// Writes events of files, merged with what is stored. What belongs to a series is read before, and the step that writes it checks that nothing of it
/// has changed since. So the decision is a pure function, the same for both back ends.
/// </summary>
internal sealed class EventImport(IEntityStore entities, TenantId tenant, CalendarId calendar, WriteContext context)
{
    /// <summary>How often a series may change between reading and writing. Each time, another import or a person changed the same series.</summary>
    private const int MaxTries = 10;

    /// <summary>Room for the events and their masters, within what one step can write. What a merge changes beyond it is written in the next step.</summary>
    private const int MaxWrites = 80;

    private const int PageSize = 200;

    private readonly EntityKey parent = CalendarKind.Key(calendar);

    /// <returns>One result per event, in order: <see cref="WriteResult{T}.Conflict"/> when a newer one is stored. Null when there is no such calendar.</returns>
    public async Task<IReadOnlyList<WriteResult<Entity>>?> WriteAsync(IReadOnlyList<(EventId Id, EventContent Content)> events, CancellationToken cancellationToken)
    {
        IReadOnlyList<WriteResult<Entity>>? results = null;
        events = await Task.WhenAll(events.Select(item => WithStoredIdAsync(item.Id, item.Content, cancellationToken)));
        var groups = events.Where(item => SeriesOf(item.Id, item.Content) is not null)
            .GroupBy(item => SeriesOf(item.Id, item.Content)!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var merges = await PlanAsync(groups, cancellationToken);
            if (results is not null && merges.All(merge => merge.Result.Writes.IsEmpty))
            {
                return results;
            }

            var step = await entities.WriteAsync(tenant, Write(results is null ? events : [], merges), cancellationToken);
            if (step is null)
            {
                return null;
            }

            if (step.Results is { } written)
            {
                results ??= written;
                // An override that another import stored while this one created its series is not seen by either: look again.
                groups = merges.Where(merge => merge.CreatesMaster || merge.IsCut).ToDictionary(merge => merge.Uid, _ => new List<(EventId, EventContent)>(), StringComparer.Ordinal);
                if (groups.Count == 0 || step.TooLarge)
                {
                    return results;
                }
            }
        }

        throw new StoreUnavailableException("A series changed again and again while a file was merged into it.") { IsTransient = true };
    }

    /// <summary>An override that an older version of this program imported has an id of another form, and keeps it.</summary>
    private async Task<(EventId Id, EventContent Content)> WithStoredIdAsync(EventId id, EventContent content, CancellationToken cancellationToken)
    {
        if (content is not { RecurrenceId: { } date, Uid: { } uid, Recurrence: null } || SeriesOf(id, content) is null)
        {
            return (id, content);
        }

        var old = SeriesIds.OfText($"{uid}\n{date}");
        return await entities.FindAsync(tenant, EventKind.Key(calendar, old), cancellationToken) is { Content: EventContent { RecurrenceId: not null } stored } && stored.Uid == uid
            ? (old, content)
            : (id, content);
    }

    /// <summary>The UID of the series that the event must be merged with; null for one that is written as it is.</summary>
    private static string? SeriesOf(EventId id, EventContent content)
    {
        var uid = content.Uid ?? id.Value + SeriesIds.OwnUid;
        return content.RecurrenceId is not null ? (id.Value.StartsWith(SeriesIds.OverridesOf(uid), StringComparison.Ordinal) ? uid : null)
            : (content.Recurrence is not null || content.Cancelled) && id == SeriesIds.OfMaster(uid) ? uid
            : null;
    }

    private async Task<IReadOnlyList<Merge>> PlanAsync(Dictionary<string, List<(EventId Id, EventContent Content)>> groups, CancellationToken cancellationToken)
    {
        var budget = new ExpansionBudget(cancellationToken);
        var merges = new List<Merge>();
        foreach (var some in groups.Chunk(8))
        {
            var stored = await Task.WhenAll(some.Select(group => ReadAsync(group.Key, group.Value, cancellationToken)));
            foreach (var (group, read) in some.Zip(stored))
            {
                var contents = read.Where(item => item.Value is not null).ToDictionary(item => item.Key, item => (EventContent)item.Value!.Content);
                merges.Add(new Merge(group.Key, [.. group.Value.Select(item => item.Id)], read, SeriesMerge.Merge(group.Key, contents, group.Value, budget)));
            }
        }

        return merges;
    }

    /// <summary>The master, the overrides that come, and the others if the merge may change them.</summary>
    private async Task<Dictionary<EventId, Entity?>> ReadAsync(string uid, List<(EventId Id, EventContent Content)> incoming, CancellationToken cancellationToken)
    {
        var read = new Dictionary<EventId, Entity?>();
        foreach (var id in incoming.Select(item => item.Id).Prepend(SeriesIds.OfMaster(uid)).Distinct())
        {
            read[id] = await entities.FindAsync(tenant, EventKind.Key(calendar, id), cancellationToken);
        }

        var isCut = read[SeriesIds.OfMaster(uid)]?.Content is EventContent { Recurrence.Whole: not null };
        if (!isCut && incoming.Count > 0 && incoming.TrueForAll(item => item.Content is { RecurrenceId: not null, Recurrence: null }))
        {
            return read;
        }

        var prefix = SeriesIds.OverridesOf(uid);
        var (after, limit) = (prefix, 1);
        while (await entities.ListAsync(tenant, EventKind.Instance, calendar.Value, window: null, after, limit, cancellationToken) is { } page)
        {
            foreach (var entity in page.Items.TakeWhile(entity => entity.Key.Id.StartsWith(prefix, StringComparison.Ordinal)).Where(entity => entity.Content is EventContent { RecurrenceId: not null }))
            {
                read[EventId.Parse(entity.Key.Id)] = entity;
            }

            if (page.Next is not { } next || !next.StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }

            // Most series have none: the first page is only a look.
            (after, limit) = (next, PageSize);
        }

        return read;
    }

    private EntityWrite<Step?> Write(IReadOnlyList<(EventId Id, EventContent Content)> events, IReadOnlyList<Merge> merges)
    {
        var merged = merges.SelectMany(merge => merge.Incoming).ToHashSet();
        var stale = merges.SelectMany(merge => merge.Result.Stale).ToHashSet();
        // First what the file brings, and each series together with it.
        var writes = merges.SelectMany(merge => merge.Result.Writes.Select(write => (write.Id, write.Content, First: merge.IsFirst(write.Id))))
            .OrderByDescending(write => write.First).Take(MaxWrites)
            .ToDictionary(write => write.Id, write => EventKind.Instance.Prepare(write.Content));
        var items = events.Select(item => (item.Id, item.Content, Prepared: merged.Contains(item.Id) ? null : EventKind.Instance.Prepare(item.Content))).ToList();
        var seen = merges.SelectMany(merge => merge.Read)
            .Where(item => writes.ContainsKey(item.Key) || merged.Contains(item.Key) || merges.Any(merge => SeriesIds.OfMaster(merge.Uid) == item.Key))
            .ToDictionary(item => item.Key, item => item.Value?.Revision.ETag);
        return new(
            [parent, .. events.Select(item => item.Id).Concat(writes.Keys).Concat(seen.Keys).Distinct().Select(Key)],
            transaction =>
            {
                if (!transaction.Exists(parent))
                {
                    return null;
                }

                if (seen.Any(item => transaction.Find(Key(item.Key)).Current?.Revision.ETag != item.Value))
                {
                    return new Step(null);
                }

                var written = writes.ToDictionary(write => write.Key, write => EntityWrites.Put(transaction, Key(write.Key), write.Value, new WriteCondition.Overwrite(), context));
                return new Step([.. items.Select(item => item.Prepared is not null ? PutNewer(transaction, item.Id, item.Content, item.Prepared)
                    : written.TryGetValue(item.Id, out var result) && !stale.Contains(item.Id) ? result
                    : Kept(transaction, item.Id, stale.Contains(item.Id)))]);
            },
            TooLarge: () => new Step([.. events.Select(item => new WriteResult<Entity>.LimitReached(
                $"Together these {EventKind.Instance.Plural} are larger than 1.9 MB, which is more than one step can write."))])
            { TooLarge = true });
    }

    private WriteResult<Entity> Kept(IEntityTransaction transaction, EventId id, bool isStale)
    {
        var state = transaction.Find(Key(id));
        return isStale ? new WriteResult<Entity>.Conflict(state.Current!) : new WriteResult<Entity>.Unchanged(state.Current!, state.Position());
    }

    private WriteResult<Entity> PutNewer(IEntityTransaction transaction, EventId id, EventContent content, PreparedContent prepared)
    {
        var current = transaction.Find(Key(id)).Current;
        var newer = SeriesMerge.Newer(current?.Content as EventContent, content);
        return newer is null ? new WriteResult<Entity>.Conflict(current!)
            : EntityWrites.Put(transaction, Key(id), ReferenceEquals(newer, content) ? prepared : EventKind.Instance.Prepare(newer), new WriteCondition.Overwrite(), context);
    }

    private EntityKey Key(EventId id) => EventKind.Key(calendar, id);

    /// <param name="Results">Null when something has changed since it was read: nothing was written.</param>
    private sealed record Step(IReadOnlyList<WriteResult<Entity>>? Results)
    {
        public bool TooLarge { get; init; }
    }

    /// <param name="Read">What is stored; null for what is not.</param>
    private sealed record Merge(string Uid, ImmutableArray<EventId> Incoming, IReadOnlyDictionary<EventId, Entity?> Read, SeriesMergeResult Result)
    {
        private EventId Master => SeriesIds.OfMaster(Uid);

        public bool CreatesMaster => Incoming.Contains(Master) && Read[Master] is null;

        public bool IsCut => Result.Writes.Any(write => !IsFirst(write.Id));

        public bool IsFirst(EventId id) => id == Master || Incoming.Contains(id);
    }
}
