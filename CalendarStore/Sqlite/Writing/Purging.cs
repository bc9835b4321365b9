using CalendarStore.Sqlite.Tables;

namespace CalendarStore.Sqlite.Writing;

/// <summary>
/// Makes tombstones of what was deleted with its parent, and removes tombstones that have outlived their use: a bounded number of rows per call,
/// so that writers wait for milliseconds at most.
/// </summary>
internal static class Purging
{
    public const int RowsPerCall = 500;

    public static bool Run(WriteTransaction transaction)
    {
        var session = transaction.Session;
        if (SweepTable.Step(session, RowsPerCall) is not null)
        {
            return true;
        }

        var tombstones = session.Many(
            "SELECT tenant, kind, parent, id, version FROM entities WHERE content IS NULL AND at < $before LIMIT $limit",
            reader => (Tenant: reader.GetFieldValue<byte[]>(0), Kind: reader.GetString(1), Parent: reader.GetString(2), Id: reader.GetString(3), Version: reader.IsDBNull(4) ? (long?)null : reader.GetInt64(4)),
            ("$before", (transaction.Now - StoreLimits.TombstoneLifetime).ToUnixTimeTicks()), ("$limit", (long)RowsPerCall));
        foreach (var tombstone in tombstones)
        {
            session.Execute(
                "DELETE FROM entities WHERE tenant = $tenant AND kind = $kind AND parent = $parent AND id = $id",
                ("$tenant", tombstone.Tenant), ("$kind", tombstone.Kind), ("$parent", tombstone.Parent), ("$id", tombstone.Id));
            if (tombstone.Version is { } version)
            {
                TenantTable.RaiseHorizon(session, TenantTable.Parse(tombstone.Tenant), version);
            }
        }

        StoreTelemetry.Purged.Add(tombstones.Count);
        return tombstones.Count == RowsPerCall;
    }
}
