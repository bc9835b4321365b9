using System.Collections.Concurrent;
using CalendarStore.Feed;

namespace CalendarStore.Cosmos.Following;

/// <summary>The shares of this instance, by the processor's lease tokens.</summary>
internal sealed class HeldShares(FollowerCalls calls, FollowingReport report)
{
    private static long lastToken;

    private readonly ConcurrentDictionary<string, HeldShare> shares = new(StringComparer.Ordinal);

    public int Count => shares.Count;

    public HeldShare this[string leaseToken] => shares[leaseToken];

    public async Task AcquireAsync(string leaseToken)
    {
        // The processor does not report a loss that it could not write down.
        await LoseAsync(leaseToken);
        var held = new HeldShare(new FeedShare(leaseToken, NextToken()));
        await held.Gate.WaitAsync();
        try
        {
            shares[leaseToken] = held;
            await calls.RunAsync(follower => follower.AcquiredAsync(held.Share, calls.Stopping), calls.Stopping);
        }
        finally
        {
            held.Gate.Release();
        }

        report.Held(Count);
    }

    /// <summary>Lets the follower bring all of them to an end, while they are still held.</summary>
    public Task ReleaseAsync() => Task.WhenAll(shares.Values.Select(async held =>
    {
        await held.Gate.WaitAsync();
        try
        {
            if (!held.IsLost)
            {
                await calls.RunAsync(follower => new ValueTask(follower.ReleaseAsync(held.Share)), CancellationToken.None);
            }
        }
        finally
        {
            held.Gate.Release();
        }
    }));

    public async Task LoseAsync(string leaseToken)
    {
        if (shares.TryRemove(leaseToken, out var held))
        {
            await LoseAsync(held);
            report.Held(Count);
        }
    }

    public Task LoseAllAsync() => Task.WhenAll(shares.Keys.Select(LoseAsync));

    private async Task LoseAsync(HeldShare held)
    {
        held.Lose();
        await held.Gate.WaitAsync();
        try
        {
            await calls.RunAsync(follower => follower.LostAsync(held.Share), CancellationToken.None);
        }
        finally
        {
            held.Gate.Release();
        }
    }

    private static long NextToken()
    {
        // Ticks grow across instances, the maximum within this one.
        var now = TimeProvider.System.GetUtcNow().Ticks;
        long last, next;
        do
        {
            last = Interlocked.Read(ref lastToken);
            next = Math.Max(last + 1, now);
        }
        while (Interlocked.CompareExchange(ref lastToken, next, last) != last);
        return next;
    }
}
