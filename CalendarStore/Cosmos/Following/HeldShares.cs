using System.Collections.Concurrent;

namespace CalendarStore.Cosmos;

/// <summary>The shares of this instance, by the processor's lease tokens.</summary>
internal sealed class HeldShares(FollowerCalls calls, FollowingReport report)
{
    private static long _lastToken;

    private readonly ConcurrentDictionary<string, HeldShare> _held = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _acquired = NewAcquired();

    public int Count => _held.Count;

    public HeldShare this[string leaseToken] => _held[leaseToken];

    /// <summary>One that nothing is going on with, if there is one; any, if not. Waits until something is held.</summary>
    public async Task<HeldShare> IdlestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var acquired = _acquired.Task;
            if (_held.Values.OrderByDescending(share => share.Gate.CurrentCount).FirstOrDefault() is { } idlest)
            {
                return idlest;
            }

            await acquired.WaitAsync(cancellationToken);
        }
    }

    /// <param name="first">What follows the acquisition, before any page.</param>
    public async Task AcquireAsync(string leaseToken, Func<HeldShare, Task> first)
    {
        // A loss that the processor could not write down is not told of by it.
        await LoseAsync(leaseToken);
        var held = new HeldShare(new FeedShare(leaseToken, NextToken()));
        await held.Gate.WaitAsync();
        try
        {
            _held[leaseToken] = held;
            await calls.RunAsync(follower => follower.AcquiredAsync(held.Share, calls.Stopping), calls.Stopping);
            await first(held);
        }
        finally
        {
            held.Gate.Release();
        }

        report.Held(Count);
        Interlocked.Exchange(ref _acquired, NewAcquired()).TrySetResult();
    }

    /// <summary>Lets the follower bring all of them to an end, while they are still held.</summary>
    public Task ReleaseAsync() => Task.WhenAll(_held.Values.Select(async held =>
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
        if (!_held.TryRemove(leaseToken, out var held))
        {
            return;
        }

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

        report.Held(Count);
    }

    public Task LoseAllAsync() => Task.WhenAll(_held.Keys.Select(LoseAsync));

    private static TaskCompletionSource NewAcquired() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static long NextToken()
    {
        // Ticks grow across instances, the maximum within this one.
        var now = TimeProvider.System.GetUtcNow().Ticks;
        long last, next;
        do
        {
            last = Interlocked.Read(ref _lastToken);
            next = Math.Max(last + 1, now);
        }
        while (Interlocked.CompareExchange(ref _lastToken, next, last) != last);
        return next;
    }
}
