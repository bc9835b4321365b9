using CalendarStore.Tests.Contract;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

public sealed class SqliteContractTests : CalendarStoreContract
{
    private readonly StoreFile file = new();

    protected override CalendarStoreConnection Open(TimeProvider time, TenantLimits? limits) =>
        CalendarStoreConnection.Open(file.ConnectionString, null, null, time, null, limits: limits);

    protected override ValueTask DeleteStoreAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
