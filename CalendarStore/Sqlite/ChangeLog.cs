using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CalendarStore.Sqlite;

/// <summary>One row per change of any tenant, numbered in the order of commit: there is one writer at a time.</summary>
internal static class ChangeLog
{
    public static void Append(
        SqliteSession session, TenantId tenant, long version, CalendarId calendar, EventId? id, ChangeKind kind, WriteContext context, Instant now) => session.Execute(
        """
        INSERT INTO changes (tenant, version, calendar, event, kind, origin, trace_parent, at)
        VALUES ($tenant, $version, $calendar, $event, $kind, $origin, $trace, $at)
        """,
        ("$tenant", tenant.Key()), ("$version", version), ("$calendar", calendar.Value), ("$event", id?.Value), ("$kind", (long)kind),
        ("$origin", context.Origin), ("$trace", context.TraceParent), ("$at", now.ToUnixTimeTicks()));

    public static List<FeedEntry> Read(SqliteSession session, string epoch, FeedCursor after, int limit) => session.Many(
        """
        SELECT seq, tenant, version, calendar, event, kind, origin, trace_parent, at
        FROM changes WHERE seq > $after ORDER BY seq LIMIT $limit
        """,
        reader => Entry(reader, epoch),
        ("$after", SequenceOf(after, epoch)), ("$limit", (long)limit));

    /// <summary>The number a cursor stands for; 0, the beginning, when it is of another epoch or no cursor at all.</summary>
    public static long SequenceOf(FeedCursor cursor, string epoch) =>
        cursor.Value?.Split('.') is [var ofEpoch, var number]
        && ofEpoch == epoch
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : 0;

    private static FeedEntry Entry(SqliteDataReader reader, string epoch) => new(
        new FeedCursor(string.Create(CultureInfo.InvariantCulture, $"{epoch}.{reader.GetInt64(0)}")),
        TenantTable.Parse(reader.GetFieldValue<byte[]>(1)),
        new Position(epoch, reader.GetInt64(2)),
        CalendarId.Parse(reader.GetString(3)),
        reader.IsDBNull(4) ? null : EventId.Parse(reader.GetString(4)),
        (ChangeKind)reader.GetInt64(5),
        reader.IsDBNull(6) ? null : reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        Instant.FromUnixTimeTicks(reader.GetInt64(8)));
}
