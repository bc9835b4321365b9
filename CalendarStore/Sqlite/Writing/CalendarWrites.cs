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
        var state = State(transaction, tenant, id);
        var decision = WriteDecisions.Put(state, state.Current?.Content == content, condition, (StoreLimits.MaxCalendars, "calendars"), standsForOthers: true);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }

        if (decision.Horizon is { } version)
        {
            TenantTable.RaiseHorizon(session, tenant, version);
        }

        var revision = transaction.Advance(tenant, id, context);
        CalendarTable.Write(session, tenant, id, revision, content);
        var written = new TeamCalendar { Id = id, Content = content, Revision = revision };
        return new WriteResult<TeamCalendar>.Written(written, transaction.At(revision), decision.Created);
    }

    public static WriteResult<TeamCalendar> Delete(WriteTransaction transaction, TenantId tenant, CalendarId id, string etag, WriteContext context)
    {
        var session = transaction.Session;
        if (WriteDecisions.Delete(State(transaction, tenant, id), etag).Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = transaction.Advance(tenant, id, context);
        CalendarTable.Write(session, tenant, id, revision, content: null);
        EventTable.DeleteAll(session, tenant, id, revision);
        return new WriteResult<TeamCalendar>.Written(null, transaction.At(revision), Created: false);
    }

    private static WriteState<TeamCalendar> State(WriteTransaction transaction, TenantId tenant, CalendarId id)
    {
        var session = transaction.Session;
        var current = CalendarTable.Find(session, tenant, id);
        var tombstone = current is null ? CalendarTable.DeletedAt(session, tenant, id) : null;
        return new WriteState<TeamCalendar>
        {
            Position = transaction.PositionOf(tenant),
            Current = current,
            ETag = current?.Revision.ETag,
            Deleted = tombstone is not null,
            Tombstone = tombstone,
            Count = current is null ? CalendarTable.Count(session, tenant) : 0,
        };
    }
}
