using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Sqlite.Reading;

internal static class TenantChanges
{
    public static (ChangesResult Result, IReadOnlyList<UnreadableEntityException> Unreadable) Read(SqliteSession session, EntityKinds kinds, string epoch, TenantId tenant, Position since, int limit)
    {
        var head = TenantTable.Position(session, epoch, tenant);
        if (since.Epoch != epoch || since.Version > head.Version || since.Version < TenantTable.Horizon(session, tenant))
        {
            return (new ChangesResult.Expired(head), []);
        }

        // Each row carries its latest version only, so a row that changes between two pages moves to a later page and none is missed.
        var page = EntityTable.Changed(session, kinds, tenant, since.Version, limit);
        return (new ChangesResult.Found(new ChangeSet
        {
            Epoch = epoch,
            From = since.Version,
            To = page.HasMore ? page.Last : head.Version,
            Head = head.Version,
            Changes = [.. page.Items],
        }), page.Unreadable);
    }
}
