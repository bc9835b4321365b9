using System.Text.Json.Nodes;
using CosmosFront.Upstream;
using Microsoft.AspNetCore.Http;

namespace CosmosFront;

internal static class Answer
{
    public static Task WriteAsync(HttpContext context, int status, JsonNode body)
    {
        Common(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    public static Task ErrorAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(context, status, new JsonObject { ["code"] = code, ["message"] = message });

    public static async Task WriteAsync(HttpContext context, UpstreamAnswer answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        Common(context);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        if (answer.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            await context.Response.Body.WriteAsync(answer.Body);
        }
    }

    public static void Common(HttpContext context)
    {
        context.Response.Headers["x-ms-request-charge"] = "1";
        context.Response.Headers["x-ms-activity-id"] = Guid.NewGuid().ToString();
    }
}
