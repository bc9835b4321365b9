using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Entities;

/// <summary>
/// Turns the assignees of a tenant's events that are texts into people of its directory: those that an older version stored, and those of an export of an older version.
/// Each changed event gets a new version, so that clients learn of it. It can be repeated, also after a fault: it goes on with what is left.
/// </summary>
/// <remarks>The limits of the tenant do not hold for it: what it writes is there already, in another form.</remarks>
internal sealed class AssigneeMigration(IEntityStore store, TenantId tenant)
{
    /// <summary>Documents per step. A batch of Cosmos DB has 99.</summary>
    private const int MaxWrites = 80;

    private PersonMatching? directory;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool changed;
        do
        {
            changed = false;
            await foreach (var calendar in store.AllAsync(tenant, CalendarKind.Instance, "", cancellationToken))
            {
                changed |= !await RunAsync(calendar.Key, cancellationToken);
            }
        }
        while (changed);
    }

    /// <returns>False when somebody changed an event between reading and writing.</returns>
    private async Task<bool> RunAsync(EntityKey calendar, CancellationToken cancellationToken)
    {
        var (whole, weight) = (true, 0);
        var step = new List<Migrated>();
        await foreach (var item in store.AllAsync(tenant, EventKind.Instance, calendar.Id, cancellationToken))
        {
            if (!AssigneeMatching.IsNeeded((EventContent)item.Content))
            {
                continue;
            }

            if (await MatchAsync(item, cancellationToken) is not { } migrated)
            {
                continue;
            }

            if (step.Count > 0 && weight + migrated.Weight > MaxWrites)
            {
                whole &= await WriteAsync(calendar, step, cancellationToken);
                step.Clear();
                weight = 0;
            }

            step.Add(migrated);
            weight += migrated.Weight;
        }

        return (step.Count == 0 || await WriteAsync(calendar, step, cancellationToken)) && whole;
    }

    /// <returns>Null for an event that can be read and not written again, such as one in an unknown zone: it stays as it is, and does not keep the others from being migrated.</returns>
    private async Task<Migrated?> MatchAsync(Entity item, CancellationToken cancellationToken)
    {
        if (directory is null)
        {
            var people = new List<Person>();
            await foreach (var person in store.AllAsync(tenant, PersonKind.Instance, "", cancellationToken))
            {
                people.Add(PersonKind.Instance.ItemOf(person));
            }

            directory = new PersonMatching(tenant, people);
        }

        var added = new Dictionary<PersonId, PersonContent>();
        try
        {
            var content = EventKind.Instance.Prepare(AssigneeMatching.Match((EventContent)item.Content, directory, added));
            return new Migrated(item, content, [.. added.Select(person => (person.Key, person.Value))]);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException || UnreadableEntityException.IsReason(exception))
        {
            return null;
        }
    }

    private async Task<bool> WriteAsync(EntityKey calendar, IReadOnlyList<Migrated> step, CancellationToken cancellationToken)
    {
        var keys = step.SelectMany(item => item.Added.Select(person => PersonKind.Key(person.Id)).Prepend(item.Before.Key)).Prepend(calendar).Distinct().ToList();
        var outcome = await store.WriteAsync(tenant, new EntityWrite<Outcome>(keys, transaction => Write(transaction, step), TooLarge: () => Outcome.TooLarge), cancellationToken);
        if (outcome is not Outcome.TooLarge || step.Count == 1)
        {
            return outcome is Outcome.Whole;
        }

        var whole = true;
        foreach (var half in step.Chunk((step.Count + 1) / 2))
        {
            whole &= await WriteAsync(calendar, half, cancellationToken);
        }

        return whole;
    }

    private static Outcome Write(IEntityTransaction transaction, IReadOnlyList<Migrated> step)
    {
        var outcome = Outcome.Whole;
        foreach (var (before, content, added) in step)
        {
            var current = transaction.Find(before.Key).Current;
            if (current?.Revision.ETag != before.Revision.ETag)
            {
                outcome = current is null ? outcome : Outcome.Part;
                continue;
            }

            // The event is still what its last writer made of it.
            var context = new WriteContext(before.Revision.By) { IsAdministrator = true };
            EntityWrites.Add(transaction, added, context, TenantLimits.None);
            EntityWrites.Put(transaction, before.Key, content, new WriteCondition.Overwrite(), context, TenantLimits.None);
        }

        return outcome;
    }

    private enum Outcome
    {
        Whole,

        /// <summary>Somebody else has written one of the events meanwhile.</summary>
        Part,

        TooLarge,
    }

    private sealed record Migrated(Entity Before, PreparedContent Content, IReadOnlyList<(PersonId Id, PersonContent Content)> Added)
    {
        public int Weight => 1 + Added.Count;
    }
}
