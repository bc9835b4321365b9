using System.Collections.Concurrent;
using System.Collections.Immutable;
using CalendarStore.Feed;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using CalendarStore.Sqlite.Writing;

namespace CalendarStore.Sqlite.Following;

/// <summary>Keeps one instance's part of the shares: one heartbeat for all that it holds, taking over from dead instances, evening out. Independent of how fast it reads.</summary>
internal sealed class ShareLeases(SqliteDatabase database, FeedSubscription subscription, string instance, TimeProvider time, FeedReport report)
{
    private readonly string consumer = subscription.Consumer;
    private readonly Heartbeats heartbeats = new(subscription.LeaseTime, time);

    /// <summary>Shares whose follower is done, with the token they were held by, until they are given up.</summary>
    private readonly ConcurrentDictionary<int, long> finished = [];
    private volatile HeldShares lastSeen = HeldShares.None;
    private volatile TaskCompletionSource nextPoke = NewPoke();

    /// <summary>As of the last look at the leases. The store's signal wakes the reader when it has changed.</summary>
    public HeldShares Held => lastSeen;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var poke = nextPoke.Task;
            await TryLookAsync(cancellationToken);
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(poke, Task.Delay(subscription.LeaseTime / 3, time, rest.Token));
            await rest.CancelAsync();
        }
    }

    /// <summary>Look at the leases now.</summary>
    public void Poke() => Interlocked.Exchange(ref nextPoke, NewPoke()).TrySetResult();

    /// <summary>The follower is done with a share that was to be given up.</summary>
    public void Finished(int share, long token)
    {
        finished[share] = token;
        Poke();
    }

    /// <summary>Hands everything on at once. Where that fails the others wait for the lease to run out.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await database.Writer.WriteAsync(
                transaction =>
                {
                    LeaseTable.Leave(transaction.Session, consumer, instance);
                    LeaseTable.Announce(transaction, consumer);
                    return true;
                },
                CancellationToken.None);
            report.Leases(HeldShares.None, problem: null);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or ObjectDisposedException)
        {
            report.Leases(HeldShares.None, exception.Message);
        }
    }

    private static TaskCompletionSource NewPoke() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Those of now: what is finished while the leases are looked at is given up the next time.
            var (before, finished) = (lastSeen, this.finished.ToArray());
            var now = await database.Writer.WriteAsync(transaction => Look(transaction, finished), cancellationToken);
            foreach (var share in finished)
            {
                this.finished.TryRemove(share);
            }

            lastSeen = now;
            report.Leases(now, problem: null);
            if (!now.ByNumber.SequenceEqual(before.ByNumber))
            {
                database.Signal.Wake();
            }
        }
        catch (StoreUnavailableException failure)
        {
            report.Leases(lastSeen, failure.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller's loop ends.
        }
    }

    private HeldShares Look(WriteTransaction transaction, KeyValuePair<int, long>[] finished)
    {
        var session = transaction.Session;
        var news = false;
        if (!LeaseTable.Renew(session, consumer, instance))
        {
            // New, or taken for dead while it was held up: then its shares are others' by now.
            LeaseTable.Prepare(session, consumer);
            LeaseTable.Join(session, consumer, instance);
            news = true;
        }

        var beats = LeaseTable.Beats(session, consumer);
        foreach (var dead in heartbeats.Dead(beats).Union(beats.Keys.Where(name => name != instance && InstanceName.HasEnded(name))).Where(dead => dead != instance))
        {
            LeaseTable.Leave(session, consumer, dead);
            beats.Remove(dead);
            news = true;
        }

        var generation = LeaseTable.Generation(session, consumer);
        if (!news && finished.Length == 0 && generation == lastSeen.Generation && beats.Count == lastSeen.Instances)
        {
            // A heartbeat, and nothing else: no instance joined or left, and no share was released.
            return lastSeen;
        }

        foreach (var (share, token) in finished)
        {
            news |= LeaseTable.GiveUp(session, consumer, share, instance, token);
        }

        var shares = LeaseTable.Shares(session, consumer);
        var decision = LeaseRules.Decide(instance, [.. shares.Select(share => share.Owner)], beats.Keys);
        while (decision.Take.Count > 0)
        {
            foreach (var share in decision.Take)
            {
                shares[share] = shares[share] with { Owner = instance, Token = LeaseTable.Take(session, consumer, share, instance) };
            }

            // Whose part is larger by one depends on who holds how many. So a share that is taken may change the part of everyone, and a heartbeat alone does not show it:
            // this instance decides again, and the others are told to.
            news = true;
            decision = LeaseRules.Decide(instance, [.. shares.Select(share => share.Owner)], beats.Keys);
        }

        if (news)
        {
            LeaseTable.Announce(transaction, consumer);
        }

        return new(Mine(shares, decision, transaction.Epoch), LeaseTable.Generation(session, consumer), beats.Count);
    }

    private ImmutableSortedDictionary<int, HeldShare> Mine(List<LeasedShare> shares, LeaseDecision decision, string epoch)
    {
        var mine = ImmutableSortedDictionary.CreateBuilder<int, HeldShare>();
        for (var share = 0; share < shares.Count; share++)
        {
            if (shares[share].Owner != instance)
            {
                continue;
            }

            var held = lastSeen.ByNumber.GetValueOrDefault(share) is { } known && known.Token == shares[share].Token
                ? known
                : new HeldShare(shares[share].Token, FeedCursor.SequenceOf(shares[share].Cursor, epoch), GivingUp: false);
            mine[share] = held with { GivingUp = held.GivingUp || decision.GiveUp.Contains(share) };
        }

        return mine.ToImmutable();
    }
}
