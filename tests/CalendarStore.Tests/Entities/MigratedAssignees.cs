using CalendarStore.Changes;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Entities;

/// <summary>What both back ends make of the same tenant of an older version: see <c>schema-5.sql</c>.</summary>
internal static class MigratedAssignees
{
    private const string Adele = "aaaaaaaa-1111-4111-8111-a00000000001";

    /// <param name="store">The store.</param>
    /// <param name="before">The position of the older version.</param>
    public static async Task CheckAsync(ICalendarStore store, Position before)
    {
        var stop = TestContext.Current.CancellationToken;
        var people = (await store.ListPeopleAsync(Sample.Contoso, null, 100, stop)).Items.ToDictionary(person => person.Id, person => person.Content);
        var events = (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 100, stop))!.Items.ToDictionary(item => item.Id.Value);
        var projector = people.Single(person => person.Value.DisplayName == "Projector");
        var lee = people.Single(person => person.Value.Address == "lee@partner.example");

        Assert.Equal([PersonSort.Contact, PersonSort.Contact], [projector.Value.Sort, lee.Value.Sort]);
        Assert.Equal(4, people.Count);
        Assert.Equal([Adele], AssigneesOf("address"));
        Assert.Equal(["room-4", projector.Key.Value, Adele], AssigneesOf("name"));
        Assert.Equal([Adele, lee.Key.Value], AssigneesOf("twice"));
        Assert.Empty(AssigneesOf("nobody"));
        Assert.Empty(AssigneesOf("word"));

        // Who wrote an event last is still who wrote it.
        Assert.Equal(["alex", "adele"], new[] { "address", "name" }.Select(id => events[id].Revision.By));
        var changes = Assert.IsType<ChangesResult.Found>(await store.GetChangesAsync(Sample.Contoso, before, 100, stop)).Changes;
        Assert.Equal(["address", "name", "twice"], changes.Of<CalendarEvent>().Select(change => change.Id).Order(StringComparer.Ordinal));
        Assert.Equal(new[] { lee.Key.Value, projector.Key.Value }.Order(StringComparer.Ordinal), changes.Of<Person>().Select(change => change.Id).Order(StringComparer.Ordinal));
        Assert.Equal(before.Version + 5, changes.Head);
        Assert.Empty((await store.ListPeopleAsync(Sample.Northwind, null, 100, stop)).Items);

        IEnumerable<string> AssigneesOf(string id) => events[id].Content.Assignees.Select(person => person.Value);
    }
}
