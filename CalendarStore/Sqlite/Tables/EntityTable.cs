using CalendarStore.Entities;
using CalendarStore.Sqlite.Access;
using Microsoft.Data.Sqlite;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Tables;

/// <summary>The entities of all kinds.</summary>
internal static class EntityTable
{
    private const string Columns = "id, version, etag, at, written_by, content";
    private const string IsKey = "tenant = $tenant AND kind = $kind AND parent = $parent AND id = $id";

    /// <returns>Null when there is neither an entity nor a tombstone.</returns>
    public static EntityRow? Find(SqliteSession session, TenantId tenant, EntityKey key)
    {
        var row = session.Single(
            $"SELECT {Columns} FROM entities WHERE {IsKey}", reader => Row(reader, key),
            ("$tenant", tenant.Key()), ("$kind", key.Kind.Name), ("$parent", key.Parent), ("$id", key.Id));
        // What is to be swept is a tombstone already, for which the parent's stands.
        return row is { Version: { } version } && key.Kind.Parent is not null && version <= SweepTable.Find(session, tenant, key.Kind, key.Parent) ? new EntityRow(key, null, null, 0) : row;
    }

    public static bool Exists(SqliteSession session, TenantId tenant, EntityKey key) => session.Scalar(
        $"SELECT 1 FROM entities WHERE {IsKey} AND content IS NOT NULL",
        ("$tenant", tenant.Key()), ("$kind", key.Kind.Name), ("$parent", key.Parent), ("$id", key.Id)) is not null;

    public static EntityPage List(SqliteSession session, TenantId tenant, EntityKind kind, string parent, string? after, int limit) => Page(
        session,
        $"""
        SELECT {Columns} FROM entities
        WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id > $after AND content IS NOT NULL AND version > $swept
        ORDER BY id LIMIT $limit
        """,
        kind, parent, limit,
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$after", after ?? ""), ("$limit", (long)limit),
        ("$swept", Swept(session, tenant, kind, parent) ?? 0L));

    /// <summary>Those whose span meets the window. The inner query reads the span index alone; sorting by id costs less than walking all of the parent's by id.</summary>
    public static EntityPage ListWindow(SqliteSession session, TenantId tenant, EntityKind kind, string parent, EventSpan window, string? after, int limit)
    {
        // The index has no versions: they are looked at only while there is something to sweep.
        var swept = Swept(session, tenant, kind, parent);
        return Page(
            session,
            $"""
            SELECT {Columns} FROM entities
            WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id IN (
                SELECT id FROM entities INDEXED BY entities_span
                WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND span_end > $start AND span_start < $end AND id > $after{(swept is null ? "" : " AND version > $swept")}
                ORDER BY id LIMIT $limit)
            ORDER BY id
            """,
            kind, parent, limit,
            [("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$start", window.Start), ("$end", window.End), ("$after", after ?? ""), ("$limit", (long)limit),
                .. swept is null ? Array.Empty<(string, object?)>() : [("$swept", swept)]]);
    }

    /// <summary>Also the tombstones, in the order of version; nothing in place of an entity of an unknown kind.</summary>
    public static PageBuilder<EntityChange, long> Changed(SqliteSession session, EntityKinds kinds, TenantId tenant, long since, int limit)
    {
        var page = new PageBuilder<EntityChange, long>(limit, since);
        session.Each(
            $"SELECT {Columns}, kind, parent FROM entities WHERE tenant = $tenant AND version > $since AND {SweepTable.IsNotSwept} ORDER BY version LIMIT $limit",
            reader =>
            {
                var version = reader.GetInt64(1);
                return page.Take(version, SizeOf(reader), () => kinds.Find(reader.GetString(6)) is { } kind && Read(reader, kind, reader.GetString(7)) is var row
                    ? kind.Changed(row.Key, version, row.Entity)
                    : null);
            },
            ("$tenant", tenant.Key()), ("$since", since), ("$limit", (long)limit));
        return page;
    }

