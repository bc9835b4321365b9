using NodaTime;

namespace CalendarStore.Sqlite;

internal static class TenantTable
{
    /// <summary>The tenant as it is in keys: the 16 bytes of the GUID in the order they are read.</summary>
    public static byte[] Key(this TenantId tenant) => tenant.Value.ToByteArray(bigEndian: true);

    public static TenantId Parse(byte[] key) => new(new Guid(key, bigEndian: true));

    public static Position Position(SqliteSession session, string epoch, TenantId tenant) =>
        new(epoch, (long)(session.Scalar("SELECT version FROM tenants WHERE tenant = $tenant", ("$tenant", tenant.Key())) ?? 0L));

    public static long Horizon(SqliteSession session, TenantId tenant) =>
        (long)(session.Scalar("SELECT horizon FROM tenants WHERE tenant = $tenant", ("$tenant", tenant.Key())) ?? 0L);

    public static void RaiseHorizon(SqliteSession session, TenantId tenant, long version) => session.Execute(
        "UPDATE tenants SET horizon = max(horizon, $version) WHERE tenant = $tenant", ("$tenant", tenant.Key()), ("$version", version));

    public static long Advance(SqliteSession session, TenantId tenant, Instant now) => (long)session.Scalar(
        """
        INSERT INTO tenants (tenant, version, changed_at) VALUES ($tenant, 1, $now)
        ON CONFLICT (tenant) DO UPDATE SET version = version + 1, changed_at = excluded.changed_at
        RETURNING version
        """,
        ("$tenant", tenant.Key()), ("$now", now.ToUnixTimeTicks()))!;

    /// <summary>By the clock of who wrote: a hint, where a clock has jumped.</summary>
    public static List<KeyValuePair<TenantId, Position>> ChangedSince(SqliteSession session, string epoch, Instant since) => session.Many(
        "SELECT tenant, version FROM tenants WHERE changed_at >= $since",
        reader => KeyValuePair.Create(Parse(reader.GetFieldValue<byte[]>(0)), new Position(epoch, reader.GetInt64(1))),
        ("$since", since.ToUnixTimeTicks()));
}
