using CalendarStore.Cosmos.Documents;
using CalendarStore.Cosmos.Reading;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Writing;

internal static class EventWrites
{
    public static TenantWrite<WriteResult<CalendarEvent>> Put(
        CalendarId calendar, EventId id, PreparedEvent content, WriteCondition condition, WriteContext context) =>
        new([DocumentIds.Of(calendar), DocumentIds.Of(calendar, id)], null, group => Put(group, calendar, id, content, condition, context));

    public static TenantWrite<IReadOnlyList<WriteResult<CalendarEvent>>?> PutAll(
        CalendarId calendar, IReadOnlyList<(EventId Id, PreparedEvent Content)> events, WriteContext context) => new(
        [DocumentIds.Of(calendar), .. events.Select(item => DocumentIds.Of(calendar, item.Id))],
        null,
        group => group.Find(DocumentIds.Of(calendar)) is not { IsTombstone: false } ? null
            : [.. events.Select(item => Put(group, calendar, item.Id, item.Content, new WriteCondition.Overwrite(), context))],
        () => [.. events.Select(_ => new WriteResult<CalendarEvent>.LimitReached("Together these events are larger than 1.9 MB, which is more than one step can write."))]);

    public static TenantWrite<WriteResult<CalendarEvent>> Delete(CalendarId calendar, EventId id, string etag, WriteContext context) =>
        new([DocumentIds.Of(calendar), DocumentIds.Of(calendar, id)], null, group => Delete(group, calendar, id, etag, context));

    /// <summary>Makes an event the tombstone of one that went with its calendar; the calendar's own tells of it.</summary>
    /// <param name="at">When the calendar was deleted.</param>
    public static EntityDocument Swept(EntityDocument item, string at) =>
        item with { Version = null, At = at, SpanStart = null, SpanEnd = null, EventContent = null, Ttl = CosmosSchema.TombstoneSeconds };

    private static WriteResult<CalendarEvent> Put(
        WriteGroup group, CalendarId calendar, EventId id, PreparedEvent content, WriteCondition condition, WriteContext context)
    {
        var state = State(group, calendar, id);
        var decision = WriteDecisions.Put(state, state.Current?.Content == content.Content, condition, limit: null, standsForOthers: false);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = group.Advance(calendar, context);
        var span = MillisecondSpan.Of(content.Span);
        group.Put(new EntityDocument
        {
            Id = DocumentIds.Of(calendar, id),
            Tenant = group.Head.Tenant,
            Calendar = calendar.Value,
            EventId = id.Value,
            Version = revision.Version,
            Revision = revision.ETag,
            At = InstantPattern.ExtendedIso.Format(revision.At),
            By = revision.By,
            SpanStart = span.Start,
            SpanEnd = span.End,
            EventContent = StoredEvent.From(content.Content),
        });
        var written = new CalendarEvent { CalendarId = calendar, Id = id, Content = content.Content, Revision = revision };
        return new WriteResult<CalendarEvent>.Written(written, group.Position, decision.Created);
    }

    private static WriteResult<CalendarEvent> Delete(WriteGroup group, CalendarId calendar, EventId id, string etag, WriteContext context)
    {
        if (WriteDecisions.Delete(State(group, calendar, id), etag).Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = group.Advance(calendar, context);
        group.Put(group.Find(DocumentIds.Of(calendar, id))! with
        {
            Version = revision.Version,
            Revision = revision.ETag,
            At = InstantPattern.ExtendedIso.Format(revision.At),
            By = revision.By,
            SpanStart = null,
            SpanEnd = null,
            EventContent = null,
            Ttl = CosmosSchema.TombstoneSeconds,
        });
        group.Set(group.Head.WithDeletion(revision.Version, group.Now));
        return new WriteResult<CalendarEvent>.Written(null, group.Position, Created: false);
    }

    private static WriteState<CalendarEvent> State(WriteGroup group, CalendarId calendar, EventId id)
    {
        var home = group.Find(DocumentIds.Of(calendar)) is { IsTombstone: false } found ? found : null;
        var stored = group.Find(DocumentIds.Of(calendar, id));
        var current = home is not null && EventReads.IsAlive(stored, home) ? stored!.ToEvent() : null;
        return new WriteState<CalendarEvent>
        {
            Position = group.Position,
            ParentExists = home is not null,
            Current = current,
            ETag = stored?.Revision,
            // One of an earlier calendar of this id is gone too, though nobody has come to make it a tombstone yet.
            Deleted = current is null && stored is not null && (!stored.IsTombstone || stored.IsRemembered(group.Now)),
        };
    }
}
