using CalendarStore.Sqlite.Access;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Tables;

/// <summary>Entities that were deleted with their parent and are still to be made tombstones, a step at a time.</summary>
internal static class SweepTable
{
    /// <summary>The condition of a query of entities that leaves out what is to be swept.</summary>
    public const string IsNotSwept =
        "NOT EXISTS (SELECT 1 FROM sweeps WHERE sweeps.tenant = entities.tenant AND sweeps.kind = entities.kind AND sweeps.parent = entities.parent AND entities.version <= sweeps.version)";

    /// <returns>The version up to which the parent's entities of this kind are gone; null when there is nothing to sweep.</returns>
    public static long? Find(SqliteSession session, TenantId tenant, EntityKind kind, string parent) => (long?)session.Scalar(
        "SELECT version FROM sweeps WHERE tenant = $tenant AND kind = $kind AND parent = $parent", ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent));

    public static void Add(SqliteSession session, TenantId tenant, EntityKind kind, string parent, Revision revision) => session.Execute(
        "INSERT OR REPLACE INTO sweeps (tenant, kind, parent, version, at, by) VALUES ($tenant, $kind, $parent, $version, $at, $by)",
        ("$tenant", tenant.Key()), ("$kind", kind.Name), ("$parent", parent), ("$version", revision.Version), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By));

    /// <summary>Makes at most <paramref name="limit"/> entities of one parent tombstones.</summary>
    /// <returns>How many were looked at; null when there is nothing to sweep.</returns>
    public static int? Step(SqliteSession session, int limit)
    {
        var sweep = session.Single(
            "SELECT tenant, kind, parent, version, at, by, after_id FROM sweeps LIMIT 1",
            reader => new Sweep(reader.GetFieldValue<byte[]>(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetString(5), reader.GetString(6)));
        if (sweep is null)
        {
            return null;
        }

        var ids = session.Many(
            "SELECT id FROM entities WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id > $after ORDER BY id LIMIT $limit",
            reader => reader.GetString(0),
            ("$tenant", sweep.Tenant), ("$kind", sweep.Kind), ("$parent", sweep.Parent), ("$after", sweep.After), ("$limit", (long)limit));
        if (ids.Count > 0)
        {
            session.Execute(
                """
                UPDATE entities SET version = NULL, content = NULL, at = $at, written_by = $by, span_start = NULL, span_end = NULL
                WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id > $after AND id <= $last AND version <= $version
                """,
                ("$at", sweep.At), ("$by", sweep.By), ("$tenant", sweep.Tenant), ("$kind", sweep.Kind), ("$parent", sweep.Parent),
                ("$after", sweep.After), ("$last", ids[^1]), ("$version", sweep.Version));
        }

        _ = ids.Count < limit
            ? session.Execute(
                "DELETE FROM sweeps WHERE tenant = $tenant AND kind = $kind AND parent = $parent", ("$tenant", sweep.Tenant), ("$kind", sweep.Kind), ("$parent", sweep.Parent))
            : session.Execute(
                "UPDATE sweeps SET after_id = $last WHERE tenant = $tenant AND kind = $kind AND parent = $parent",
                ("$last", ids[^1]), ("$tenant", sweep.Tenant), ("$kind", sweep.Kind), ("$parent", sweep.Parent));
        return ids.Count;
    }

    private sealed record Sweep(byte[] Tenant, string Kind, string Parent, long Version, long At, string By, string After);
}
