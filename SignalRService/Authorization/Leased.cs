namespace SignalRService;

/// <summary>
/// Keeps a lent value fresh, on demand: whoever finds it due starts one fetch that all share.
/// While the old value still serves nobody waits, and a failed fetch is repeated only after <c>retryAfter</c>;
/// with nothing usable callers wait for the fetch and get its failure, which stands for a few seconds so that an outage is not hammered.
/// </summary>
internal sealed class Leased<T>(Func<CancellationToken, Task<Lease<T>>> fetch, TimeSpan retryAfter, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FailureStandsFor = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private Lease<T>? lease;
    private Task<Exception?>? fetching;
    private Exception? failure;

    /// <summary>When the attempt that failed was begun.</summary>
    private DateTimeOffset failedAt;

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        // A second round only when the lease was fetched by another and is already spent, which a sane service never does.
        for (var round = 0; ; round++)
        {
            Task<Exception?> shared;
            lock (gate)
            {
                var now = time.GetUtcNow();
                var usable = lease is not null && now < lease.ExpiresAt ? lease : null;
                if (usable is null && failure is not null && now < failedAt + FailureStandsFor)
                {
                    throw new SignalRServiceException("No credential for the service: the last attempt failed.", failure);
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
                throw new SignalRServiceException("The service lent a credential that had already expired.");
            }
        }
    }

    /// <summary>Asks for another at the next use, because the service refused this one.</summary>
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
        : new SignalRServiceException("No credential for the service could be had.", failed);

    /// <summary>Runs apart from any caller: one that gives up must not take the others' fetch with it. Never faults.</summary>
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
