using System.Net;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos;

/// <summary>A group of writes as one transactional batch: the head, the changed documents, and the record of the commit.</summary>
internal static class BatchWriting
{
    private const int HeadAt = 0;

    public static async Task<BatchOutcome> SendAsync(TenantPartition partition, WriteGroup group, string? headETag)
    {
        var batch = Build(partition, group, headETag);
        try
        {
            // Not cancelled: what was begun is found out.
            using var response = await batch.ExecuteAsync(CancellationToken.None);
            CosmosCalls.Record("commit", response.RequestCharge);
            return response.StatusCode switch
            {
                _ when response.IsSuccessStatusCode => new BatchOutcome.Written(response[HeadAt].ETag),
                HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.NotFound => new BatchOutcome.Refused(),
                var status when CosmosFaults.IsUncertain(status) => new BatchOutcome.Uncertain(CosmosFaults.Of(status, 0, response.RetryAfter, null)),
                var status => new BatchOutcome.Failed(CosmosFaults.Of(status, 0, response.RetryAfter, null)),
            };
        }
        catch (CosmosException exception)
        {
            var fault = CosmosFaults.Translate(exception);
            return CosmosFaults.IsUncertain(exception.StatusCode) ? new BatchOutcome.Uncertain(fault) : new BatchOutcome.Failed(fault);
        }
        catch (Exception exception) when (CosmosFaults.IsNoAnswer(exception, CancellationToken.None))
        {
            return new BatchOutcome.Uncertain(CosmosFaults.NoAnswer(exception));
        }
    }

    /// <summary>Which of the sent groups was carried out after all, judged by a head that was read after they were sent; at most one can have been.</summary>
    public static async Task<WriteGroup?> FindLandedAsync(TenantPartition partition, IReadOnlyList<WriteGroup> sent, HeadDocument head)
    {
        if (sent.FirstOrDefault(group => group.Commit == head.Commit) is { } last)
        {
            return last;
        }

        // Others may have written since: the record of the commit that took these versions says whose it is.
        foreach (var version in sent.Select(group => group.FirstVersion).Where(version => version <= head.HeadVersion).Distinct())
        {
            var (commit, _) = await partition.FindAsync<CommitDocument>("write", DocumentIds.OfCommit(version), CancellationToken.None);
            if (commit is not null && sent.FirstOrDefault(group => group.Commit == commit.Commit) is { } landed)
            {
                return landed;
            }
        }

        return null;
    }

    private static TransactionalBatch Build(TenantPartition partition, WriteGroup group, string? headETag)
    {
        var batch = partition.CreateBatch();
        var head = Stream(DocumentJson.Write(group.Head with { Commit = group.Commit }));
        _ = headETag is null
            ? batch.CreateItemStream(head)
            : batch.ReplaceItemStream(DocumentIds.Head, head, new TransactionalBatchItemRequestOptions { IfMatchEtag = headETag });
        foreach (var (id, (_, json)) in group.Documents)
        {
            // Housekeeping and TTL change documents without the head: hence their own conditions.
            _ = group.Before(id) is { StoredETag: var etag }
                ? batch.ReplaceItemStream(id, Stream(json), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag })
                : batch.CreateItemStream(Stream(json));
        }

        return batch.CreateItemStream(Stream(DocumentJson.Write(group.ToCommit())));
    }

    private static MemoryStream Stream(byte[] json) => new(json, writable: false);
}
