using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Connections;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>Sends. Success only means that the message was accepted: a send without receivers is no error.</summary>
internal static class SendEndpoints
{
    public static void MapSends(this RouteGroupBuilder hub, PathStyle style)
    {
        // The versioned addresses name the action, the v1 addresses only the receiver.
        var action = style == PathStyle.Dated ? "/:send" : "";
        hub.MapPost(style == PathStyle.Dated ? action : "/", ToEveryone).WithName($"SendToAll{style}").WithSummary("Sends to every connection of the hub.");
        hub.MapPost("/users/{user}" + action, ToUser).WithName($"SendToUser{style}").WithSummary("Sends to every connection of a user.");
        hub.MapPost("/groups/{group}" + action, ToGroup).WithName($"SendToGroup{style}").WithSummary("Sends to every connection in a group.");
        hub.MapPost("/connections/{connection}" + action, ToConnection).WithName($"SendToConnection{style}").WithSummary("Sends to one connection.");
    }

    private static Task<Results<Accepted<ServiceResponse>, DataPlaneError>> ToEveryone(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, CancellationToken cancellation) =>
        SendAsync(call, request, broadcaster, "hub", static call => call.Hub.Everyone(), cancellation);

    private static Task<Results<Accepted<ServiceResponse>, DataPlaneError>> ToUser(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, CancellationToken cancellation) =>
        SendAsync(call, request, broadcaster, "user", static call => call.Hub.OfUser(call.User), cancellation);

    private static Task<Results<Accepted<ServiceResponse>, DataPlaneError>> ToGroup(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, CancellationToken cancellation) =>
        SendAsync(call, request, broadcaster, "group", static call => call.Hub.InGroup(call.Group!), cancellation);

    private static Task<Results<Accepted<ServiceResponse>, DataPlaneError>> ToConnection(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, CancellationToken cancellation) =>
        SendAsync(call, request, broadcaster, "connection", static call => call.Hub.Connection(call.ConnectionId) is { } connection ? [connection] : [], cancellation);

    private static async Task<Results<Accepted<ServiceResponse>, DataPlaneError>> SendAsync(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, string scope, Func<DataPlaneCall, ClientConnection[]> receivers, CancellationToken cancellation)
    {
        var (message, error) = await RequestBody.ReadMessageAsync(request, cancellation);
        if (message is null)
        {
            return error!;
        }

        // Looked up after the body was read: connections that joined meanwhile get the message too.
        broadcaster.Send(scope, receivers(call), message, call.Excluded);
        return TypedResults.Accepted(uri: (string?)null, ServiceResponse.Done);
    }
}
