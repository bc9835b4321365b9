using CalendarStore.Sqlite.Tables;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Writing;

internal static class EventWrites
{
    public static WriteResult<CalendarEvent> Put(
        WriteTransaction transaction, TenantId tenant, CalendarId calendar, EventId id, PreparedEvent content, WriteCondition condition, WriteContext context)
    {
        var session = transaction.Session;
        var state = State(transaction, tenant, calendar, id);
        var decision = WriteDecisions.Put(state, state.Current?.Content == content.Content, condition, limit: null, standsForOthers: false);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = transaction.Advance(tenant, calendar, context);
        EventTable.Write(session, tenant, calendar, id, revision, content);
        var written = new CalendarEvent { CalendarId = calendar, Id = id, Content = content.Content, Revision = revision };
        return new WriteResult<CalendarEvent>.Written(written, transaction.At(revision), decision.Created);
    }

    public static WriteResult<CalendarEvent> Delete(
        WriteTransaction transaction, TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context)
    {
        var session = transaction.Session;
        if (WriteDecisions.Delete(State(transaction, tenant, calendar, id), etag).Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = transaction.Advance(tenant, calendar, context);
        EventTable.Write(session, tenant, calendar, id, revision, content: null);
        return new WriteResult<CalendarEvent>.Written(null, transaction.At(revision), Created: false);
    }

    private static WriteState<CalendarEvent> State(WriteTransaction transaction, TenantId tenant, CalendarId calendar, EventId id)
    {
        var session = transaction.Session;
        var current = EventTable.Find(session, tenant, calendar, id);
        return new WriteState<CalendarEvent>
        {
            Position = transaction.PositionOf(tenant),
            ParentExists = CalendarTable.Exists(session, tenant, calendar),
            Current = current,
            ETag = current?.Revision.ETag,
            Deleted = current is null && EventTable.IsDeleted(session, tenant, calendar, id),
        };
    }
}
