using System.Globalization;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CalendarStore.Sqlite;

/// <summary>One row per change of any tenant, numbered in the order of commit: there is one writer at a time.</summary>
internal static class ChangeLog
{
    public static void Append(
        SqliteSession session, TenantId tenant, long version, CalendarId calendar, EventId? id, ChangeKind kind, WriteContext context, Instant now)
    {
        var key = tenant.Key();
        session.Execute(
            """
            INSERT INTO changes (tenant, version, calendar, event, kind, origin, trace_parent, at, share)
            VALUES ($tenant, $version, $calendar, $event, $kind, $origin, $trace, $at, $share)
            """,
            ("$tenant", key), ("$version", version), ("$calendar", calendar.Value), ("$event", id?.Value), ("$kind", (long)kind),
            ("$origin", context.Origin), ("$trace", context.TraceParent), ("$at", now.ToUnixTimeTicks()), ("$share", TenantShares.Of(key)));
    }

    /// <summary>The number of the last change of all; 0 when there is none.</summary>
    public static long Last(SqliteSession session) => (long)(session.Scalar("SELECT max(seq) FROM changes") ?? 0L);

    /// <summary>The next changes of a share, each with its number.</summary>
    public static List<(long Sequence, FeedEntry Entry)> Read(SqliteSession session, string epoch, int share, long after, int limit) => session.Many(
        """
        SELECT seq, tenant, version, calendar, event, kind, origin, trace_parent, at
        FROM changes WHERE share = $share AND seq > $after ORDER BY seq LIMIT $limit
        """,
        reader => (reader.GetInt64(0), Entry(reader, epoch)),
        ("$share", (long)share), ("$after", after), ("$limit", (long)limit));

    /// <summary>How a number is saved: the epoch with it, for a number means nothing in another.</summary>
    public static string Cursor(string epoch, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{sequence}");

    /// <summary>The number a saved place stands for; 0, the beginning, when it is of another epoch or none at all.</summary>
    public static long SequenceOf(string cursor, string epoch) =>
        cursor.Split('.') is [var ofEpoch, var number]
        && ofEpoch == epoch
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : 0;

    private static FeedEntry Entry(SqliteDataReader reader, string epoch) => new(
        TenantTable.Parse(reader.GetFieldValue<byte[]>(1)),
        new Position(epoch, reader.GetInt64(2)),
        CalendarId.Parse(reader.GetString(3)),
        reader.IsDBNull(4) ? null : EventId.Parse(reader.GetString(4)),
        (ChangeKind)reader.GetInt64(5),
        reader.IsDBNull(6) ? null : reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        Instant.FromUnixTimeTicks(reader.GetInt64(8)));
}
