using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Writing;

/// <summary>
/// Writes groups of a tenant's writes, one batch at a time. Optimistic: the batch replaces the head under the ETag it had when everything was decided,
/// and when another process was quicker, all is read and decided again.
/// </summary>
/// <param name="committed">Called after each batch; returns at once.</param>
internal sealed class TenantWriter(CosmosDatabase database, EntityKinds kinds, TenantLimits limits, TenantId tenant, TimeProvider time, Action<WriteGroup> committed)
{
    private const int MaxAttempts = 20;

    /// <summary>For a writer that another one was quicker than.</summary>
    private static readonly Backoff Meetings = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(250), jitter: 1);

    /// <summary>The head that this writer's last batch left. Good for deciding: a batch that succeeds proves it, and one that is refused does no harm.</summary>
    private (HeadDocument Document, string? ETag)? head;

    /// <returns>Those that did not fit into the batch.</returns>
    public async Task<IReadOnlyList<ITenantWriteJob>> WriteAsync(List<ITenantWriteJob> jobs)
    {
        try
        {
            var opened = await database.OpenAsync(CancellationToken.None);
            return await WriteAsync(opened, opened.Of(tenant), jobs);
        }
        catch (Exception exception)
        {
            // Nothing of it was committed, or it is unknown whether it was: no caller gets a success.
            head = null;
            jobs.ForEach(job => job.Fail(exception));
            return [];
        }
    }

    private async Task<IReadOnlyList<ITenantWriteJob>> WriteAsync(OpenContainers opened, TenantPartition partition, List<ITenantWriteJob> jobs)
    {
        var sent = new List<WriteGroup>();
        Exception? last = null;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var assumed = this.head is not null;
            var (head, etag) = this.head ?? await ReadHeadAsync(partition);
            // The client library repeats requests by itself: also a refusal may be the answer to the second of two, of which the first was carried out.
            if (sent.Count > 0 && BatchWriting.FindLanded(sent, head) is { } landed)
            {
                committed(landed);
                return Complete(jobs, landed);
            }

            head = await TenantCounting.CountedAsync(partition, kinds, head);
            var state = await GroupStates.ReadAsync(partition, kinds, head, jobs, CancellationToken.None);
            var group = new WriteGroup(state, kinds, limits, opened.Epoch, Instant.FromDateTimeOffset(time.GetUtcNow()));
            Decide(jobs, group);
            if (!group.Changed)
            {
                if (!assumed)
                {
                    return Complete(jobs, group);
                }

                // No batch proves that the head was the latest one: only a head that was read justifies refusals.
                this.head = null;
                continue;
            }

            sent.Add(group);
            this.head = null;
            switch (await BatchWriting.SendAsync(partition, group, etag))
            {
                case BatchOutcome.Written written:
                    this.head = (group.ToHead(), written.HeadETag);
                    StoreTelemetry.BatchSize.Record(group.Outcomes.Count);
                    committed(group);
                    return Complete(jobs, group);
                case BatchOutcome.Failed failed:
                    throw failed.Exception;
                case BatchOutcome.Uncertain uncertain:
                    last = uncertain.Exception;
                    break;
                default:
                    StoreTelemetry.Contended.Add(1);
                    break;
            }

            await Task.Delay(Meetings.After(attempt), CancellationToken.None);
        }

        throw last ?? new StoreUnavailableException($"So many processes write to the tenant at once that {MaxAttempts} attempts failed.") { IsTransient = true };
    }

    private static async Task<(HeadDocument Head, string? ETag)> ReadHeadAsync(TenantPartition partition)
    {
        var (head, etag) = await partition.FindAsync<HeadDocument>("write", DocumentIds.Head, CancellationToken.None);
        return (head ?? new HeadDocument { Tenant = partition.Tenant }, etag);
    }

    /// <summary>Works out as many of the jobs as fit into the group.</summary>
    private static void Decide(List<ITenantWriteJob> jobs, WriteGroup group)
    {
        foreach (var job in jobs)
        {
            var before = group.Save();
            var outcome = job.Run(group);
            if (outcome.Fault is not null)
            {
                group.Restore(before);
            }
            else if (group.IsTooLarge)
            {
                group.Restore(before);
                if (group.Outcomes.Count > 0)
                {
                    return;
                }

                outcome = job.RefuseAsTooLarge();
            }

            group.Outcomes.Add(outcome);
        }
    }

    /// <returns>The jobs that the group does not hold.</returns>
    private static List<ITenantWriteJob> Complete(List<ITenantWriteJob> jobs, WriteGroup group)
    {
        foreach (var (job, outcome) in jobs.Zip(group.Outcomes))
        {
            job.Complete(outcome);
        }

        return jobs[group.Outcomes.Count..];
    }
}
