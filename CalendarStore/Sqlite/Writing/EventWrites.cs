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
        if (!CalendarTable.Exists(session, tenant, calendar))
        {
            return new WriteResult<CalendarEvent>.NotFound();
        }

        var current = EventTable.Find(session, tenant, calendar, id);
        var deleted = current is null && EventTable.IsDeleted(session, tenant, calendar, id);
        var refusal = Conditions.Check(condition, current, current?.Revision.ETag, current?.Content == content.Content, deleted, () => transaction.PositionOf(tenant));
        if (refusal is not null)
        {
            return refusal;
        }

        var revision = transaction.Advance(tenant, calendar, context);
        EventTable.Write(session, tenant, calendar, id, revision, content);
        var written = new CalendarEvent { CalendarId = calendar, Id = id, Content = content.Content, Revision = revision };
        return new WriteResult<CalendarEvent>.Written(written, transaction.At(revision), Created: current is null);
    }

    public static WriteResult<CalendarEvent> Delete(
        WriteTransaction transaction, TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context)
    {
        var session = transaction.Session;
        if (EventTable.Find(session, tenant, calendar, id) is not { } current)
        {
            return new WriteResult<CalendarEvent>.NotFound();
        }

        if (current.Revision.ETag != etag)
        {
            return new WriteResult<CalendarEvent>.Conflict(current);
        }

        var revision = transaction.Advance(tenant, calendar, context);
        EventTable.Write(session, tenant, calendar, id, revision, content: null);
        return new WriteResult<CalendarEvent>.Written(null, transaction.At(revision), Created: false);
    }
}
