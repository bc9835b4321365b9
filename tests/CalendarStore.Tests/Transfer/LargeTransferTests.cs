using System.Globalization;
using CalendarStore.Tests.Sqlite;
using CalendarStore.Transfer;

namespace CalendarStore.Tests.Transfer;

/// <summary>A very large tenant. The memory for its transfer is bounded by its largest event, not by the number of events.</summary>
public sealed class LargeTransferTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>The events in each of the ten calendars. A run with CALENDAR_LONG (<c>./test --long</c>) moves 100,000 events. A fifth of them shows the bound, too.</summary>
    private static readonly int EventsEach = Environment.GetEnvironmentVariable("CALENDAR_LONG") is { Length: > 0 } ? 10_000 : 2_000;

    private readonly StoreFile fromFile = new();
    private readonly StoreFile toFile = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        fromFile.Dispose();
        toFile.Dispose();
    }

    [Fact]
    public async Task A_large_tenant_moves_from_store_to_store_with_the_same_digest()
    {
        await using var from = CalendarStoreConnection.Open(fromFile.ConnectionString, TimeProvider.System);
        await using var to = CalendarStoreConnection.Open(toFile.ConnectionString, TimeProvider.System);
        await Filled.FillAsync(from.Store, Sample.Contoso, calendars: 10, events: EventsEach, seed: 7, Stop);
        var file = Path.ChangeExtension(fromFile.Path, "ndjson");

        TransferReport exported, imported, again;
        await using (var stream = File.Create(file))
        {
            (exported, _, _) = await TenantExport.WriteAsync(from, Sample.Contoso, stream, TimeProvider.System, null, Stop);
        }

        await using (var stream = File.OpenRead(file))
        {
            imported = await TenantImport.WriteAsync(stream, to, Sample.Contoso, Sample.Adele, null, Stop);
        }

        (again, _, _) = await TenantExport.WriteAsync(to, Sample.Contoso, Stream.Null, TimeProvider.System, null, Stop);

        output.WriteLine($"{exported}, {new FileInfo(file).Length / 1_000_000} MB");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"10 calendars, {10 * EventsEach:N0} events, 0 people"), exported.Items);
        Assert.Equal([exported, exported], [imported, again]);
    }
}
