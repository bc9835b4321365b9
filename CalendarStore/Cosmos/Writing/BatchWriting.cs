using System.Net;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Writing;

/// <summary>A group of writes as one transactional batch: the head and the changed documents.</summary>
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
    /// <exception cref="StoreUnavailableException">That cannot be known any more.</exception>
    public static WriteGroup? FindLanded(IReadOnlyList<WriteGroup> sent, HeadDocument head)
    {
        if (sent.FirstOrDefault(group => head.HasCarriedOut(group.Batch) == true) is { } landed)
        {
            return landed;
        }

        return sent.All(group => head.HasCarriedOut(group.Batch) == false)
            ? null
            : throw new StoreUnavailableException("Other processes wrote to the tenant so often meanwhile that it is unknown whether this write was carried out.") { IsTransient = true };
    }

    private static TransactionalBatch Build(TenantPartition partition, WriteGroup group, string? headETag)
    {
        var batch = partition.CreateBatch();
        var head = Stream(DocumentJson.Write(group.ToHead()));
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

        return batch;
    }

    private static MemoryStream Stream(byte[] json) => new(json, writable: false);
}
