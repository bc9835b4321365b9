using CalendarApi.Paging;
using CalendarStore;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.People;

/// <summary>Searches the directory in bounded steps.</summary>
internal static class PeopleSearch
{
    /// <summary>How many entries one request looks at. A search in a larger directory goes on with the next page.</summary>
    private const int MaxLookedAt = 5_000;

    public static async Task<PeopleJson> PageAsync(ICalendarStore store, TenantId tenant, PersonSearch search, PersonId? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<PersonJson>();
        for (var lookedAt = 0; lookedAt < MaxLookedAt; lookedAt += StoreLimits.MaxPageSize)
        {
            var page = await store.ListPeopleAsync(tenant, after, StoreLimits.MaxPageSize, cancellationToken);
            foreach (var person in page.Items.Where(person => search.Finds(person.Content)))
            {
                if (found.Count == limit)
                {
                    return new PeopleJson(found, PageToken.Write(found[^1].Id));
                }

                found.Add(PersonJson.From(person));
            }

            if (page.Next is null)
            {
                return new PeopleJson(found, Next: null);
            }

            after = PersonId.Parse(page.Next);
        }

        return new PeopleJson(found, PageToken.Write(after?.Value));
    }
}
