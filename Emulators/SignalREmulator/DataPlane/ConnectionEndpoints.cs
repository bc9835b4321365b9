using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Connections;

namespace SignalREmulator.DataPlane;

/// <summary>Single connections: existence and closing.</summary>
internal static class ConnectionEndpoints
{
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapConnections(this RouteGroupBuilder hub, PathStyle style)
    {
        hub.MapMethods("/connections/{connection}", GetOrHead, Exists).WithName($"ConnectionExists{style}").WithSummary("Whether the connection is open.");
        if (style == PathStyle.Dated)
        {
            hub.MapDelete("/connections/{connection}", Close).WithName("CloseConnection").WithSummary("Closes one connection.");
            hub.MapPost("/:closeConnections", CloseEveryone).WithName("CloseAllConnections").WithSummary("Closes every connection of the hub.");
        }
        else
        {
            hub.MapDelete("/connections/{connection}", CloseV1).WithName("CloseConnectionV1").WithSummary("Closes one connection.");
        }
    }

    public static void CloseAll(ReadOnlySpan<ClientConnection> connections, DataPlaneCall call)
    {
        var excluded = call.Excluded;
        foreach (var connection in connections)
        {
            if (excluded?.Contains(connection.Id) != true)
            {
                call.Hub.Close(connection, call.Reason);
            }
        }
    }

    private static Results<Ok, DataPlaneError> Exists(DataPlaneCall call) =>
        call.Hub.Connection(call.ConnectionId) is null ? DataPlaneError.NoConnection() : TypedResults.Ok();

    private static Results<Ok<ServiceResponse>, DataPlaneError> Close(DataPlaneCall call) =>
        TryClose(call) ? TypedResults.Ok(ServiceResponse.Done) : DataPlaneError.NoConnection();

    private static Results<Accepted, DataPlaneError> CloseV1(DataPlaneCall call) =>
        TryClose(call) ? TypedResults.Accepted(uri: (string?)null) : DataPlaneError.NoConnection();

    private static NoContent CloseEveryone(DataPlaneCall call)
    {
        CloseAll(call.Hub.Everyone(), call);
        return TypedResults.NoContent();
    }

    private static bool TryClose(DataPlaneCall call)
    {
        if (call.Hub.Connection(call.ConnectionId) is not { } connection)
        {
            return false;
        }

        call.Hub.Close(connection, call.Reason);
        return true;
    }
}
