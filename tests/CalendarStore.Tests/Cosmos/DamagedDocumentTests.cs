using System.Text.Json.Nodes;
using CalendarStore.Changes;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

/// <summary>A document that a person or a fault has damaged.</summary>
[Collection(CosmosTests.Name)]
public sealed class DamagedDocumentTests(CosmosServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("content", "{}")]
    [InlineData("content", """{"title":null,"start":"2026-11-23","end":"2026-11-24"}""")]
    [InlineData("content", "[]")]
    [InlineData("content", null)]
    [InlineData("at", "7")]
    [InlineData("at", "\"noon\"")]
    [InlineData("at", null)]
    [InlineData("by", "{}")]
    [InlineData("revision", "5")]
    [InlineData("revision", "\"a b\\n\"")]
    [InlineData("revision", null)]
    [InlineData("spanStart", "\"x\"")]
    [InlineData("size", "1.5")]
    [InlineData("version", "\"2\"")]
    [InlineData("version", "2.5")]
    [InlineData("version", null)]
    [InlineData("schema", "\"two\"")]
    public async Task A_damaged_document_hides_no_other_and_can_be_replaced_and_deleted(string field, string? value)
    {
        foreach (var deletes in (bool[])[true, false])
        {
            await using var cosmos = new CosmosStore(server);
            var connection = cosmos.Open();
            var store = connection.Store;
            var since = await FillAsync(store);
            using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
            await DamageAsync(items, "event.team.b", field, value);

            Assert.Equal(["a", "c"], (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop))!.Items.Select(item => item.Id.Value));
            Assert.Equal(["a", "c"], (await store.ListEventsAsync(
                Sample.Contoso, Sample.Team, Sample.Window("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), null, 10, Stop))!.Items.Select(item => item.Id.Value));
            Assert.Equal(["a", "c"], await ChangesAsync(store, since));
            Assert.Contains("event.team.b", (await Assert.ThrowsAsync<StoreUnavailableException>(() => connection.CheckAsync(Stop))).Message, StringComparison.Ordinal);
            var damage = await Assert.ThrowsAsync<UnreadableEntityException>(() => store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), Stop));
            Assert.Equal(damage.ETag, Assert.IsType<WriteResult<CalendarEvent>.Unreadable>(await store.DeleteEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), "stale", Sample.Adele, Stop)).ETag);
            Assert.Equal(damage.ETag, Assert.IsType<WriteResult<CalendarEvent>.Unreadable>(
                await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop)).ETag);

            var written = Assert.IsType<WriteResult<CalendarEvent>.Written>(deletes
                ? await store.DeleteEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), damage.ETag, Sample.Adele, Stop)
                : await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), Sample.Event(), new WriteCondition.Match(damage.ETag), Sample.Adele, Stop));

            Assert.False(written.Created);
            Assert.Equal(written.Item, await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("b"), Stop));
            Assert.Equal(["a", "c", "b"], await ChangesAsync(store, since));
            await connection.CheckAsync(Stop);
        }
    }

    [Theory]
    [InlineData("content", "7")]
    [InlineData("born", "\"x\"")]
    [InlineData("at", null)]
    public async Task A_damaged_calendar_hides_neither_its_events_nor_other_calendars_and_is_deleted_with_its_events(string field, string? value)
    {
        await using var cosmos = new CosmosStore(server);
        var store = cosmos.Open().Store;
        await FillAsync(store);
        await store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse("other"), Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        using var items = new RawItems(cosmos.ConnectionString, cosmos.Database);
        await DamageAsync(items, "calendar.team", field, value);

        Assert.Equal(["other"], (await store.ListCalendarsAsync(Sample.Contoso, Stop)).Select(calendar => calendar.Id.Value));
        Assert.Equal(3, (await store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop))!.Items.Count);
        var damage = await Assert.ThrowsAsync<UnreadableEntityException>(() => store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop));
        Assert.IsType<WriteResult<TeamCalendar>.Written>(await store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, damage.ETag, Sample.Adele, Stop));

        Assert.Null(await store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop));
        Assert.Null(await store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("a"), Stop));
    }

    private static async Task<TeamCalendars.Tenants.Position> FillAsync(ICalendarStore store)
    {
        await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        var since = await store.GetPositionAsync(Sample.Contoso, Stop);
        foreach (var id in (string[])["a", "b", "c"])
        {
            await store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), Sample.Event(), new WriteCondition.Create(), Sample.Adele, Stop);
        }

        return since;
    }

    private static async Task<IEnumerable<string>> ChangesAsync(ICalendarStore store, TeamCalendars.Tenants.Position since) =>
        Assert.IsType<ChangesResult.Found>(await store.GetChangesAsync(Sample.Contoso, since, 10, Stop)).Changes.Changes.Select(change => change.Id);

    /// <param name="value">JSON; null takes the field out.</param>
    private static async Task DamageAsync(RawItems items, string id, string field, string? value)
    {
        var document = Assert.Single(await items.ReadAsync($"c.id = '{id}'"));
        document.Remove(field);
        if (value is not null)
        {
            document.Add(field, JsonNode.Parse(value));
        }

        await items.Container.ReplaceItemAsync(document, id, new PartitionKey(Sample.Contoso.ToString()), cancellationToken: Stop);
    }
}
