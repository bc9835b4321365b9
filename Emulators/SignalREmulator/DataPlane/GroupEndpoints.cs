using Microsoft.AspNetCore.Http.HttpResults;

namespace SignalREmulator.DataPlane;

/// <summary>Groups of connections: members, joining, leaving, closing.</summary>
internal static class GroupEndpoints
{
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapGroups(this RouteGroupBuilder hub, PathStyle style)
    {
        hub.MapMethods("/groups/{group}", GetOrHead, Exists).WithName($"GroupExists{style}").WithSummary("Whether anyone is in the group.");
        hub.MapPut("/groups/{group}/connections/{connection}", Add).WithName($"AddConnectionToGroup{style}").WithSummary("Adds a connection to a group.");
        hub.MapDelete("/groups/{group}/connections/{connection}", Remove).WithName($"RemoveConnectionFromGroup{style}").WithSummary("Removes a connection from a group.");
        if (style == PathStyle.V1)
        {
            return;
        }

        hub.MapGet("/groups/{group}/connections", GroupConnectionPages.List).Since(ApiVersion.Latest).WithName("ListGroupConnections").WithSummary("Lists the members of the group, in pages.");
        hub.MapPost("/groups/{group}/:closeConnections", Close).WithName("CloseGroupConnections").WithSummary("Closes every connection in the group.");
        hub.MapDelete("/connections/{connection}/groups", RemoveFromAll).WithName("RemoveConnectionFromAllGroups").WithSummary("Removes a connection from all its groups.");
    }

    private static Results<Ok, DataPlaneError> Exists(DataPlaneCall call) =>
        call.Hub.InGroup(call.Group!).Length > 0 ? TypedResults.Ok() : DataPlaneError.NoGroup();

    private static Results<Ok<ServiceResponse>, DataPlaneError> Add(DataPlaneCall call) =>
        call.Hub.AddToGroup(call.Group!, call.ConnectionId) ? TypedResults.Ok(ServiceResponse.Done) : DataPlaneError.NoConnection("Error");

    private static Results<Ok<ServiceResponse>, DataPlaneError> Remove(DataPlaneCall call)
    {
        if (call.Hub.RemoveFromGroup(call.Group!, call.ConnectionId))
        {
            return TypedResults.Ok(ServiceResponse.Done);
        }

        // The newest version no longer answers 404 here.
        return call.Version == ApiVersion.Latest ? TypedResults.Ok(ServiceResponse.NoSuchConnection) : DataPlaneError.NoConnection("Error");
    }

    private static Ok<ServiceResponse> RemoveFromAll(DataPlaneCall call) =>
        TypedResults.Ok(call.Hub.RemoveFromAllGroups(call.ConnectionId) ? ServiceResponse.Done : ServiceResponse.NoSuchConnection);

    private static NoContent Close(DataPlaneCall call)
    {
        ConnectionEndpoints.CloseAll(call.Hub.InGroup(call.Group!), call);
        return TypedResults.NoContent();
    }
}
