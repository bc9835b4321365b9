using Microsoft.Extensions.Logging;

namespace CalendarClient;

/// <summary>Performs the requests of <see cref="SyncEngine"/>. Each result or failure is reported as an input.</summary>
internal sealed partial class SyncRequests(CalendarApiClient api, CalendarSyncOptions options, WatchedTokens tokens, Action<SyncInput> report)
{
    private readonly ILogger logger = options.Logging.CreateLogger<SyncRequests>();

    public Task PullChangesAsync(SyncEffect.PullChanges pull, CancellationToken cancellationToken) =>
        TryAsync(pull.Flight, options.RequestTimeout, async cancellation => await NothingNewAsync(pull, cancellation) ?? await api.GetChangesAsync(pull.Since, cancellationToken: cancellation) switch
        {
            Answer<ChangesPage>.Ok answer => new SyncInput.ChangesAnswered(pull.Flight, answer.Value),
            // Expired, or a sync token that this service did not issue (another service has taken its place): neither can be continued.
            Answer<ChangesPage>.Refused { Problem.Name: ProblemNames.SyncTokenExpired or ProblemNames.InvalidSyncToken } => new SyncInput.ChangesExpired(pull.Flight),
            Answer<ChangesPage>.Refused refused => throw new CalendarApiException(refused.Problem),
            _ => throw new InvalidOperationException("An answer is a value or a refusal."),
        }, cancellationToken);

    /// <returns>An answer without changes if the head says that there are none; null if the changes have to be requested.</returns>
    private async Task<SyncInput?> NothingNewAsync(SyncEffect.PullChanges pull, CancellationToken cancellationToken)
    {
        if (!pull.HeadFirst)
        {
            return null;
        }

        var head = await api.GetHeadAsync(pull.Since, cancellationToken);
        if (head is not null && (head.Epoch != pull.Position.Epoch || head.Version > pull.Position.Version))
        {
            return null;
        }

        var at = head?.Version ?? pull.Position.Version;
        return new SyncInput.ChangesAnswered(pull.Flight, new() { Epoch = pull.Position.Epoch, From = at, To = at, Head = at, Next = head?.Token ?? pull.Since, Items = [] });
    }

    public Task ReadAllAsync(SyncEffect.ReadAll read, CancellationToken cancellationToken) =>
        TryAsync(read.Flight, options.FullReadTimeout, async cancellation => new SyncInput.FullReadAnswered(read.Flight, await ReadAllAsync(cancellation)), cancellationToken);

    /// <summary>The head comes first: everything written after it comes again with the changes.</summary>
    private async Task<FullRead> ReadAllAsync(CancellationToken cancellationToken)
    {
        var head = (await api.GetHeadAsync(cancellationToken: cancellationToken))!;
        var items = new List<IEntity>();
        foreach (var kind in options.Kinds)
        {
            items.AddRange(await kind.ReadAllAsync(api, [.. items.Where(item => item.Key.Kind == kind.Parent)], cancellationToken));
        }

        return new(head, items);
    }

    private async Task TryAsync(int flight, TimeSpan atMost, Func<CancellationToken, Task<SyncInput>> request, CancellationToken cancellationToken)
    {
        SyncInput outcome;
        Failure? failure = null;
        try
        {
            using var timeout = new CancellationTokenSource(atMost, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            outcome = await request(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failure = tokens.FailureOf(exception);
            outcome = new SyncInput.Failed(flight, (exception as CalendarApiException)?.RetryAfter, failure);
        }

        report(outcome);
        // Last, because a logger is the caller's code: what it throws must not keep the outcome from the engine.
        if (failure is { NeedsSomeone: true })
        {
            Log.RequestRefused(logger, failure.Error);
        }
        else if (failure is not null)
        {
            Log.RequestFailed(logger, failure.Error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A request to the calendar API failed; will retry.")]
        public static partial void RequestFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "There is no valid sign-in for the calendar API, or it does not give this user access. Retries continue, but someone has to mend this.")]
        public static partial void RequestRefused(ILogger logger, Exception exception);
    }
}
