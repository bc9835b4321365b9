using CalendarClient;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Watching;
using EndToEnd.Tests.Faults.Writing;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>Compares what is stored with what was acknowledged, and what is shown with what is stored.</summary>
internal sealed class StoreAudit(Journal journal)
{
    /// <summary>The store has exactly what the writers wrote: no acknowledged write is missing, and nothing else exists.</summary>
    public void Compare(SampleTenant tenant, StoredTenant stored, IReadOnlyCollection<Writer> writers)
    {
        var expected = writers.SelectMany(writer => writer.Calendars.Values).ToDictionary(calendar => calendar.Latest.Id, StringComparer.Ordinal);
        Same($"the calendars of {tenant.Domain}", Rows(expected.Values.Select(calendar => calendar.Latest)), Rows(stored.Calendars.Values));

        foreach (var (id, calendar) in expected)
        {
            var events = stored.Events.Values.Where(item => item.CalendarId == id).ToArray();
            Same($"the events of {id}", Rows(calendar.Events.Values), Rows(events.Where(item => item.Uid is null)));
            Same($"the imported events of {id}", calendar.Imported.Select(item => $"{item.Key} {item.Value}"), events.Where(item => item.Uid is not null).Select(item => $"{item.Uid} {item.Title}"));
        }
    }

    public void Compare(WatchedClient client, StoredTenant stored)
    {
        var replica = client.Sync.Replica;
        Same($"the position of {client.Name}", [stored.Position.ToString()], [replica.Position.ToString()!]);
        Same($"the calendars that {client.Name} shows", Rows(stored.Calendars.Values), Rows(replica.Calendars));
        Same($"the events that {client.Name} shows", Rows(stored.Events.Values), Rows(replica.Events));
        Same($"the people that {client.Name} shows", Rows(stored.People), Rows(replica.People));
    }

    private void Same(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (should, are) = (expected.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        if (!should.SetEquals(are))
        {
            journal.Broken($"Of {what}, missing: [{string.Join(", ", should.Except(are).Take(5))}]; too many: [{string.Join(", ", are.Except(should).Take(5))}].");
        }
    }

    private static IEnumerable<string> Rows(IEnumerable<Calendar> calendars) => calendars.Select(item => $"{item.Id} {item.Etag} v{item.Version} {item.Name}");

    private static IEnumerable<string> Rows(IEnumerable<Person> people) => people.Select(item => $"{item.Id} {item.Etag} v{item.Version} {item.DisplayName}");

    private static IEnumerable<string> Rows(IEnumerable<CalendarEvent> events) => events.Select(item => $"{item.CalendarId}/{item.Id} {item.Etag} v{item.Version} {item.Title}");
}
