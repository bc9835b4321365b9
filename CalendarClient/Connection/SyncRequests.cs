using Microsoft.Extensions.Logging;

namespace CalendarClient;

/// <summary>The requests that <see cref="SyncEngine"/> asks for, performed; whatever becomes of them is reported as an input, always.</summary>
internal sealed partial class SyncRequests(CalendarApiClient api, CalendarSyncOptions options, Action<SyncInput> report)
{
    private readonly ILogger logger = options.Logging.CreateLogger<SyncRequests>();

    public Task PullChangesAsync(SyncEffect.PullChanges pull, CancellationToken cancellationToken) =>
        TryAsync(pull.Flight, options.RequestTimeout, async cancellation => await NothingNewAsync(pull, cancellation) ?? await api.GetChangesAsync(pull.Since, cancellationToken: cancellation) switch
        {
            Answer<ChangesPage>.Ok answer => new SyncInput.ChangesAnswered(pull.Flight, answer.Value),
            // Gone, or a token that this service never gave (another one stands in its place): either way there is no going on from it.
            Answer<ChangesPage>.Refused { Problem.Name: ProblemNames.SyncTokenExpired or ProblemNames.InvalidSyncToken } => new SyncInput.ChangesExpired(pull.Flight),
            Answer<ChangesPage>.Refused refused => throw new CalendarApiException(refused.Problem),
            _ => throw new InvalidOperationException("An answer is a value or a refusal."),
        }, cancellationToken);

    /// <returns>An answer without changes when the head says that there are none; null when they are to be asked for.</returns>
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
        return new SyncInput.ChangesAnswered(pull.Flight, new() { Epoch = pull.Position.Epoch, From = at, To = at, Head = at, Next = head?.Token ?? pull.Since, Calendars = [], Events = [] });
    }

    public Task ReadAllAsync(SyncEffect.ReadAll read, CancellationToken cancellationToken) =>
        TryAsync(read.Flight, options.FullReadTimeout, async cancellation => new SyncInput.FullReadAnswered(read.Flight, await ReadAllAsync(cancellation)), cancellationToken);

    /// <summary>The head first: what is written between that and the last byte of the data comes again with the changes.</summary>
    private async Task<FullRead> ReadAllAsync(CancellationToken cancellationToken)
    {
        var head = (await api.GetHeadAsync(cancellationToken: cancellationToken))!;
        var calendars = await api.ListCalendarsAsync(cancellationToken);
        var events = new List<CalendarEvent>();
        foreach (var calendar in calendars)
        {
            string? after = null;
            do
            {
                var answer = await api.ListEventsAsync(calendar.Id, after: after, cancellationToken: cancellationToken);
                // Deleted since the list was read: the changes will say so.
                if (answer is Answer<EventPage>.Refused { Problem.Name: ProblemNames.NotFound })
                {
                    break;
                }

                var page = answer.Required();
                events.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
        }

        return new(head, calendars, events);
    }

    private async Task TryAsync(int flight, TimeSpan atMost, Func<CancellationToken, Task<SyncInput>> request, CancellationToken cancellationToken)
    {
        SyncInput outcome;
        try
        {
            using var timeout = new CancellationTokenSource(atMost, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            outcome = await request(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.RequestFailed(logger, exception);
            outcome = new SyncInput.Failed(flight, (exception as CalendarApiException)?.RetryAfter);
        }

        report(outcome);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The calendar's API did not answer as hoped; it will be asked again.")]
        public static partial void RequestFailed(ILogger logger, Exception exception);
    }
}
