using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using Microsoft.Data.Sqlite;
using TeamCalendars.Tenants;

namespace CalendarStore.Sqlite.Writing;

/// <summary>Forgets what nobody needs any more, a bounded number of rows per call so that writers wait for milliseconds at most.</summary>
internal static class Purging
{
    public const int RowsPerTable = 500;

    public static bool Run(WriteTransaction transaction)
    {
        var session = transaction.Session;
        var before = (transaction.Now - StoreLimits.TombstoneLifetime).ToUnixTimeTicks();
        var events = session.Many(
            "SELECT tenant, calendar, id, version FROM events WHERE content IS NULL AND at < $before LIMIT $limit", ReadEvent,
            ("$before", before), ("$limit", (long)RowsPerTable));
        foreach (var tombstone in events)
        {
            session.Execute(
                "DELETE FROM events WHERE tenant = $tenant AND calendar = $calendar AND id = $id",
                ("$tenant", tombstone.Tenant.Key()), ("$calendar", tombstone.Calendar), ("$id", tombstone.Event));
            Remember(session, tombstone);
        }

        var calendars = session.Many(
            "SELECT tenant, id, NULL, version FROM calendars WHERE content IS NULL AND at < $before LIMIT $limit", ReadCalendar,
            ("$before", before), ("$limit", (long)RowsPerTable));
        foreach (var tombstone in calendars)
        {
            session.Execute(
                "DELETE FROM calendars WHERE tenant = $tenant AND id = $id", ("$tenant", tombstone.Tenant.Key()), ("$id", tombstone.Calendar));
            Remember(session, tombstone);
        }

        StoreTelemetry.Purged.Add(events.Count + calendars.Count);
        return events.Count == RowsPerTable || calendars.Count == RowsPerTable;
    }

    private static void Remember(SqliteSession session, Tombstone tombstone)
    {
        if (tombstone.Version is { } version)
        {
            TenantTable.RaiseHorizon(session, tombstone.Tenant, version);
        }
    }

    private static Tombstone ReadEvent(SqliteDataReader reader) => new(
        TenantTable.Parse(reader.GetFieldValue<byte[]>(0)), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetInt64(3));

    private static Tombstone ReadCalendar(SqliteDataReader reader) => new(
        TenantTable.Parse(reader.GetFieldValue<byte[]>(0)), reader.GetString(1), null, reader.GetInt64(3));

    private sealed record Tombstone(TenantId Tenant, string Calendar, string? Event, long? Version);
}
