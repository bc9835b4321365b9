using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite;

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

        var changes = PurgeChanges(session, transaction, before);
        StoreTelemetry.Purged.Add(events.Count + calendars.Count);
        return events.Count == RowsPerTable || calendars.Count == RowsPerTable || changes == RowsPerTable;
    }

    /// <summary>A change record goes when it is old and every consumer has passed it in its share.</summary>
    private static int PurgeChanges(SqliteSession session, WriteTransaction transaction, long before)
    {
        var passed = session.Many("SELECT share, cursor FROM feed_shares", reader => (Share: reader.GetInt64(0), Cursor: reader.GetString(1)))
            .GroupBy(place => place.Share, place => ChangeLog.SequenceOf(place.Cursor, transaction.Epoch))
            .ToDictionary(share => share.Key, share => share.Min());
        var purged = 0;
        for (var share = 0L; share < TenantShares.Count && purged < RowsPerTable; share++)
        {
            purged += session.Execute(
                "DELETE FROM changes WHERE seq IN (SELECT seq FROM changes WHERE share = $share AND seq <= $passed ORDER BY seq LIMIT $limit) AND at < $before",
                ("$share", share), ("$passed", passed.GetValueOrDefault(share, long.MaxValue)), ("$limit", (long)RowsPerTable - purged), ("$before", before));
        }

        return purged;
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
