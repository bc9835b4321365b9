using CalendarStore.Cosmos.Documents;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Writing;

internal static class CalendarWrites
{
    /// <summary>Events that a deletion makes tombstones in its own batch; of more, the head says that they are gone, and they are swept in the background.</summary>
    public const int MaxEventsInBatch = 50;

    /// <summary>Deleted calendars that may wait to be swept: each makes the head, and with it every write, and every reading of changes, a little dearer.</summary>
    private const int MaxSweeps = 50;

    public static TenantWrite<WriteResult<TeamCalendar>> Put(CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context) =>
        new([DocumentIds.Of(id)], null, group => Put(group, id, content, condition, context));

    public static TenantWrite<WriteResult<TeamCalendar>> Delete(CalendarId id, string etag, WriteContext context) =>
        new([DocumentIds.Of(id)], id, group => Delete(group, id, etag, context));

    private static WriteResult<TeamCalendar> Put(WriteGroup group, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context)
    {
        var stored = group.Find(DocumentIds.Of(id));
        var state = State(group, stored);
        var decision = WriteDecisions.Put(state, state.Current?.Content == content, condition, (StoreLimits.MaxCalendars, "calendars"), standsForOthers: true);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = group.Advance(id, context);
        if (decision.Created)
        {
            group.Set(group.Head with { Calendars = group.Head.Calendars + 1, Horizon = Math.Max(group.Head.Horizon, decision.Horizon ?? 0) });
        }

        group.Put(Document(group, id, revision) with { Born = decision.Created ? revision.Version : stored!.Born, CalendarContent = content });
        return new WriteResult<TeamCalendar>.Written(new TeamCalendar { Id = id, Content = content, Revision = revision }, group.Position, decision.Created);
    }

    private static WriteResult<TeamCalendar> Delete(WriteGroup group, CalendarId id, string etag, WriteContext context)
    {
        if (WriteDecisions.Delete(State(group, group.Find(DocumentIds.Of(id))), etag).Refusal is { } refusal)
        {
            return refusal;
        }

        var events = group.EventsOf(id);
        var others = group.Head.Sweeps.Where(sweep => sweep.Calendar != id.Value).ToList();
        if (events is null && others.Count >= MaxSweeps)
        {
            throw new StoreUnavailableException("So many large calendars were deleted that their events must be cleared up first.") { IsTransient = true };
        }

        var revision = group.Advance(id, context);
        var tombstone = Document(group, id, revision) with { Ttl = CosmosSchema.TombstoneSeconds };
        group.Put(tombstone);
        foreach (var item in events ?? [])
        {
            group.Put(EventWrites.Swept(group.Find(item)!, tombstone.At));
        }

        var head = group.Head.WithDeletion(revision.Version, group.Now);
        group.Set(head with
        {
            Calendars = head.Calendars - 1,
            Sweeps = events is null ? [.. others, new HeadDocument.Sweep(id.Value, revision.Version, revision.At.ToUnixTimeMilliseconds())] : head.Sweeps,
        });
        return new WriteResult<TeamCalendar>.Written(null, group.Position, Created: false);
    }

    private static WriteState<TeamCalendar> State(WriteGroup group, EntityDocument? stored) => new()
    {
        Position = group.Position,
        Current = stored is { IsTombstone: false } ? stored.ToCalendar() : null,
        ETag = stored?.Revision,
        Deleted = stored is { IsTombstone: true } && stored.IsRemembered(group.Now),
        Tombstone = stored is { IsTombstone: true } ? stored.Version : null,
        Count = group.Head.Calendars,
    };

    private static EntityDocument Document(WriteGroup group, CalendarId id, Revision revision) => new()
    {
        Id = DocumentIds.Of(id),
        Tenant = group.Head.Tenant,
        Calendar = id.Value,
        Version = revision.Version,
        Revision = revision.ETag,
        At = InstantPattern.ExtendedIso.Format(revision.At),
        By = revision.By,
    };
}
