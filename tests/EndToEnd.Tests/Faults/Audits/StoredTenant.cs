using CalendarClient;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>Everything that the service holds of a tenant, read over the API without any sync.</summary>
internal sealed record StoredTenant(Position Position, Dictionary<string, Calendar> Calendars, Dictionary<EntityKey, CalendarEvent> Events, IReadOnlyList<Person> People)
{
    public static async Task<StoredTenant> ReadAsync(CalendarApiClient api, CancellationToken cancellationToken)
    {
        var head = (await api.GetHeadAsync(cancellationToken: cancellationToken))!;
        var calendars = (await api.ListCalendarsAsync(cancellationToken)).ToDictionary(calendar => calendar.Id, StringComparer.Ordinal);
        var events = new Dictionary<EntityKey, CalendarEvent>();
        foreach (var calendar in calendars.Keys)
        {
            string? after = null;
            do
            {
                var page = (await api.ListEventsAsync(calendar, after: after, cancellationToken: cancellationToken)).Required();
                foreach (var item in page.Items)
                {
                    events.Add(item.Key, item);
                }

                after = page.Next;
            }
            while (after is not null);
        }

        // A tenant of a run has fewer users than a page has room for.
        var people = (await api.ListPeopleAsync(cancellationToken: cancellationToken)).Required();
        return new(head.Position(), calendars, events, people.Items);
    }
}
