using CalendarStore.Tests.Contract;

namespace CalendarStore.Tests.Sqlite;

public sealed class SqliteContractTests : CalendarStoreContract
{
    private readonly StoreFile _file = new();

    protected override CalendarStoreConnection Open(TimeProvider timeProvider) => CalendarStoreConnection.Open(_file.ConnectionString, timeProvider);

    protected override ValueTask DeleteStoreAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
