using CalendarStore.Tests.Contract;

namespace CalendarStore.Tests.Sqlite;

public sealed class SqliteContractTests : CalendarStoreContract
{
    private readonly StoreFile file = new();

    protected override CalendarStoreConnection Open(TimeProvider timeProvider) => CalendarStoreConnection.Open(file.ConnectionString, timeProvider);

    protected override ValueTask DeleteStoreAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
