using System.Net;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Feed;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace CalendarStore.Cosmos.Following;

/// <summary>One instance's following: turns what the change feed processor says into the calls that a follower gets.</summary>
internal sealed class FeedFollowing : IDisposable
{
    private readonly OpenContainers opened;
    private readonly FeedSubscription subscription;
    private readonly TimeProvider time;

    // A place of another epoch is never found: the name that places are kept under has the epoch in it.
    private readonly string processorName;
    private readonly string instance = InstanceName.Create();
    private readonly FollowerCalls calls;
    private readonly FollowingReport report;
    private readonly HeldShares shares;
    private readonly NudgedHeads nudged;

    public FeedFollowing(OpenContainers opened, FeedSubscription subscription, IFeedFollower follower, TimeProvider time)
    {
        (this.opened, this.subscription, this.time) = (opened, subscription, time);
        processorName = $"{subscription.Consumer}.{opened.Epoch}.";
        calls = new FollowerCalls(follower);
        report = new FollowingReport(follower);
        shares = new HeldShares(calls, report);
        nudged = new NudgedHeads(opened, calls, report, time);
    }

    public Nudges Nudges { get; } = new();

    /// <summary>Follows until cancelled, or until the follower fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var processor = Build();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = await StartAsync(processor, stop.Token);
        var watching = WatchAsync(stop.Token);
        var nudging = nudged.RunAsync(Nudges, stop.Token);
        var aside = Task.WhenAll(watching, nudging);
        // What goes on beside the pages ends only by a fault of its own, which is not to pass unnoticed.
        await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, stop.Token), calls.Fault, watching, nudging);

        await calls.StopAsync();
        await stop.CancelAsync();
        await aside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!calls.Fault.IsCompleted)
        {
            await shares.ReleaseAsync();
        }

        if (started)
        {
            await StopAsync(processor);
        }

        await shares.LoseAllAsync();
        if (calls.Fault.IsFaulted)
        {
            await calls.Fault;
        }

        await aside;
    }

    public void Dispose() => calls.Dispose();

    private ChangeFeedProcessor Build() => opened.Items.GetChangeFeedProcessorBuilderWithManualCheckpoint<FeedDocument>(processorName, HandleAsync)
        .WithInstanceName(instance)
        .WithLeaseContainer(opened.Leases)
        .WithStartTime(DateTime.MinValue.ToUniversalTime())
        .WithPollInterval(FollowingPace.PollInterval)
        .WithMaxItems(FollowingPace.MaxDocuments)
        .WithLeaseConfiguration(subscription.LeaseTime / 3, subscription.LeaseTime, subscription.LeaseTime / 3)
        .WithLeaseAcquireNotification(shares.AcquireAsync)
        .WithLeaseReleaseNotification(shares.LoseAsync)
        .WithErrorNotification(FailedAsync)
        .Build();

    private async Task<bool> StartAsync(ChangeFeedProcessor processor, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await processor.StartAsync();
                return true;
            }
            catch (Exception exception) when (exception is CosmosException || CosmosFaults.IsNoAnswer(exception, CancellationToken.None))
            {
                report.Problem(exception.Message);
                await Task.Delay(FollowingPace.Retries.After(attempt), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }

    private async Task StopAsync(ChangeFeedProcessor processor)
    {
        try
        {
            await processor.StopAsync();
        }
        catch (Exception exception) when (exception is CosmosException || CosmosFaults.IsNoAnswer(exception, CancellationToken.None))
        {
            // Leases that could not be given up run out.
            report.Problem(exception.Message);
        }
    }

    private async Task HandleAsync(ChangeFeedProcessorContext context, IReadOnlyCollection<FeedDocument> documents, Func<Task> checkpoint, CancellationToken cancellationToken)
    {
        CosmosCalls.Record("feed", context.Headers.RequestCharge);
        var held = shares[context.LeaseToken];
        var entries = documents.Select(document => document.ToEntry(opened.Epoch)).OfType<FeedEntry>().ToList();
        await held.Gate.WaitAsync(cancellationToken);
        try
        {
            if (!calls.Stopping.IsCancellationRequested && !held.IsLost)
            {
                await HandAsync(held, entries, checkpoint, cancellationToken);
            }
        }
        finally
        {
            held.Gate.Release();
        }

        if (calls.Stopping.IsCancellationRequested)
        {
            // Until the processor is stopped: returning would ask for more.
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    private async Task HandAsync(HeldShare held, List<FeedEntry> entries, Func<Task> checkpoint, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            await SkipAsync(held, checkpoint);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, calls.Stopping);
        StoreTelemetry.FeedLag.Record(Math.Max(0, (Instant.FromDateTimeOffset(time.GetUtcNow()) - entries[0].CommittedAt).TotalSeconds));
        await calls.RunAsync(follower => follower.ReadAsync(held.Share, held.Page(entries, checkpoint), either.Token), either.Token);
    }

    /// <summary>Documents of which none is a head: the place moves over them when nothing before them is still to be saved.</summary>
    private async Task SkipAsync(HeldShare held, Func<Task> checkpoint)
    {
        try
        {
            if (held.IsSettled)
            {
                await held.SkipAsync(checkpoint);
            }
        }
        catch (StoreUnavailableException exception)
        {
            // The place of a later page is saved instead of this one.
            report.Problem(exception.Message);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                report.Counted(shares.Count, await LeaseCount.ReadAsync(opened.Leases, processorName, instance, cancellationToken));
            }
            catch (StoreUnavailableException exception)
            {
                report.Problem(exception.Message);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(subscription.LeaseTime / 3, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task FailedAsync(string leaseToken, Exception exception)
    {
        // 412: the lease was taken over, which is no failure.
        if (exception is not CosmosException { StatusCode: HttpStatusCode.PreconditionFailed })
        {
            report.Problem(exception.Message);
        }

        return Task.CompletedTask;
    }
}
