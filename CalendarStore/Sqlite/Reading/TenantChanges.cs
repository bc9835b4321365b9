using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using TeamCalendars.Tenants;

namespace CalendarStore.Sqlite.Reading;

internal static class TenantChanges
{
    public static ChangesResult Read(SqliteSession session, string epoch, TenantId tenant, Position since, int limit)
    {
        var head = TenantTable.Position(session, epoch, tenant);
        if (since.Epoch != epoch || since.Version > head.Version || since.Version < TenantTable.Horizon(session, tenant))
        {
            return new ChangesResult.Expired(head);
        }

        // Each row carries its latest version only, so a row that changes between two pages moves to a later page and none is missed.
        var calendars = CalendarTable.Changed(session, tenant, since.Version, limit);
        var events = EventTable.Changed(session, tenant, since.Version, limit);
        var to = calendars.Count + events.Count < limit
            ? head.Version
            : calendars.Select(item => item.Version).Concat(events.Select(item => item.Version)).Order().Take(limit).Last();
        return new ChangesResult.Found(new ChangeSet
        {
            Epoch = epoch,
            From = since.Version,
            To = to,
            Head = head.Version,
            Calendars = [.. calendars.TakeWhile(item => item.Version <= to)],
            Events = [.. events.TakeWhile(item => item.Version <= to)],
        });
    }
}
