using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CosmosFront.Batches;
using CosmosFront.ChangeFeed;
using CosmosFront.Partitions;
using CosmosFront.Upstream;
using Microsoft.AspNetCore.Http;

namespace CosmosFront;

/// <summary>Decides who answers a request: a part of this front, or the server behind it.</summary>
internal sealed class Front(UpstreamServer upstream)
{
    private readonly ConcurrentDictionary<string, ContainerLog> logs = new(StringComparer.Ordinal);

    public Func<FrontRequest, FrontFault>? Faults { get; set; }

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var seen = new FrontRequest(
            request.Method, request.Path.Value!, Has(request, "x-ms-cosmos-is-batch-request"), Has(request, "x-ms-documentdb-isquery"), request.Headers.ContainsKey("A-IM"));
        var fault = Faults?.Invoke(seen) ?? FrontFault.None;
        switch (fault)
        {
            case FrontFault.Throttled:
                context.Response.Headers["x-ms-retry-after-ms"] = "5";
                await Answer.ErrorAsync(context, StatusCodes.Status429TooManyRequests, "429", "The request rate is too large.");
                break;
            case FrontFault.Unavailable:
                await Answer.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The service is unavailable.");
                break;
            case FrontFault.Unauthorized:
                await Answer.ErrorAsync(context, StatusCodes.Status401Unauthorized, "Unauthorized", "The identity is unknown.");
                break;
            case FrontFault.AnswerLost:
                var answer = context.Response.Body;
                context.Response.Body = Stream.Null;
                await RouteAsync(context);
                context.Response.Body = answer;
                context.Abort();
                break;
            default:
                await RouteAsync(context);
                break;
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        var request = context.Request;
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        switch (request.Path.Value!.Trim('/').Split('/'))
        {
            case ["dbs", _, "colls", _, "pkranges"]:
                await PartitionKeyRanges.WriteAsync(context);
                break;
            case ["dbs", var database, "colls", var container, "docs", .. var id]:
                var log = logs.GetOrAdd($"{database}/{container}", _ => new ContainerLog());
                await log.Turn.WaitAsync(context.RequestAborted);
                try
                {
                    await AnswerForDocumentsAsync(context, body, log, id is [var document] ? Uri.UnescapeDataString(document) : null);
                }
                finally
                {
                    log.Turn.Release();
                }

                break;
            case ["dbs", var database]:
                await ForwardAsync(context, body);
                if (HttpMethods.IsDelete(request.Method))
                {
                    foreach (var key in logs.Keys.Where(key => key.StartsWith(database + "/", StringComparison.Ordinal)))
                    {
                        logs.TryRemove(key, out _);
                    }
                }

                break;
            default:
                await ForwardAsync(context, body);
                break;
        }
    }

    private async Task AnswerForDocumentsAsync(HttpContext context, byte[] body, ContainerLog log, string? id)
    {
        var request = context.Request;
        var partitionKey = request.Headers["x-ms-documentdb-partitionkey"] is [{ } key] ? ContainerLog.Normalize(key) : null;
        if (Has(request, "x-ms-cosmos-is-query-plan-request"))
        {
            await QueryPlan.WriteAsync(context);
        }
        else if (Has(request, "x-ms-cosmos-is-batch-request"))
        {
            await TransactionalBatch.RunAsync(context, body, upstream, log);
        }
        else if (id is null && request.Headers.ContainsKey("A-IM"))
        {
            await ChangeFeedPage.WriteAsync(context, log);
        }
        else if (id is null && partitionKey is null && request.Headers["x-ms-documentdb-partitionkeyrangeid"] is [not "0"])
        {
            // The server behind it knows no partitions: it answers for all of them when the first one is asked.
            await Answer.WriteAsync(context, StatusCodes.Status200OK, new JsonObject { ["_rid"] = "", ["Documents"] = new JsonArray(), ["_count"] = 0 });
        }
        else if (id is not null && log.Find(partitionKey!, id) is not { } && !HttpMethods.IsPost(request.Method))
        {
            // The server behind it fails for a document that does not exist.
            await Answer.ErrorAsync(context, StatusCodes.Status404NotFound, "NotFound", "Entity with the specified id does not exist in the system.");
        }
        else if (id is not null && HttpMethods.IsGet(request.Method) && request.Headers.IfNoneMatch is [{ } etag] && log.Find(partitionKey!, id)!.ETag == etag)
        {
            Answer.Common(context);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        }
        else
        {
            Record(request, id, partitionKey, log, await ForwardAsync(context, body));
        }
    }

    private static void Record(HttpRequest request, string? id, string? partitionKey, ContainerLog log, UpstreamAnswer answer)
    {
        if (!answer.Succeeded || Has(request, "x-ms-documentdb-isquery") || HttpMethods.IsGet(request.Method))
        {
            return;
        }

        if (HttpMethods.IsDelete(request.Method))
        {
            log.Deleted(partitionKey!, id!);
        }
        else
        {
            log.Written(log.Next(), 0, partitionKey!, answer.Body);
        }
    }

    private async Task<UpstreamAnswer> ForwardAsync(HttpContext context, byte[] body)
    {
        var answer = await upstream.ForwardAsync(context.Request, body, context.RequestAborted);
        await Answer.WriteAsync(context, answer);
        return answer;
    }

    private static bool Has(HttpRequest request, string header) => bool.TryParse(request.Headers[header], out var value) && value;
}
