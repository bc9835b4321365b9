using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Sqlite;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly StoreFile file = new();
    private SqliteDatabase database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        database = SqliteDatabase.Open(file.ConnectionString, new FakeTimeProvider(), NullLoggerFactory.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        file.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_for_a_commit_share_the_next_one()
    {
        var release = Hold(out var held);
        var waiting = Enumerable.Range(0, 50).Select(_ => database.Writer.WriteAsync(transaction => transaction, Stop)).ToList();
        release();
        await held;

        Assert.Single((await Task.WhenAll(waiting)).Distinct());
    }

    [Fact]
    public async Task A_write_that_fails_takes_no_other_with_it()
    {
        var release = Hold(out var held);
        var before = Advance(Sample.Contoso);
        var failing = database.Writer.WriteAsync<long>(
            transaction =>
            {
                TenantTable.Advance(transaction.Session, Sample.Fabrikam, transaction.Now, null);
                throw new InvalidOperationException("half-way");
            },
            Stop);
        var after = Advance(Sample.Contoso);
        release();
        await held;

        Assert.Equal("half-way", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal((1, 2), (await before, await after));
        Assert.Equal(0, (await database.Readers.ReadAsync(session => TenantTable.Position(session, "", Sample.Fabrikam), Stop)).Version);
        Assert.Equal(1, await Advance(Sample.Fabrikam));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_is_not_carried_out()
    {
        using var cancel = new CancellationTokenSource();
        var release = Hold(out var held);
        var cancelled = database.Writer.WriteAsync(transaction => TenantTable.Advance(transaction.Session, Sample.Contoso, transaction.Now, null), cancel.Token);
        await cancel.CancelAsync();
        release();
        await held;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(1, await Advance(Sample.Contoso));
    }

    [Fact]
    public async Task Closing_finishes_what_was_begun_and_refuses_what_comes_after()
    {
        var release = Hold(out var held);
        var waiting = Advance(Sample.Contoso);
        var closing = database.Writer.DisposeAsync();
        release();
        await closing;
        await held;

        Assert.Equal(1, await waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Advance(Sample.Contoso));
    }

    [Fact]
    public async Task Who_reads_sees_one_state_however_long_it_takes()
    {
        var seen = await database.Readers.ReadAsync(
            session =>
            {
                var first = TenantTable.Position(session, "", Sample.Contoso).Version;
                Advance(Sample.Contoso).GetAwaiter().GetResult();
                return (first, TenantTable.Position(session, "", Sample.Contoso).Version);
            },
            Stop);

        Assert.Equal((0, 0), seen);
        Assert.Equal(1, (await database.Readers.ReadAsync(session => TenantTable.Position(session, "", Sample.Contoso), Stop)).Version);
    }

    private Task<long> Advance(TenantId tenant) =>
        database.Writer.WriteAsync(transaction => TenantTable.Advance(transaction.Session, tenant, transaction.Now, null), Stop);

    /// <summary>Keeps the writer busy until it is released, so that the following writes must wait.</summary>
    private Action Hold(out Task held)
    {
        var (begun, released) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        held = database.Writer.WriteAsync(
            _ =>
            {
                begun.Set();
                return released.Wait(TimeSpan.FromSeconds(30));
            },
            Stop);
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30), Stop));
        return released.Set;
    }
}
