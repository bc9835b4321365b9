using System.Net;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Writing;

/// <summary>Keeps in the head that all documents of the tenant have the current schema. A head that an older program created has its schema until then, whoever replaces it.</summary>
internal static class HeadMigration
{
    public static async Task<bool> IsDoneAsync(TenantPartition partition, CancellationToken cancellationToken)
    {
        var (head, _) = await partition.FindAsync<HeadDocument>("migrate", DocumentIds.Head, cancellationToken);
        return head is null or { Schema: >= EntityDocument.CurrentSchema };
    }

    public static async Task SetDoneAsync(TenantPartition partition, CancellationToken cancellationToken)
    {
        while (await partition.FindAsync<HeadDocument>("migrate", DocumentIds.Head, cancellationToken) is ({ Schema: < EntityDocument.CurrentSchema } head, var etag))
        {
            var batch = partition.CreateBatch();
            batch.ReplaceItemStream(
                DocumentIds.Head,
                new MemoryStream(DocumentJson.Write(head with { Schema = EntityDocument.CurrentSchema })),
                new TransactionalBatchItemRequestOptions { IfMatchEtag = etag });
            using var response = await CosmosCalls.RunAsync("migrate", () => batch.ExecuteAsync(cancellationToken), answer => answer.RequestCharge, cancellationToken);
            // Somebody wrote to the tenant meanwhile: then the new head is to be marked.
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.PreconditionFailed)
            {
                throw CosmosFaults.Of(response.StatusCode, 0, response.RetryAfter, null);
            }
        }
    }
}
