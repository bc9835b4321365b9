using CalendarStore.Sqlite.Access;
using CalendarStore.Tests.Entities;
using TeamCalendars.Entities;

namespace CalendarStore.Tests.Sqlite;

public sealed class SqliteEntityKindTests : EntityKindCases
{
    private readonly StoreFile file = new();

    private protected override CalendarStoreConnection Open(EntityKinds kinds, TimeProvider time) =>
        CalendarStoreConnection.Open(file.ConnectionString, null, null, time, null, kinds);

    protected override ValueTask DeleteStoreAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task<long> LastingTombstonesAsync()
    {
        using var session = new SqliteSession(new(file.ConnectionString + ";Pooling=false"), readOnly: true);
        return Task.FromResult((long)session.Scalar("SELECT count(*) FROM entities WHERE content IS NULL")!);
    }
}
