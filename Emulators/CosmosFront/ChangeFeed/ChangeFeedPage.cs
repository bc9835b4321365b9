using System.Globalization;
using System.Text.Json.Nodes;
using CosmosFront.Partitions;
using Microsoft.AspNetCore.Http;

namespace CosmosFront.ChangeFeed;

/// <summary>
/// <c>GET …/docs</c> with <c>A-IM: Incremental feed</c>: what was written after the continuation in <c>If-None-Match</c> (an lsn in quotes; <c>*</c>: from now on;
/// absent: from the beginning), of a partition key, a physical partition or a range of effective keys. The answer's ETag is the next continuation; 304 if nothing is new.
/// </summary>
internal static class ChangeFeedPage
{
    public static Task WriteAsync(HttpContext context, ContainerLog log)
    {
        var headers = context.Request.Headers;
        var after = After(headers.IfNoneMatch.ToString(), log.Lsn);
        var limit = int.TryParse(headers["x-ms-max-item-count"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : 100;
        var page = log.Read(after, Within(headers), limit);

        Answer.Common(context);
        // A range without changes has also been read up to here.
        var place = page.Count > 0 ? page[^1].Lsn : log.Lsn;
        context.Response.Headers.ETag = $"\"{place.ToString(CultureInfo.InvariantCulture)}\"";
        context.Response.Headers["x-ms-item-count"] = page.Count.ToString(CultureInfo.InvariantCulture);
        if (page.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Answer.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["_rid"] = "",
            ["Documents"] = new JsonArray([.. page.Select(document => document.Content.DeepClone())]),
            ["_count"] = page.Count,
        });
    }

    private static long After(string place, long now) => place switch
    {
        "" => 0,
        "*" => now,
        _ => long.Parse(place.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture),
    };

    private static Func<StoredDocument, bool> Within(IHeaderDictionary headers)
    {
        if (headers["x-ms-documentdb-partitionkey"] is [{ } key])
        {
            var partitionKey = ContainerLog.Normalize(key);
            return document => document.PartitionKey == partitionKey;
        }

        var start = headers["x-ms-start-epk"].FirstOrDefault() ?? "";
        var end = headers["x-ms-end-epk"].FirstOrDefault() ?? "FF";
        if (headers["x-ms-documentdb-partitionkeyrangeid"] is [{ } id])
        {
            var range = PartitionKeyRange.All.Single(range => range.Id == id.Split(',')[^1]);
            (start, end) = (string.CompareOrdinal(start, range.Min) > 0 ? start : range.Min, string.CompareOrdinal(end, range.Max) < 0 ? end : range.Max);
        }

        var part = new PartitionKeyRange("", start, end);
        return document => part.Contains(document.EffectiveKey);
    }
}
