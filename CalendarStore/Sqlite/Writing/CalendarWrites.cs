using CalendarStore.Sqlite.Tables;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Writing;

internal static class CalendarWrites
{
    public static WriteResult<TeamCalendar> Put(
        WriteTransaction transaction, TenantId tenant, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context)
    {
        var session = transaction.Session;
        var current = CalendarTable.Find(session, tenant, id);
        var deletedAt = current is null ? CalendarTable.DeletedAt(session, tenant, id) : null;
        var refusal = Conditions.Check(condition, current, current?.Revision.ETag, current?.Content == content, deletedAt is not null, () => transaction.PositionOf(tenant));
        if (refusal is not null)
        {
            return refusal;
        }

        if (current is null && CalendarTable.Count(session, tenant) >= StoreLimits.MaxCalendars)
        {
            return new WriteResult<TeamCalendar>.LimitReached($"A tenant has at most {StoreLimits.MaxCalendars} calendars.");
        }

        if (deletedAt is { } version)
        {
            // The tombstone that told of the old calendar's events goes: who has not seen it yet reads afresh.
            TenantTable.RaiseHorizon(session, tenant, version);
        }

        var revision = transaction.Advance(tenant, id, context);
        CalendarTable.Write(session, tenant, id, revision, content);
        var written = new TeamCalendar { Id = id, Content = content, Revision = revision };
        return new WriteResult<TeamCalendar>.Written(written, transaction.At(revision), Created: current is null);
    }

    public static WriteResult<TeamCalendar> Delete(WriteTransaction transaction, TenantId tenant, CalendarId id, string etag, WriteContext context)
    {
        var session = transaction.Session;
        if (CalendarTable.Find(session, tenant, id) is not { } current)
        {
            return new WriteResult<TeamCalendar>.NotFound();
        }

        if (current.Revision.ETag != etag)
        {
            return new WriteResult<TeamCalendar>.Conflict(current);
        }

        var revision = transaction.Advance(tenant, id, context);
        CalendarTable.Write(session, tenant, id, revision, content: null);
        EventTable.DeleteAll(session, tenant, id, revision);
        return new WriteResult<TeamCalendar>.Written(null, transaction.At(revision), Created: false);
    }
}
