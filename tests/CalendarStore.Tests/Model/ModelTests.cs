using CalendarStore.Sqlite.Access;
using CalendarStore.Tests.Following;
using CalendarStore.Tests.Sqlite;
using CsCheck;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Model;

public class ModelTests
{
    internal static readonly Gen<Operation> Step = Gen.Select(
        Gen.Int[0, 19], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 3],
        (kind, tenant, calendar, item, content, condition) => new Operation(
            kind switch { < 4 => OperationKind.PutCalendar, < 5 => OperationKind.DeleteCalendar, < 12 => OperationKind.PutEvent, < 15 => OperationKind.DeleteEvent, < 16 => OperationKind.WriteEvents, _ => OperationKind.ReadChanges },
            tenant, calendar, item, content, (ConditionKind)condition));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_history_ends_as_the_model_says_and_every_replica_converges() =>
        await Step.Array[1, 80].SampleAsync(
            async history =>
            {
                using var file = new StoreFile();
                await using var connection = CalendarStoreConnection.Open(file.ConnectionString, TimeProvider.System);
                await Agrees(connection, history);
                TotalsAreRight(file);
            },
            iter: 40, threads: 1);

    /// <summary>Applies the same operations to the store and to the model, and compares the results.</summary>
    internal static async Task Agrees(CalendarStoreConnection connection, Operation[] history)
    {
        var store = connection.Store;
        var models = new Dictionary<TenantId, ModelStore> { [Sample.Contoso] = new(), [Sample.Fabrikam] = new() };
        var replicas = models.Keys.ToDictionary(tenant => tenant, tenant => new Replica(store, tenant));

        foreach (var operation in history)
        {
            if (operation.Kind == OperationKind.ReadChanges)
            {
                await replicas[operation.TenantId].ReadPageAsync(operation.Content + 1, Stop);
            }
            else
            {
                Assert.Equal(models[operation.TenantId].Apply(operation), await Apply(store, operation));
            }
        }

        foreach (var (tenant, model) in models)
        {
            while (await replicas[tenant].ReadPageAsync(2, Stop))
            {
            }

            Assert.Equal(model.Version, (await store.GetPositionAsync(tenant, Stop)).Version);
            Assert.Equal(model.Calendars, (await store.ListCalendarsAsync(tenant, Stop)).Select(item => (item.Id.Value, item.Content.Name)));
            Assert.Equal(model.Calendars, replicas[tenant].Calendars);
            Assert.Equal(model.Events, replicas[tenant].Events);
        }

        await FeedTellsTheHeads(connection, models);
    }

    private static void TotalsAreRight(StoreFile file)
    {
        using var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: true);
        Assert.Equal(
            session.Many("SELECT hex(tenant), kind, count(*), sum(octet_length(content)) FROM entities WHERE content IS NOT NULL GROUP BY tenant, kind", Line),
            session.Many("SELECT hex(tenant), kind, items, bytes FROM totals WHERE items <> 0 OR bytes <> 0", Line));

        static (string, string, long, long) Line(Microsoft.Data.Sqlite.SqliteDataReader reader) => (reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    private static async Task FeedTellsTheHeads(CalendarStoreConnection connection, Dictionary<TenantId, ModelStore> models)
    {
        var heads = models.Where(model => model.Value.Version > 0).ToDictionary(model => model.Key, model => model.Value.Version);

        Assert.Equal(heads, (await FollowedFeed.ReadAsync(connection.Feed, heads.Count)).ToDictionary(entry => entry.Tenant, entry => entry.Position.Version));
    }

    private static async Task<string[]> Apply(ICalendarStore store, Operation operation)
    {
        var (tenant, calendar, id) = (operation.TenantId, operation.CalendarId, operation.EventId);
        switch (operation.Kind)
        {
            case OperationKind.PutCalendar:
                var current = (await store.FindCalendarAsync(tenant, calendar, Stop))?.Revision.ETag;
                return [Operation.Told(await store.PutCalendarAsync(tenant, calendar, operation.CalendarContent, Operation.ConditionOf(operation.Condition, current), Sample.Adele, Stop))];
            case OperationKind.DeleteCalendar:
                var etag = (await store.FindCalendarAsync(tenant, calendar, Stop))?.Revision.ETag;
                return [Operation.Told(await store.DeleteCalendarAsync(tenant, calendar, Operation.ETagOf(operation.Condition, etag), Sample.Adele, Stop))];
            case OperationKind.PutEvent:
                var stored = (await store.FindEventAsync(tenant, calendar, id, Stop))?.Revision.ETag;
                return [Operation.Told(await store.PutEventAsync(tenant, calendar, id, operation.EventContent, Operation.ConditionOf(operation.Condition, stored), Sample.Adele, Stop))];
            case OperationKind.DeleteEvent:
                var tag = (await store.FindEventAsync(tenant, calendar, id, Stop))?.Revision.ETag;
                return [Operation.Told(await store.DeleteEventAsync(tenant, calendar, id, Operation.ETagOf(operation.Condition, tag), Sample.Adele, Stop))];
            default:
                return await store.WriteEventsAsync(tenant, calendar, ModelStore.Bulk(operation), [], Sample.Adele, Stop) is { } results
                    ? [.. results.Select(Operation.Told)]
                    : ["NotFound"];
        }
    }
}
