using CalendarStore.Tests.Contract;

namespace CalendarStore.Tests.Sqlite;

public sealed class SqliteContractTests : CalendarStoreContract
{
    private readonly StoreFile file = new();

    protected override CalendarStoreConnection Open(TimeProvider time) => CalendarStoreConnection.Open(file.ConnectionString, time);

    protected override ValueTask DeleteStoreAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
