using System.Text.Json.Nodes;
using CosmosFront.ChangeFeed;
using CosmosFront.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace CosmosFront.Batches;

/// <summary>
/// <c>POST …/docs</c> with <c>x-ms-cosmos-is-batch-request</c>: all operations or none. Everything that can fail (a condition, an id in use) is checked before the first write;
/// the container's turn excludes other writers meanwhile. If an operation fails, the answer is 207: that operation has its reason, the others have 424.
/// Limits as documented: 100 operations, 2 MB.
/// </summary>
internal static class TransactionalBatch
{
    private const int MaxOperations = 100;
    private const int MaxBytes = 2 * 1024 * 1024;

    public static async Task RunAsync(HttpContext context, byte[] body, UpstreamServer upstream, ContainerLog log)
    {
        var operations = new List<BatchOperation>();
        using var stream = new MemoryStream(body);
        var read = await stream.ReadRecordIOAsync(
            (ReadOnlyMemory<byte> record) =>
            {
                operations.Add(BatchOperation.Read(record));
                return Result.Success;
            },
            resizer: new MemorySpanResizer<byte>(Math.Max(1, body.Length)));
        if (read != Result.Success)
        {
            await Answer.ErrorAsync(context, StatusCodes.Status400BadRequest, "BadRequest", $"The batch's body cannot be read: {read}.");
            return;
        }

        if (body.Length > MaxBytes)
        {
            await Answer.ErrorAsync(context, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", "Request size is too large");
            return;
        }

        if (operations.Count > MaxOperations)
        {
            await Answer.ErrorAsync(context, StatusCodes.Status400BadRequest, "BadRequest", "Batch request has more operations than what is supported.");
            return;
        }

        var partitionKey = ContainerLog.Normalize(context.Request.Headers["x-ms-documentdb-partitionkey"].ToString());
        var results = Refusals(operations, partitionKey, log)
            ?? await ApplyAsync(context, operations, partitionKey, upstream, log);
        var failed = results.Any(result => result.Status >= 400);
        Answer.Common(context);
        context.Response.StatusCode = failed ? StatusCodes.Status207MultiStatus : StatusCodes.Status200OK;
        context.Response.ContentType = "application/octet-stream";
        await context.Response.Body.WriteAsync(await WriteAsync(results));
    }

    /// <returns>Null when every operation can be done.</returns>
    private static BatchResult[]? Refusals(List<BatchOperation> operations, string partitionKey, ContainerLog log)
    {
        // The state of each document after the earlier operations of the batch. The ETag of a document written here is not known yet.
        var before = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i];
            var id = IdOf(operation);
            var etag = before.TryGetValue(id, out var known) ? known : log.Find(partitionKey, id)?.ETag;
            var status = operation.Kind switch
            {
                OperationKind.Create => etag is null ? 0 : StatusCodes.Status409Conflict,
                OperationKind.Upsert => etag is null || Matches(operation, etag) ? 0 : StatusCodes.Status412PreconditionFailed,
                _ => etag is null ? StatusCodes.Status404NotFound : Matches(operation, etag) ? 0 : StatusCodes.Status412PreconditionFailed,
            };
            if (status != 0)
            {
                return [.. operations.Select((_, index) => new BatchResult(index == i ? status : BatchResult.FailedDependency))];
            }

            before[id] = operation.Kind == OperationKind.Delete ? null : $"of operation {i}";
        }

        return null;
    }

    private static bool Matches(BatchOperation operation, string etag) => operation.IfMatch is null || operation.IfMatch == etag;

    private static async Task<BatchResult[]> ApplyAsync(
        HttpContext context, List<BatchOperation> operations, string partitionKey, UpstreamServer upstream, ContainerLog log)
    {
        var results = new BatchResult[operations.Count];
        var docs = context.Request.Path.Value!.TrimEnd('/');
        var lsn = log.Next();
        for (var i = 0; i < operations.Count; i++)
        {
            var (operation, id) = (operations[i], IdOf(operations[i]));
            if (operation.Kind == OperationKind.Read)
            {
                throw new NotSupportedException("Nothing here reads within a batch.");
            }

            var (method, path, upsert) = operation.Kind switch
            {
                OperationKind.Create => (HttpMethod.Post, docs, false),
                OperationKind.Upsert => (HttpMethod.Post, docs, true),
                OperationKind.Replace => (HttpMethod.Put, $"{docs}/{id}", false),
                _ => (HttpMethod.Delete, $"{docs}/{id}", false),
            };
            // Not cancelled: a batch must not be written in part.
            var answer = await upstream.WriteAsync(method, path, partitionKey, upsert, operation.Body, CancellationToken.None);
            if (!answer.Succeeded)
            {
                throw new InvalidOperationException($"An operation that could not fail ended with {answer.Status}.");
            }

            if (operation.Kind == OperationKind.Delete)
            {
                log.Deleted(partitionKey, id);
            }
            else
            {
                log.Written(lsn, i, partitionKey, answer.Body);
            }

            results[i] = new BatchResult(answer.Status, log.Find(partitionKey, id)?.ETag);
        }

        return results;
    }

    private static string IdOf(BatchOperation operation) => operation.Id ?? JsonNode.Parse(operation.Body!)!["id"]!.GetValue<string>();

    private static async Task<byte[]> WriteAsync(BatchResult[] results)
    {
        using var stream = new MemoryStream();
        await stream.WriteRecordIOAsync(new Segment("", BatchSchema.Schemas), (long index, out ReadOnlyMemory<byte> record) =>
        {
            record = index < results.Length ? results[index].Write() : default;
            return Result.Success;
        });
        return stream.ToArray();
    }
}
