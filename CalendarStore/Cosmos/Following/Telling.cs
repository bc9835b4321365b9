using NodaTime;

namespace CalendarStore.Cosmos;

/// <summary>Tells where tenants stand ahead of reading. A failure is reported and no more: the changes come in pages all the same.</summary>
internal sealed class Telling(Heads heads, FollowerCalls calls, FollowingReport report, TimeProvider timeProvider)
{
    public Task TellRecentAsync(HeldShare held, TimeSpan recent, CancellationToken cancellationToken) =>
        recent > TimeSpan.Zero ? TellChangedAsync(held, Now - Duration.FromTimeSpan(recent), again: true, cancellationToken) : Task.CompletedTask;

    /// <summary>While much is to be read, tenants that are not to blame for it do not wait for it.</summary>
    /// <param name="first">When the first of the changes that are next was committed.</param>
    public async Task TellAheadAsync(HeldShare held, Instant first, CancellationToken cancellationToken)
    {
        var behind = Duration.FromTimeSpan(FollowingPace.Behind);
        if (Now - first < behind)
        {
            held.Ahead = null;
        }
        else if (held.Ahead is not { } ahead || TimeProvider.System.GetElapsedTime(ahead.At) > FollowingPace.AheadInterval)
        {
            var since = held.Ahead?.Since ?? first;
            held.Ahead = (Now - behind, TimeProvider.System.GetTimestamp());
            await TellChangedAsync(held, since, again: false, cancellationToken);
        }
    }

    /// <summary>The processor cannot be hurried; what a nudge makes known at once is where the tenant stands.</summary>
    public async Task TellNudgedAsync(Nudges nudges, HeldShares shares, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var tenants = await nudges.TakeAsync(cancellationToken);
                while (!await TryTellAsync(tenants, await shares.ForNudgesAsync(), cancellationToken))
                {
                    // The share was lost just now. Another will do.
                }
            }
            catch (StoreUnavailableException exception)
            {
                report.Problem(exception.Message);
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }
    }

    /// <summary>Which share a tenant belongs to is known to the partitions only: any will do.</summary>
    /// <returns>False when the share was lost, and nothing told.</returns>
    private async Task<bool> TryTellAsync(IReadOnlyCollection<TenantId> tenants, HeldShare held, CancellationToken cancellationToken)
    {
        await held.Gate.WaitAsync(cancellationToken);
        try
        {
            if (held.IsLost)
            {
                return false;
            }

            await TellAsync(held, await heads.NewsAsync(tenants, cancellationToken), cancellationToken);
            return true;
        }
        finally
        {
            held.Gate.Release();
        }
    }

    private async Task TellChangedAsync(HeldShare held, Instant since, bool again, CancellationToken cancellationToken)
    {
        try
        {
            var changed = await heads.ChangedSinceAsync(since, cancellationToken);
            await TellAsync(held, changed.Where(head => again || heads.IsNews(head.Key, head.Value.Version)).ToDictionary(), cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            report.Problem(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
    }

    private async Task TellAsync(HeldShare held, Dictionary<TenantId, Position> positions, CancellationToken cancellationToken)
    {
        if (positions.Count == 0)
        {
            return;
        }

        foreach (var (tenant, position) in positions)
        {
            heads.Told(tenant, position.Version);
        }

        await calls.RunAsync(follower => follower.TellAsync(held.Share, positions, cancellationToken), cancellationToken);
    }

    private Instant Now => Instant.FromDateTimeOffset(timeProvider.GetUtcNow());
}
