using Microsoft.Net.Http.Headers;
using SignalREmulator.Hubs;

namespace SignalREmulator.Connections;

/// <summary>The requirement of every client request, checked before its token: exactly one well-formed hub.</summary>
internal static class ClientRequestRules
{
    public const string Path = "/client";

    public static void UseClientRequestRules(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal),
            client => client.Use(static (context, next) => HubOf(context) is null ? RefuseAsync(context) : next(context)));

    public static HubName? HubOf(HttpContext context) =>
        context.Request.Query["hub"] is [{ } hub] ? HubName.From(hub) : null;

    /// <summary>Whether the request opens a WebSocket or an event stream. Polls do not count, because any poll may be the first or a later one.</summary>
    public static bool OpensTransport(HttpRequest request) =>
        HttpMethods.IsConnect(request.Method)
        || (HttpMethods.IsGet(request.Method) && (request.Headers.ContainsKey(HeaderNames.Upgrade) || request.Headers.Accept.Contains("text/event-stream")));

    public static Task RefuseAsync(HttpContext context) =>
        TypedResults.Problem("The query must name one hub: a letter, then letters, digits and _ ` , . [ ].", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
}
