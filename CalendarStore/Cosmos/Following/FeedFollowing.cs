using System.Net;
using Microsoft.Azure.Cosmos;
using NodaTime;

namespace CalendarStore.Cosmos;

/// <summary>One instance's following: turns what the change feed processor says into the calls that a follower gets.</summary>
internal sealed class FeedFollowing : IDisposable
{
    private readonly OpenContainers _opened;
    private readonly FeedSubscription _subscription;
    private readonly TimeProvider _timeProvider;

    // A place of another epoch is never found: the name that places are kept under has the epoch in it.
    private readonly string _processor;
    private readonly string _instance = InstanceName.Create();
    private readonly FollowerCalls _calls;
    private readonly FollowingReport _report;
    private readonly HeldShares _shares;
    private readonly NudgedHeads _nudged;

    public FeedFollowing(OpenContainers opened, FeedSubscription subscription, IFeedFollower follower, TimeProvider timeProvider)
    {
        (_opened, _subscription, _timeProvider) = (opened, subscription, timeProvider);
        _processor = $"{subscription.Consumer}.{opened.Epoch}.";
        _calls = new FollowerCalls(follower);
        _report = new FollowingReport(follower);
        _shares = new HeldShares(_calls, _report);
        _nudged = new NudgedHeads(opened, _calls, _report, timeProvider);
    }

    public Nudges Nudges { get; } = new();

    /// <summary>Follows until cancelled, or until the follower fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var processor = Build();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = await StartAsync(processor, stop.Token);
        var watching = WatchAsync(stop.Token);
        var nudging = _nudged.RunAsync(Nudges, stop.Token);
        var aside = Task.WhenAll(watching, nudging);
        // What goes on beside the pages ends only by a fault of its own, which is not to pass unnoticed.
        await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, stop.Token), _calls.Fault, watching, nudging);

        await _calls.StopAsync();
        await stop.CancelAsync();
        await aside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_calls.Fault.IsCompleted)
        {
            await _shares.ReleaseAsync();
        }

        if (started)
        {
            await StopAsync(processor);
        }

        await _shares.LoseAllAsync();
        if (_calls.Fault.IsFaulted)
        {
            await _calls.Fault;
        }

        await aside;
    }

    public void Dispose() => _calls.Dispose();

    private ChangeFeedProcessor Build() => _opened.Items.GetChangeFeedProcessorBuilderWithManualCheckpoint<FeedDocument>(_processor, HandleAsync)
        .WithInstanceName(_instance)
        .WithLeaseContainer(_opened.Leases)
        .WithStartTime(DateTime.MinValue.ToUniversalTime())
        .WithPollInterval(FollowingPace.PollInterval)
        .WithMaxItems(FollowingPace.MaxDocuments)
        .WithLeaseConfiguration(_subscription.LeaseTime / 3, _subscription.LeaseTime, _subscription.LeaseTime / 3)
        .WithLeaseAcquireNotification(_shares.AcquireAsync)
        .WithLeaseReleaseNotification(_shares.LoseAsync)
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
                _report.Problem(exception.Message);
                await Task.Delay(FollowingPace.RetryAfter(attempt), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            _report.Problem(exception.Message);
        }
    }

    private async Task HandleAsync(ChangeFeedProcessorContext context, IReadOnlyCollection<FeedDocument> documents, Func<Task> checkpoint, CancellationToken cancellationToken)
    {
        CosmosCalls.Record("feed", context.Headers.RequestCharge);
        var held = _shares[context.LeaseToken];
        var entries = documents.Select(document => document.ToEntry(_opened.Epoch)).OfType<FeedEntry>().ToList();
        await held.Gate.WaitAsync(cancellationToken);
        try
        {
            if (!_calls.Stopping.IsCancellationRequested && !held.IsLost)
            {
                await HandAsync(held, entries, checkpoint, cancellationToken);
            }
        }
        finally
        {
            held.Gate.Release();
        }

        if (_calls.Stopping.IsCancellationRequested)
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

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _calls.Stopping);
        StoreTelemetry.FeedLag.Record(Math.Max(0, (Instant.FromDateTimeOffset(_timeProvider.GetUtcNow()) - entries[0].CommittedAt).TotalSeconds));
        await _calls.RunAsync(follower => follower.ReadAsync(held.Share, held.Page(entries, checkpoint), either.Token), either.Token);
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
            _report.Problem(exception.Message);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _report.Counted(_shares.Count, await LeaseCount.ReadAsync(_opened.Leases, _processor, _instance, cancellationToken));
            }
            catch (StoreUnavailableException exception)
            {
                _report.Problem(exception.Message);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_subscription.LeaseTime / 3, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task FailedAsync(string leaseToken, Exception exception)
    {
        // 412: the lease was taken over, which is no failure.
        if (exception is not CosmosException { StatusCode: HttpStatusCode.PreconditionFailed })
        {
            _report.Problem(exception.Message);
        }

        return Task.CompletedTask;
    }
}
