using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using NodaTime;

namespace CalendarStore.Sqlite.Following;

/// <summary>
/// Reads the shares that are held and hands them to the follower: round by round, at most a page of each share in a round, so that one with a long way to
/// go takes a bounded part of the time.
/// </summary>
internal sealed class ShareReader(
    SqliteDatabase database, FeedSubscription subscription, string instance, ShareLeases leases, IFeedFollower follower, FeedReport report, TimeProvider time)
{
    /// <summary>A follower that was stopped for long holds a page of each share in memory at a time.</summary>
    public const int PageSize = 200;

    private static readonly Backoff Retries = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    private readonly SortedDictionary<int, FollowedShare> followed = [];

    /// <summary>Reads until cancelled; then gives the follower time to finish with each share.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var signal = database.Signal.Follow(time, cancellationToken);
        try
        {
            for (var failures = 0; ;)
            {
                failures = await TryRoundAsync(signal, failures, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(followed.Values.Select(share => share.Release ??= follower.ReleaseAsync(share.Share)));
        }
        finally
        {
            foreach (var share in followed.Values)
            {
                await follower.LostAsync(share.Share);
            }
        }
    }

    /// <returns>How often in a row the store has failed.</returns>
    private async Task<int> TryRoundAsync(SignalFollower signal, int failures, CancellationToken cancellationToken)
    {
        try
        {
            var next = signal.Next;
            var behind = await RoundAsync(cancellationToken);
            report.Reading(problem: null);
            if (!behind)
            {
                await signal.WaitAsync(next);
            }

            return 0;
        }
        catch (StoreUnavailableException failure)
        {
            report.Reading(failure.Message);
            failures++;
            await Task.Delay(Retries.After(failures), time, cancellationToken);
            return failures;
        }
    }

    /// <returns>True when there is more to read.</returns>
    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var held = leases.Held;
        await ChangeHandsAsync(held, cancellationToken);
        var round = await database.Readers.ReadAsync(Read, cancellationToken);
        if (round.Generation != held.Generation)
        {
            leases.Poke();
        }

        foreach (var (number, page) in round.Pages)
        {
            StoreTelemetry.FeedLag.Record(Math.Max(0, (Instant.FromDateTimeOffset(time.GetUtcNow()) - page[0].Entry.CommittedAt).TotalSeconds));
            var share = followed[number];
            var last = page[^1].Sequence;
            await follower.ReadAsync(share.Share, new([.. page.Select(item => item.Entry)], stop => SaveAsync(number, share.Share, last, stop)), cancellationToken);
            share.After = last;
        }

        return round.IsBehind;
    }

    /// <summary>Tells the follower what it has gained and lost since the last round.</summary>
    private async Task ChangeHandsAsync(HeldShares held, CancellationToken cancellationToken)
    {
        foreach (var (number, share) in followed.ToList())
        {
            var now = held.ByNumber.GetValueOrDefault(number);
            if (now?.Token == share.Share.Token)
            {
                share.Release ??= now.GivingUp ? ReleaseAsync(number, share.Share) : null;
                continue;
            }

            await (share.Release ?? Task.CompletedTask);
            followed.Remove(number);
            await follower.LostAsync(share.Share);
        }

        foreach (var (number, share) in held.ByNumber.Where(share => !followed.ContainsKey(share.Key)))
        {
            var acquired = new FollowedShare(new($"{number}", share.Token), share.After);
            followed.Add(number, acquired);
            await follower.AcquiredAsync(acquired.Share, cancellationToken);
        }
    }

    private async Task ReleaseAsync(int number, FeedShare share)
    {
        await follower.ReleaseAsync(share);
        leases.Finished(number, share.Token);
    }

    private ReadRound Read(SqliteSession session)
    {
        var round = new ReadRound(LeaseTable.Generation(session, subscription.Consumer));
        var positions = followed.Where(share => share.Value.Release is null).Select(share => KeyValuePair.Create(share.Key, share.Value.After));
        foreach (var number in TenantTable.Moved(session, positions))
        {
            if (TenantTable.Moved(session, database.Epoch, number, followed[number].After, PageSize) is { Count: > 0 } page)
            {
                round.Pages.Add((number, page));
            }
        }

        return round;
    }

    private async Task<bool> SaveAsync(int number, FeedShare share, long last, CancellationToken cancellationToken)
    {
        var saved = await database.Writer.WriteAsync(
            transaction => LeaseTable.Save(transaction.Session, subscription.Consumer, number, instance, share.Token, FeedCursor.Of(database.Epoch, last)),
            cancellationToken);
        if (!saved)
        {
            leases.Poke();
        }

        return saved;
    }

    private sealed record ReadRound(long Generation)
    {
        public List<(int Share, List<(long Sequence, FeedEntry Entry)> Page)> Pages { get; } = [];

        public bool IsBehind => Pages.Exists(page => page.Page.Count == PageSize);
    }
}
