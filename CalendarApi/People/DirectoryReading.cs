using System.Runtime.CompilerServices;
using CalendarStore;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.People;

/// <summary>Reads the whole directory of a tenant, which has a limited size, page by page.</summary>
internal static class DirectoryReading
{
    public static async IAsyncEnumerable<Person> AllAsync(ICalendarStore store, TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PersonId? after = null;
        do
        {
            var page = await store.ListPeopleAsync(tenant, after, StoreLimits.MaxPageSize, cancellationToken);
            foreach (var person in page.Items)
            {
                yield return person;
            }

            after = page.Next is { } next ? PersonId.Parse(next) : null;
        }
        while (after is not null);
    }

    /// <summary>The content of those who are asked for. Whoever is not in the directory is missing.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, PersonContent>> ReadAsync(
        ICalendarStore store, TenantId tenant, IReadOnlySet<PersonId> wanted, CancellationToken cancellationToken)
    {
        var people = new Dictionary<PersonId, PersonContent>();
        if (wanted.Count > 0)
        {
            await foreach (var person in AllAsync(store, tenant, cancellationToken))
            {
                if (wanted.Contains(person.Id))
                {
                    people.Add(person.Id, person.Content);
                }
            }
        }

        return people;
    }

    public static async Task<PersonMatching> MatchingAsync(ICalendarStore store, TenantId tenant, CancellationToken cancellationToken)
    {
        var people = new List<Person>();
        await foreach (var person in AllAsync(store, tenant, cancellationToken))
        {
            people.Add(person);
        }

        return new PersonMatching(tenant, people);
    }
}
