using CalendarClient;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>
/// Checks everything that one client shows. The epoch stays the same, and positions and versions only grow. No item comes back as it was before its deletion,
/// and each item has its tenant's mark.
/// </summary>
internal sealed class ShownAudit(SampleTenant tenant, string name, Journal journal)
{
    /// <summary>The lowest version at which the client may show each item from now on.</summary>
    private readonly Dictionary<EntityKey, long> versions = [];
    private Position? position;

    public void Look(ReplicaChange change)
    {
        LookAt(change.Replica.Position);
        if (change.IsReset)
        {
            foreach (var item in change.Replica.Items)
            {
                LookAt(item);
            }

            return;
        }

        foreach (var item in change.Items)
        {
            if (item.After is { } shown)
            {
                LookAt(shown);
            }
            else
            {
                Gone(item.Key, item.Before!.Version);
            }
        }
    }

    private void LookAt(Position? shown)
    {
        if (shown is { } now && position is { } before)
        {
            if (now.Epoch != before.Epoch)
            {
                journal.Broken($"{name} went from epoch {before.Epoch} to {now.Epoch}, although nothing restored or re-created the store.");
            }
            else if (now.Version < before.Version)
            {
                journal.Broken($"{name} went back from version {before.Version} to {now.Version}.");
            }
        }

        position = shown;
    }

    private void LookAt(IEntity item) => LookAt(item.Key, item.Version, item switch
    {
        Calendar calendar => calendar.Id.StartsWith(tenant.Prefix, StringComparison.Ordinal) && calendar.Name.Contains(tenant.Mark, StringComparison.Ordinal),
        CalendarEvent shown => shown.CalendarId.StartsWith(tenant.Prefix, StringComparison.Ordinal) && shown.Description == tenant.Mark,
        Person person => person.Address?.EndsWith($"@{tenant.Domain}", StringComparison.Ordinal) is true,
        _ => false,
    });

    private void LookAt(EntityKey key, long version, bool isOurs)
    {
        if (!isOurs)
        {
            journal.Broken($"{name} showed {key}, which is not of its tenant.");
        }

        if (versions.TryGetValue(key, out var least) && version < least)
        {
            journal.Broken($"{name} showed {key} at version {version}, but its version is at least {least}.");
        }

        versions[key] = version;
    }

    /// <summary>The deletion has a later version, and an item that is created again has a still later one.</summary>
    private void Gone(EntityKey key, long before) => versions[key] = before + 2;
}
