using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Writing;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>
/// Reads the change log from the file itself, past all code that could be wrong about it: versions without gaps, and a change for each acknowledged write,
/// also for those that others replaced.
/// </summary>
internal sealed class ChangeLogAudit(Journal journal)
{
    /// <summary><c>ChangeKind</c> of the store: a calendar's deletion and an event's.</summary>
    private static readonly long[] Deletions = [2, 4];

    /// <returns>How many changes there are.</returns>
    public async Task<long> CheckAsync(string file, IReadOnlyDictionary<SampleTenant, long> heads, IReadOnlyCollection<Writer> writers, CancellationToken cancellationToken)
    {
        var log = await ReadAsync(file, cancellationToken);
        foreach (var (tenant, head) in heads)
        {
            var changes = log[tenant.Id].ToArray();
            if (!changes.Select(change => change.Entry.Version!.Value).SequenceEqual(Enumerable.Range(1, (int)head).Select(version => (long)version)))
            {
                journal.Broken($"The changes of {tenant.Domain} are not 1 to {head}, each once and in order.");
            }

            var own = writers.Where(writer => writer.Tenant == tenant).ToArray();
            Check(changes, own.SelectMany(writer => writer.Acknowledgements));
            Check(changes, tenant, own.SelectMany(writer => writer.Imports));
        }

        return log.Sum(tenant => tenant.LongCount());
    }

    private static async Task<ILookup<Guid, (Acknowledgement Entry, bool IsDeletion)>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var changes = new List<(Guid Tenant, Acknowledgement Entry, bool IsDeletion)>();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT tenant, version, calendar, event, kind FROM changes ORDER BY seq";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var item = await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3);
            changes.Add((new(reader.GetFieldValue<byte[]>(0), bigEndian: true), new(reader.GetInt64(1), reader.GetString(2), item), Deletions.Contains(reader.GetInt64(4))));
        }

        return changes.ToLookup(change => change.Tenant, change => (change.Entry, change.IsDeletion));
    }

    public void Check((Acknowledgement Entry, bool IsDeletion)[] log, IEnumerable<Acknowledgement> acknowledgements)
    {
        var changes = log.Select(change => change.Entry).ToHashSet();
        var deletions = log.Where(change => change.IsDeletion).Select(change => change.Entry with { Version = null }).ToHashSet();
        foreach (var acknowledged in acknowledgements)
        {
            if (!changes.Contains(acknowledged) && !deletions.Contains(acknowledged))
            {
                journal.Broken($"{acknowledged} was acknowledged and is not in the log.");
            }
        }
    }

    /// <param name="tenant">Whose writers' own ids begin with its prefix; those of imported events are the service's.</param>
    public void Check((Acknowledgement Entry, bool IsDeletion)[] log, SampleTenant tenant, IEnumerable<AcknowledgedImport> imports)
    {
        foreach (var calendar in imports.GroupBy(import => import.CalendarId, StringComparer.Ordinal))
        {
            var imported = log.Where(change => !change.IsDeletion && change.Entry.CalendarId == calendar.Key
                && change.Entry.EventId is { } item && !item.StartsWith(tenant.Prefix, StringComparison.Ordinal)).Select(change => change.Entry.Version!.Value).ToArray();
            var acknowledged = 0;
            foreach (var import in calendar.OrderBy(import => import.Version))
            {
                acknowledged += import.Changes;
                if (imported.Count(version => version <= import.Version) < acknowledged)
                {
                    journal.Broken($"By version {import.Version}, {acknowledged} imported events of {calendar.Key} were acknowledged and {imported.Count(version => version <= import.Version)} are in the log.");
                }
            }
        }
    }
}
