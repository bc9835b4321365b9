using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CosmosFront.Partitions;

/// <summary><c>GET …/pkranges</c>, read by clients as a feed of its own: the second page, asked for with the first one's ETag, is 304.</summary>
internal static class PartitionKeyRanges
{
    private const string ETag = "\"ranges\"";

    public static Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.ETag = ETag;
        if (context.Request.Headers.IfNoneMatch == ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var ranges = PartitionKeyRange.All.Select(range => (JsonNode)new JsonObject
        {
            ["_rid"] = range.Id,
            ["id"] = range.Id,
            ["_etag"] = ETag,
            ["minInclusive"] = range.Min,
            ["maxExclusive"] = range.Max,
            ["ridPrefix"] = int.Parse(range.Id, System.Globalization.CultureInfo.InvariantCulture),
            ["_self"] = $"pkranges/{range.Id}/",
            ["throughputFraction"] = 1.0 / PartitionKeyRange.All.Count,
            ["status"] = "online",
            ["parents"] = new JsonArray(),
            ["_ts"] = 0,
        });
        return Answer.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["_rid"] = "",
            ["PartitionKeyRanges"] = new JsonArray([.. ranges]),
            ["_count"] = PartitionKeyRange.All.Count,
        });
    }
}
