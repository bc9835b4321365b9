using System.Collections.Immutable;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Merging;
using TeamCalendars.People;
using TeamCalendars.Recurrences;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Entities;

/// <summary>
/// Writes events of files, merged with what is stored. What belongs to a series is read before, and the step that writes it checks that nothing of it
/// has changed since. So the decision is a pure function, the same for both back ends.
/// </summary>
/// <param name="people">Contacts that are added to the directory with the events that are for them.</param>
internal sealed class EventImport(
    IEntityStore entities, TenantId tenant, CalendarId calendar, IReadOnlyCollection<(PersonId Id, PersonContent Content)> people, WriteContext context)
{
    /// <summary>How often a series may change between reading and writing. Each time, another import or a person changed the same series.</summary>
    private const int MaxTries = 10;

    /// <summary>Room for the events and their masters, within what one step can write. What a merge changes beyond it is written in the next step.</summary>
    private const int MaxWrites = 80;

    private const int PageSize = 200;
    private const int MaxReads = 16;

    private readonly EntityKey parent = CalendarKind.Key(calendar);

    /// <returns>One result per event, in order: <see cref="WriteResult{T}.Conflict"/> when a newer one is stored. Null when there is no such calendar.</returns>
    public async Task<IReadOnlyList<WriteResult<Entity>>?> WriteAsync(IReadOnlyList<(EventId Id, EventContent Content)> events, CancellationToken cancellationToken)
    {
        var known = await ReadAsync([.. events.Where(item => SeriesOf(item.Id, item.Content) is not null).SelectMany(item => Ids(item.Id, item.Content)).Distinct()], cancellationToken);
        events = [.. events.Select(item => (WithStoredId(item.Id, item.Content, known), item.Content))];
        var groups = events.Where(item => SeriesOf(item.Id, item.Content) is not null)
            .GroupBy(item => SeriesOf(item.Id, item.Content)!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        IReadOnlyList<WriteResult<Entity>>? results = null;
        for (var (tries, room) = (0, MaxWrites); tries < MaxTries;)
        {
            var merges = await PlanAsync(groups, known, cancellationToken);
            if (results is not null && merges.All(merge => merge.Result.Writes.IsEmpty))
            {
                return results;
            }

            var step = await entities.WriteAsync(tenant, Write(results is null ? events : [], merges, room), cancellationToken);
            known = [];
            switch (step)
            {
                case null:
                    return null;
                case { IsDenied: true }:
                    return results ?? step.Results;
                case { IsTooLarge: true } when results is null && events.Count > 1:
                    return await WriteHalvesAsync(events, cancellationToken);
                case { IsTooLarge: true } when room > 1:
                    room /= 2;
                    break;
                case { Results: null }:
                    tries++;
                    break;
                case { Results: { } written }:
                    var isFirst = results is null;
                    results ??= written;
                    // An override that another import stored while this one created its series is not seen by either: look again.
                    groups = merges.Where(merge => merge.CreatesMaster || merge.IsCut).ToDictionary(merge => merge.Uid, _ => new List<(EventId, EventContent)>(), StringComparer.Ordinal);
                    if (groups.Count == 0 || step.IsTooLarge || !isFirst && !step.HasWritten)
                    {
                        return results;
                    }

                    break;
            }
        }

        throw new StoreUnavailableException("A series changed again and again while a file was merged into it.") { IsTransient = true };
    }

    /// <summary>What is too large for one step is written in several. Parts of one series may come in any number of steps.</summary>
    private async Task<IReadOnlyList<WriteResult<Entity>>?> WriteHalvesAsync(IReadOnlyList<(EventId Id, EventContent Content)> events, CancellationToken cancellationToken)
    {
        var results = new List<WriteResult<Entity>>();
        foreach (var half in events.Chunk((events.Count + 1) / 2))
        {
            if (await WriteAsync(half, cancellationToken) is not { } written)
            {
                return null;
            }

            results.AddRange(written);
        }

        return results;
    }

    /// <summary>What has to be read to merge the event.</summary>
    private static IEnumerable<EventId> Ids(EventId id, EventContent content) =>
        [id, SeriesIds.OfMaster(SeriesOf(id, content)!), .. OldId(content) is { } old ? (EventId[])[old] : []];

    /// <summary>An override that an older version of this program imported has an id of another form, and keeps it.</summary>
    private static EventId WithStoredId(EventId id, EventContent content, Dictionary<EventId, Entity?> known) =>
        OldId(content) is { } old && known.GetValueOrDefault(old)?.Content is EventContent { RecurrenceId: not null } stored && stored.Uid == content.Uid ? old : id;

    private static EventId? OldId(EventContent content) =>
        content is { RecurrenceId: { } date, Uid: { } uid, Recurrence: null } ? SeriesIds.OfText($"{uid}\n{date}") : null;

    /// <summary>The UID of the series that the event must be merged with; null for one that is written as it is.</summary>
    private static string? SeriesOf(EventId id, EventContent content)
    {
        var uid = content.Uid ?? id.Value + SeriesIds.OwnUid;
        return content.RecurrenceId is not null ? (id.Value.StartsWith(SeriesIds.OverridesOf(uid), StringComparison.Ordinal) ? uid : null)
            : (content.Recurrence is not null || content.Cancelled) && id == SeriesIds.OfMaster(uid) ? uid
            : null;
    }

    /// <param name="known">What has been read already; the rest is read.</param>
    private async Task<IReadOnlyList<Merge>> PlanAsync(
        Dictionary<string, List<(EventId Id, EventContent Content)>> groups, Dictionary<EventId, Entity?> known, CancellationToken cancellationToken)
    {
        var budget = new ExpansionBudget(cancellationToken);
        var merges = new List<Merge>();
        foreach (var some in groups.Chunk(8))
        {
            var stored = await Task.WhenAll(some.Select(group => ReadSeriesAsync(group.Key, group.Value, known, cancellationToken)));
            foreach (var (group, read) in some.Zip(stored))
            {
                var contents = read.Where(item => item.Value is not null).ToDictionary(item => item.Key, item => (EventContent)item.Value!.Content);
                merges.Add(new Merge(group.Key, [.. group.Value.Select(item => item.Id)], read, SeriesMerge.Merge(group.Key, contents, group.Value, budget)));
            }
        }

        return merges;
    }

    /// <summary>The master, the overrides that come, and the others if the merge may change them.</summary>
    private async Task<Dictionary<EventId, Entity?>> ReadSeriesAsync(
        string uid, List<(EventId Id, EventContent Content)> incoming, Dictionary<EventId, Entity?> known, CancellationToken cancellationToken)
    {
        var ids = incoming.Select(item => item.Id).Prepend(SeriesIds.OfMaster(uid)).Distinct().ToList();
        var read = await ReadAsync([.. ids.Where(id => !known.ContainsKey(id))], cancellationToken);
        foreach (var id in ids.Where(known.ContainsKey))
        {
            read[id] = known[id];
        }

        // Without their series, overrides do not change each other.
        if (read[SeriesIds.OfMaster(uid)] is null && incoming.Count > 0 && incoming.TrueForAll(item => item.Content is { RecurrenceId: not null, Recurrence: null }))
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

    /// <returns>Null for what is not stored, and for what cannot be read: the file replaces it.</returns>
    private async Task<Dictionary<EventId, Entity?>> ReadAsync(IReadOnlyList<EventId> ids, CancellationToken cancellationToken)
    {
        var read = new Dictionary<EventId, Entity?>();
        foreach (var some in ids.Chunk(MaxReads))
        {
            foreach (var (id, entity) in some.Zip(await Task.WhenAll(some.Select(FindAsync))))
            {
                read[id] = entity;
            }
        }

        return read;

        async Task<Entity?> FindAsync(EventId id)
        {
            try
            {
                return await entities.FindAsync(tenant, Key(id), cancellationToken);
            }
            catch (UnreadableEntityException)
            {
                return null;
            }
        }
    }

    /// <param name="room">How many writes the step may have, unless the file brings more.</param>
    private EntityWrite<Step?> Write(IReadOnlyList<(EventId Id, EventContent Content)> events, IReadOnlyList<Merge> merges, int room)
    {
        var merged = merges.SelectMany(merge => merge.Incoming).ToHashSet();
        var stale = merges.SelectMany(merge => merge.Result.Stale).ToHashSet();
        // First what the file brings, and each series together with it.
        var ordered = merges.SelectMany(merge => merge.Result.Writes.Select(write => (write.Id, write.Content, First: merge.IsFirst(write.Id)))).OrderByDescending(write => write.First).ToList();
        var writes = ordered.Take(Math.Max(room, ordered.Count(write => write.First)))
            .ToDictionary(write => write.Id, write => EventKind.Instance.Prepare(write.Content));
        var items = events.Select(item => (item.Id, item.Content, Prepared: merged.Contains(item.Id) ? null : EventKind.Instance.Prepare(item.Content))).ToList();
        var notes = merges.SelectMany(merge => merge.Notes).DistinctBy(note => note.Id).ToDictionary(note => note.Id, note => note.Text);
        var seen = merges.SelectMany(merge => merge.Read)
            .Where(item => writes.ContainsKey(item.Key) || merged.Contains(item.Key) || merges.Any(merge => SeriesIds.OfMaster(merge.Uid) == item.Key))
            .ToDictionary(item => item.Key, item => item.Value?.Revision.ETag);
        return new(
            [
                parent, .. events.Select(item => item.Id).Concat(writes.Keys).Concat(seen.Keys).Distinct().Select(Key),
                .. events.Select(item => item.Content).Concat(writes.Values.Select(write => write.Content)).SelectMany(NewPeople).Distinct().Select(person => PersonKind.Key(person.Id)),
            ],
            transaction =>
            {
                if (!transaction.Exists(parent))
                {
                    return null;
                }

                if (EntityWrites.Refusal(transaction, parent, context) is { } refusal)
                {
                    return EntityWrites.ForAll(refusal, events.Count) is { } refused ? new Step(refused) { IsDenied = true } : null;
                }

                if (seen.Any(item => transaction.Find(Key(item.Key)).Current?.Revision.ETag != item.Value))
                {
                    return new Step(null);
                }

                var written = writes.ToDictionary(write => write.Key, write => Put(transaction, write.Key, write.Value));
                return new Step([.. items.Select(item => item.Prepared is not null ? PutNewer(transaction, item.Id, item.Content, item.Prepared)
                    : stale.Contains(item.Id) ? Kept(transaction, item.Id, isStale: true)
                    : (written.GetValueOrDefault(item.Id) ?? Kept(transaction, item.Id, isStale: false)) with { Warning = notes.GetValueOrDefault(item.Id) })])
                { HasWritten = written.Values.Any(result => result is WriteResult<Entity>.Written) };
            },
            TooLarge: () => new Step([.. events.Select(_ => EntityWrites.TooLarge(EventKind.Instance))]) { IsTooLarge = true });
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
            : Put(transaction, id, ReferenceEquals(newer, content) ? prepared : EventKind.Instance.Prepare(newer));
    }

    private WriteResult<Entity> Put(IEntityTransaction transaction, EventId id, PreparedContent content) =>
        EntityWrites.Add(transaction, NewPeople(content.Content), context) ?? EntityWrites.Put(transaction, Key(id), content, new WriteCondition.Overwrite(), context);

    private IEnumerable<(PersonId Id, PersonContent Content)> NewPeople(EntityContent content) =>
        people.Count == 0 ? [] : people.Where(person => ((EventContent)content).Assignees.Contains(person.Id));

    private EntityKey Key(EventId id) => EventKind.Key(calendar, id);

    /// <param name="Results">Null when something has changed since it was read: nothing was written.</param>
    private sealed record Step(IReadOnlyList<WriteResult<Entity>>? Results)
    {
        public bool IsTooLarge { get; init; }

        /// <summary>The writer may not write to this calendar, or not any more.</summary>
        public bool IsDenied { get; init; }

        public bool HasWritten { get; init; }
    }

    /// <param name="Read">What is stored; null for what is not.</param>
    private sealed record Merge(string Uid, ImmutableArray<EventId> Incoming, IReadOnlyDictionary<EventId, Entity?> Read, SeriesMergeResult Result)
    {
        private EventId Master => SeriesIds.OfMaster(Uid);

        public bool CreatesMaster => Incoming.Contains(Master) && Read[Master] is null;

        /// <summary>What is to be said of what this merge changes, each with the event of the file that it is said of.</summary>
        public IEnumerable<(EventId Id, string Text)> Notes => Result.Notes
            .Where(note => Incoming.Length > 0 && (Incoming.Contains(note.Key) || Result.Writes.Any(write => write.Id == note.Key || write.Id == Master)))
            .Select(note => (Incoming.Contains(note.Key) ? note.Key : Incoming.Contains(Master) ? Master : Incoming[0], note.Value));

        public bool IsCut => Result.Writes.Any(write => !IsFirst(write.Id));

        public bool IsFirst(EventId id) => id == Master || Incoming.Contains(id);
    }
}
