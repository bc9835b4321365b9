using System.Globalization;
using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Tables;

internal static class TenantTable
{
    public const string LastOfShare = "SELECT sequence FROM tenants WHERE share = $share ORDER BY sequence DESC LIMIT 1";

    /// <summary>Which shares have moved: one statement, with one seek in the index for each share. What it costs does not grow with the number of tenants.</summary>
    public const string MovedShares =
        """
        SELECT held.key FROM json_each($positions) AS held
        WHERE EXISTS (SELECT 1 FROM tenants WHERE share = held.key + 0 AND sequence > held.value)
        ORDER BY held.key + 0
        """;

    public const string MovedOfShare =
        "SELECT sequence, tenant, version, changed_at, trace_parent FROM tenants WHERE share = $share AND sequence > $after ORDER BY sequence LIMIT $limit";

    /// <summary>The tenant as it is in keys: the 16 bytes of the GUID in the order they are read.</summary>
    public static byte[] Key(this TenantId tenant) => tenant.Value.ToByteArray(bigEndian: true);

    public static TenantId Parse(byte[] key) => new(new Guid(key, bigEndian: true));

    public static Position Position(SqliteSession session, string epoch, TenantId tenant) =>
        new(epoch, (long)(session.Scalar("SELECT version FROM tenants WHERE tenant = $tenant", ("$tenant", tenant.Key())) ?? 0L));

    public static long Horizon(SqliteSession session, TenantId tenant) =>
        (long)(session.Scalar("SELECT horizon FROM tenants WHERE tenant = $tenant", ("$tenant", tenant.Key())) ?? 0L);

    public static TenantTotals Totals(SqliteSession session, TenantId tenant, EntityKind kind)
    {
        var (items, bytes) = (0L, 0L);
        session.Each(
            "SELECT kind, items, bytes FROM totals WHERE tenant = $tenant",
            reader =>
            {
                items += reader.GetString(0) == kind.Name ? reader.GetInt64(1) : 0;
                bytes += reader.GetInt64(2);
                return true;
            },
            ("$tenant", tenant.Key()));
        return new TenantTotals(items, bytes);
    }

    /// <summary>Whether assignees of the tenant's events may be texts, as an older version stored them.</summary>
    public static bool HasAssigneeTexts(SqliteSession session, TenantId tenant) =>
        session.Scalar("SELECT 1 FROM assignee_texts WHERE tenant = $tenant", ("$tenant", tenant.Key())) is not null;

    public static bool RemoveAssigneeTexts(SqliteSession session, TenantId tenant)
    {
        session.Execute("DELETE FROM assignee_texts WHERE tenant = $tenant", ("$tenant", tenant.Key()));
        return true;
    }

    public static void RaiseHorizon(SqliteSession session, TenantId tenant, long version) => session.Execute(
        "UPDATE tenants SET horizon = max(horizon, $version) WHERE tenant = $tenant", ("$tenant", tenant.Key()), ("$version", version));

    /// <summary>Moves the tenant's version by one, and its head to the end of its share: followers read the heads of a share in the order of sequence.</summary>
    /// <returns>The new version.</returns>
    public static long Advance(SqliteSession session, TenantId tenant, Instant now, string? traceParent)
    {
        var key = tenant.Key();
        return (long)session.Scalar(
            $"""
            INSERT INTO tenants (tenant, version, changed_at, trace_parent, share, sequence)
            VALUES ($tenant, 1, $now, $trace, $share, 1 + coalesce(({LastOfShare}), 0))
            ON CONFLICT (tenant) DO UPDATE SET
                version = version + 1, changed_at = excluded.changed_at, trace_parent = excluded.trace_parent, sequence = excluded.sequence
            RETURNING version
            """,
            ("$tenant", key), ("$now", now.ToUnixTimeTicks()), ("$trace", traceParent), ("$share", TenantShares.Of(key)))!;
    }

    /// <param name="positions">The sequence number up to which each share has been read.</param>
    /// <returns>The numbers of those shares that have heads behind it.</returns>
    public static List<int> Moved(SqliteSession session, IEnumerable<KeyValuePair<int, long>> positions) => session.Many(
        MovedShares,
        reader => int.Parse(reader.GetString(0), CultureInfo.InvariantCulture),
        ("$positions", $"{{{string.Join(',', positions.Select(share => string.Create(CultureInfo.InvariantCulture, $"\"{share.Key}\":{share.Value}")))}}}"));

    /// <summary>The next heads of a share that have moved, each with its sequence number.</summary>
    public static List<(long Sequence, FeedEntry Entry)> Moved(SqliteSession session, string epoch, int share, long after, int limit) => session.Many(
        MovedOfShare,
        reader => (reader.GetInt64(0), new FeedEntry(
            Parse(reader.GetFieldValue<byte[]>(1)),
            new Position(epoch, reader.GetInt64(2)),
            Instant.FromUnixTimeTicks(reader.GetInt64(3)),
            reader.IsDBNull(4) ? null : reader.GetString(4))),
        ("$share", (long)share), ("$after", after), ("$limit", (long)limit));
}
