using System.Diagnostics;
using CalendarStore.Cosmos.Access;
using CalendarStore.Entities;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Writing;

/// <summary>
/// One writer per tenant that has something to write. What waits while a batch is on its way goes into the next one together: writers of a tenant contend for its head,
/// and within a process they need not.
/// </summary>
internal sealed class TenantWriters(CosmosDatabase database, EntityKinds kinds, TenantLimits limits, TimeProvider time, Action<TenantId> committed, UpkeepSignal upkeep) : IAsyncDisposable
{
    /// <summary>Writes that may wait, all tenants together; the next caller waits for room.</summary>
    private const int MaxWaiting = 4_096;

    private readonly SemaphoreSlim room = new(MaxWaiting);
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, (Queue<ITenantWriteJob> Waiting, Task Writer)> tenants = [];
    private bool disposed;

    /// <summary>Carries out the write and returns when it is durable. Once begun it is not cancelled any more.</summary>
    public async Task<T> WriteAsync<T>(TenantId tenant, EntityWrite<T> write, CancellationToken cancellationToken)
    {
        using var activity = StoreTelemetry.StartWrite();
        var started = time.GetTimestamp();
        await room.WaitAsync(cancellationToken);
        try
        {
            var job = new TenantWriteJob<T>(write, Activity.Current, cancellationToken);
            Enqueue(tenant, job);
            var result = await job.Result;
            StoreTelemetry.WriteDuration.Record(time.GetElapsedTime(started).TotalSeconds);
            return result;
        }
        finally
        {
            room.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] writers;
        lock (gate)
        {
            disposed = true;
            writers = [.. tenants.Values.Select(tenant => tenant.Writer)];
        }

        await Task.WhenAll(writers);
        room.Dispose();
    }

    private void Committed(WriteGroup group)
    {
        committed(group.Tenant);
        if (group.HasNewSweeps)
        {
            upkeep.Raise();
        }
    }

    private void Enqueue(TenantId tenant, ITenantWriteJob job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (tenants.TryGetValue(tenant, out var known))
            {
                known.Waiting.Enqueue(job);
                return;
            }

            var waiting = new Queue<ITenantWriteJob>([job]);
            // Its caller's trace is the job's affair: the writer serves many.
            using (ExecutionContext.SuppressFlow())
            {
                tenants[tenant] = (waiting, Task.Run(() => RunAsync(tenant, waiting)));
            }
        }
    }

    private async Task RunAsync(TenantId tenant, Queue<ITenantWriteJob> waiting)
    {
        var writer = new TenantWriter(database, kinds, limits, tenant, time, Committed);
        while (Take(tenant, waiting) is { Count: > 0 } jobs)
        {
            // Requests to Cosmos DB belong to a trace, or they are in none: that of the batch's first write.
            Activity.Current = jobs[0].Activity;
            var rest = await writer.WriteAsync(jobs);
            PutBack(waiting, rest);
        }
    }

    /// <summary>None are left: the writer ends. No job can be added to it meanwhile, because the lock is held.</summary>
    private List<ITenantWriteJob> Take(TenantId tenant, Queue<ITenantWriteJob> waiting)
    {
        lock (gate)
        {
            var jobs = new List<ITenantWriteJob>();
            var weight = 0;
            // No more than one batch holds: what a job needs is read for nothing when it has to wait for the next.
            while (waiting.TryPeek(out var job) && (jobs.Count == 0 || weight + job.Weight <= WriteGroup.MaxDocuments))
            {
                waiting.Dequeue();
                if (!job.CancelIfAsked())
                {
                    weight += job.Weight;
                    jobs.Add(job);
                }
            }

            if (jobs.Count == 0)
            {
                tenants.Remove(tenant);
            }

            return jobs;
        }
    }

    /// <summary>What did not fit comes first in the next batch.</summary>
    private void PutBack(Queue<ITenantWriteJob> waiting, IReadOnlyList<ITenantWriteJob> rest)
    {
        if (rest.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            var later = waiting.ToArray();
            waiting.Clear();
            foreach (var job in rest.Concat(later))
            {
                waiting.Enqueue(job);
            }
        }
    }
}
