using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Feed;
using NodaTime;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Following;

/// <summary>Reads the heads of nudged tenants and hands them to the follower, for the processor cannot be hurried. A failure is reported and no more: the heads come in pages all the same.</summary>
internal sealed class NudgedHeads(OpenContainers opened, FollowerCalls calls, FollowingReport report, TimeProvider time)
{
    public async Task RunAsync(Nudges nudges, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var heads = await ReadAsync(await nudges.TakeAsync(cancellationToken), cancellationToken);
                if (heads.Count > 0)
                {
                    await calls.RunAsync(follower => follower.NudgedAsync(heads, cancellationToken), cancellationToken);
                }
            }
            catch (StoreUnavailableException exception)
            {
                report.Problem(exception.Message);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Stopped.
            }
        }
    }

    private async Task<List<FeedEntry>> ReadAsync(IEnumerable<TenantId> tenants, CancellationToken cancellationToken)
    {
        var documents = await Task.WhenAll(tenants.Select(tenant => opened.Of(tenant).FindAsync<FeedDocument>("nudge", DocumentIds.Head, cancellationToken)));
        var latest = Instant.FromDateTimeOffset(time.GetUtcNow()) - FollowingPace.NudgeLifetime;
        return [.. documents.Select(document => document.Document?.ToEntry(opened.Epoch)).OfType<FeedEntry>().Where(head => head.CommittedAt >= latest)];
    }
}
