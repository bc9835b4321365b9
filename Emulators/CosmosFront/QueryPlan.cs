using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CosmosFront;

/// <summary>
/// The answer to <c>x-ms-cosmos-is-query-plan-request</c>: "send the query unchanged to the whole container". Right for queries that need no
/// combination of several partitions: those of one partition key, and plain filters.
/// </summary>
internal static class QueryPlan
{
    public static Task WriteAsync(HttpContext context) => Answer.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject
        {
            ["distinctType"] = "None",
            ["orderBy"] = new JsonArray(),
            ["orderByExpressions"] = new JsonArray(),
            ["groupByExpressions"] = new JsonArray(),
            ["groupByAliases"] = new JsonArray(),
            ["aggregates"] = new JsonArray(),
            ["groupByAliasToAggregateType"] = new JsonObject(),
            ["rewrittenQuery"] = "",
            ["hasSelectValue"] = false,
        },
        ["queryRanges"] = new JsonArray(new JsonObject { ["min"] = "", ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false }),
    });
}
