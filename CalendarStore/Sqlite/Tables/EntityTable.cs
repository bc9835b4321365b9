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
    private const string Columns = "id, version, etag, at, by, content";
    private const string IsKey = "tenant = $tenant AND kind = $kind AND parent = $parent AND id = $id";

    /// <returns>Null when there is neither an entity nor a tombstone.</returns>
    public static EntityRow? Find(SqliteSession session, TenantId tenant, EntityKey key) => session.Single(
        $"SELECT {Columns} FROM entities WHERE {IsKey}", reader => Read(reader, key.Kind, key.Parent),
        ("$tenant", tenant.Key()), ("$kind", key.Kind.Name), ("$parent", key.Parent), ("$id", key.Id));

    public static bool Exists(SqliteSession session, TenantId tenant, EntityKey key) => session.Scalar(
        $"SELECT 1 FROM entities WHERE {IsKey} AND content IS NOT NULL",
        ("$tenant", tenant.Key()), ("$kind", key.Kind.Name), ("$parent", key.Parent), ("$id", key.Id)) is not null;

    public static long Count(SqliteSession session, TenantId tenant, EntityKind kind) => (long)session.Scalar(
        "SELECT count(*) FROM entities WHERE tenant = $tenant AND kind = $kind AND content IS NOT NULL", ("$tenant", tenant.Key()), ("$kind", kind.Name))!;

    public static List<Entity> List(SqliteSession session, TenantId tenant, EntityKind kind, string parent, string? after, int limit) => session.Many(
        $"""
        SELECT {Columns} FROM entities
        WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id > $after AND content IS NOT NULL
        ORDER BY id LIMIT $limit
        """,
        reader => Read(reader, kind, parent).Entity!,
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$after", after ?? ""), ("$limit", (long)limit));

    /// <summary>Those whose span meets the window. The inner query reads the span index alone; sorting by id costs less than walking all of the parent's by id.</summary>
    public static List<Entity> ListWindow(
        SqliteSession session, TenantId tenant, EntityKind kind, string parent, EventSpan window, string? after, int limit) => session.Many(
        $"""
        SELECT {Columns} FROM entities
        WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id IN (
            SELECT id FROM entities INDEXED BY entities_span
            WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND span_end > $start AND span_start < $end AND id > $after
            ORDER BY id LIMIT $limit)
        ORDER BY id
        """,
        reader => Read(reader, kind, parent).Entity!,
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$start", window.Start), ("$end", window.End), ("$after", after ?? ""), ("$limit", (long)limit));

    /// <returns>Also the tombstones, in the order of version; nothing in place of an entity of an unknown kind.</returns>
    public static List<(long Version, EntityChange? Change)> Changed(SqliteSession session, EntityKinds kinds, TenantId tenant, long since, int limit) => session.Many<(long, EntityChange?)>(
        $"SELECT {Columns}, kind, parent FROM entities WHERE tenant = $tenant AND version > $since ORDER BY version LIMIT $limit",
        reader =>
        {
            var version = reader.GetInt64(1);
            if (kinds.Find(reader.GetString(6)) is not { } kind)
            {
                return (version, null);
            }

            var row = Read(reader, kind, reader.GetString(7));
            return (version, kind.Changed(row.Key, version, row.Entity));
        },
        ("$tenant", tenant.Key()), ("$since", since), ("$limit", (long)limit));

    /// <param name="content">Null for a tombstone.</param>
    public static void Write(SqliteSession session, TenantId tenant, EntityKey key, Revision revision, PreparedContent? content) => session.Execute(
        $"""
        INSERT OR REPLACE INTO entities (tenant, kind, parent, {Columns}, span_start, span_end)
        VALUES ($tenant, $kind, $parent, $id, $version, $etag, $at, $by, $content, $start, $end)
        """,
        ("$tenant", tenant.Key()), ("$kind", key.Kind.Name), ("$parent", key.Parent), ("$id", key.Id),
        ("$version", revision.Version), ("$etag", revision.ETag), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By),
        ("$content", content?.Json), ("$start", content?.Span?.Start), ("$end", content?.Span?.End));

    /// <summary>Makes all entities of the parent tombstones without a version: the parent's own tombstone stands for them.</summary>
    public static void DeleteAll(SqliteSession session, TenantId tenant, EntityKind kind, string parent, Revision revision) => session.Execute(
        """
        UPDATE entities SET version = NULL, content = NULL, at = $at, by = $by, span_start = NULL, span_end = NULL
        WHERE tenant = $tenant AND kind = $kind AND parent = $parent
        """,
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By));

    private static EntityRow Read(SqliteDataReader reader, EntityKind kind, string parent)
    {
        var key = new EntityKey(kind, parent, reader.GetString(0));
        long? version = reader.IsDBNull(1) ? null : reader.GetInt64(1);
        return new EntityRow(key, version, reader.IsDBNull(5) ? null : new Entity(
            key, kind.Read(reader.GetString(5)), new Revision(reader.GetString(2), version!.Value, Instant.FromUnixTimeTicks(reader.GetInt64(3)), reader.GetString(4))));
    }
}

/// <param name="Version">Null in the tombstone of an entity that was deleted with its parent.</param>
/// <param name="Entity">Null in a tombstone.</param>
internal sealed record EntityRow(EntityKey Key, long? Version, Entity? Entity);
