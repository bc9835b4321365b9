using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using TeamCalendars.Tenants;

namespace CalendarStore.Sqlite.Following;

/// <summary>The heads of the tenants, divided among the processes that follow it by leases in the same file.</summary>
internal sealed class SqliteChangeFeed(SqliteDatabase database, TimeProvider time) : IChangeFeed
{
    public async Task FollowAsync(FeedSubscription subscription, IFeedFollower follower, CancellationToken cancellationToken)
    {
        var instance = InstanceName.Create();
        var report = new FeedReport(follower);
        var leases = new ShareLeases(database, subscription, instance, time, report);
        var reader = new ShareReader(database, subscription, instance, leases, follower, report, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var read = new CancellationTokenSource();

        // The leases outlast the reading: what is still being finished with is still held.
        var leasing = KeepAsync();
        try
        {
            await reader.RunAsync(stop.Token);
        }
        finally
        {
            await read.CancelAsync();
            await leasing;
            await leases.LeaveAsync();
        }

        async Task KeepAsync()
        {
            try
            {
                await leases.RunAsync(read.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>A write here wakes followers by itself; this is one look more.</summary>
    public void Nudge(TenantId tenant) => database.Signal.Wake();
}
