namespace SignalRService;

/// <summary>
/// Keeps an expiring value up to date, on demand: the first caller that finds it due for renewal starts one fetch, which all callers share.
/// While the old value is valid nobody waits, and a failed fetch is retried only after <c>retryAfter</c>.
/// Without a valid value callers wait for the fetch. Its failure is kept for a few seconds, so that an outage does not cause a flood of fetches.
/// </summary>
internal sealed class Leased<T>(Func<CancellationToken, Task<Lease<T>>> fetch, TimeSpan retryAfter, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FailureStandsFor = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private Lease<T>? lease;
    private Task<Exception?>? fetching;
    private Exception? failure;

    /// <summary>When the failed attempt began.</summary>
    private DateTimeOffset failedAt;

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        // A second round is needed only when another caller's fetch returned a value that has already expired, which the service never should return.
        for (var round = 0; ; round++)
        {
            Task<Exception?> shared;
            lock (gate)
            {
                var now = time.GetUtcNow();
                var usable = lease is not null && now < lease.ExpiresAt ? lease : null;
                if (usable is null && failure is not null && now < failedAt + FailureStandsFor)
                {
                    throw new SignalRServiceException("There is no credential for the service: the last attempt to get one failed.", failure);
                }

                if (usable is null || (now >= usable.RefreshAt && (failure is null || now >= failedAt + retryAfter)))
                {
                    fetching ??= FetchAsync();
                }

                if (usable is not null)
                {
                    return usable.Value;
                }

                shared = fetching!;
            }

            if (await shared.WaitAsync(cancellationToken) is { } failed)
            {
                throw Unwrapped(failed);
            }

            if (round == 1)
            {
                throw new SignalRServiceException("The service issued a credential that had already expired.");
            }
        }
    }

    /// <summary>Makes the next use fetch another value, because the service refused this one.</summary>
    public void Invalidate()
    {
        lock (gate)
        {
            lease = null;
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private static SignalRServiceException Unwrapped(Exception failed) => failed is SignalRServiceException known
        ? known.Copy()
        : new SignalRServiceException("Could not get a credential for the service.", failed);

    /// <summary>Runs independently of any caller: a caller that gives up must not cancel the fetch of the others. Never faults.</summary>
    private Task<Exception?> FetchAsync()
    {
        var token = stopping.Token;
        var begun = time.GetUtcNow();
        return Task.Run(async () =>
        {
            try
            {
                var next = await fetch(token);
                lock (gate)
                {
                    (lease, failure, fetching) = (next, null, null);
                }

                return null;
            }
            catch (Exception exception)
            {
                lock (gate)
                {
                    (failure, failedAt, fetching) = (exception, begun, null);
                }

                return exception;
            }
        }, token);
    }
}