    /// <param name="content">Null for a tombstone.</param>
    public static void Write(SqliteSession session, TenantId tenant, EntityKey key, Revision revision, PreparedContent? content) => session.Execute(
        $"""
        INSERT INTO entities (tenant, kind, parent, {Columns}, span_start, span_end)
        VALUES ($tenant, $kind, $parent, $id, $version, $etag, $at, $by, $content, $start, $end)
        ON CONFLICT (tenant, kind, parent, id) DO UPDATE SET
            version = excluded.version, etag = excluded.etag, at = excluded.at, written_by = excluded.written_by, content = excluded.content,
            span_start = excluded.span_start, span_end = excluded.span_end
        """,
        ("$tenant", tenant.Key()), ("$kind", key.Kind.Name), ("$parent", key.Parent), ("$id", key.Id),
        ("$version", revision.Version), ("$etag", revision.ETag), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By),
        ("$content", content?.Json), ("$start", content?.Span?.Start), ("$end", content?.Span?.End));

    /// <summary>Whether the parent has more rows than this, tombstones included.</summary>
    public static bool HasMoreThan(SqliteSession session, TenantId tenant, EntityKind kind, string parent, int number) => session.Scalar(
        "SELECT 1 FROM entities WHERE tenant = $tenant AND kind = $kind AND parent = $parent LIMIT 1 OFFSET $number",
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$number", (long)number)) is not null;

    /// <summary>Makes all entities of the parent tombstones without a version: the parent's own tombstone stands for them.</summary>
    public static void DeleteAll(SqliteSession session, TenantId tenant, EntityKind kind, string parent, Revision revision) => session.Execute(
        """
        UPDATE entities SET version = NULL, content = NULL, at = $at, written_by = $by, span_start = NULL, span_end = NULL
        WHERE tenant = $tenant AND kind = $kind AND parent = $parent
        """,
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By));

    private static EntityPage Page(
        SqliteSession session, string sql, EntityKind kind, string parent, int limit, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var page = new PageBuilder<Entity, string>(limit, "");
        session.Each(sql, reader => page.Take(reader.GetString(0), SizeOf(reader), () => Read(reader, kind, parent).Entity), parameters);
        return EntityPage.Of(page);
    }

    private static long? Swept(SqliteSession session, TenantId tenant, EntityKind kind, string parent) =>
        kind.Parent is null ? null : SweepTable.Find(session, tenant, kind, parent);

    /// <summary>The content's octets, as SQLite holds them.</summary>
    private static int SizeOf(SqliteDataReader reader) => reader.IsDBNull(5) ? 0 : SQLitePCL.raw.sqlite3_column_bytes(reader.Handle, 5);

    private static EntityRow Row(SqliteDataReader reader, EntityKey key)
    {
        try
        {
            return Read(reader, key.Kind, key.Parent);
        }
        catch (UnreadableEntityException damage)
        {
            return new EntityRow(key, VersionOf(reader), null, SizeOf(reader), damage);
        }
    }

    private static long? VersionOf(SqliteDataReader reader) => reader.IsDBNull(1) ? null : reader.GetInt64(1);

    /// <exception cref="UnreadableEntityException">It is damaged.</exception>
    private static EntityRow Read(SqliteDataReader reader, EntityKind kind, string parent)
    {
        var key = new EntityKey(kind, parent, reader.GetString(0));
        try
        {
            var version = VersionOf(reader);
            return new EntityRow(key, version, reader.IsDBNull(5) ? null : new Entity(
                key, kind.Read(reader.GetString(5)), new Revision(UnreadableEntityException.CheckETag(reader.GetString(2)), version!.Value, Instant.FromUnixTimeTicks(reader.GetInt64(3)), reader.GetString(4))), SizeOf(reader));
        }
        catch (Exception exception) when (UnreadableEntityException.IsReason(exception))
        {
            throw new UnreadableEntityException(key, reader.IsDBNull(2) ? null : reader.GetString(2), exception);
        }
    }
}

/// <param name="Version">Null in the tombstone of an entity that was deleted with its parent.</param>
/// <param name="Entity">Null in a tombstone, and when it cannot be read.</param>
/// <param name="Size">Octets of content.</param>
/// <param name="Damage">Why it cannot be read; null when it can.</param>
internal sealed record EntityRow(EntityKey Key, long? Version, Entity? Entity, int Size, UnreadableEntityException? Damage = null)
{
    public bool IsTombstone => Entity is null && Damage is null;
}
