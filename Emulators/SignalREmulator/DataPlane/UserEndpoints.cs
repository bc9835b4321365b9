using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SignalREmulator.DataPlane;

/// <summary>Users: existence, and memberships, which outlive their connections.</summary>
internal static class UserEndpoints
{
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapUsers(this RouteGroupBuilder hub, PathStyle style)
    {
        hub.MapMethods("/users/{user}", GetOrHead, Exists).WithName($"UserExists{style}").WithSummary("Whether the user has an open connection.");
        if (style == PathStyle.Dated)
        {
            hub.MapMethods("/users/{user}/groups/{group}", GetOrHead, IsInGroup).WithName("UserInGroup").WithSummary("Whether the user is in the group.");
            hub.MapPut("/users/{user}/groups/{group}", Add).WithName("AddUserToGroup").WithSummary("Adds a user's present and future connections to a group.");
            hub.MapDelete("/users/{user}/groups/{group}", Remove).WithName("RemoveUserFromGroup").WithSummary("Removes a user from a group.");
            hub.MapDelete("/users/{user}/groups", RemoveFromAll).WithName("RemoveUserFromAllGroups").WithSummary("Removes a user from all groups.");
            hub.MapPost("/users/{user}/:closeConnections", Close).WithName("CloseUserConnections").WithSummary("Closes every connection of a user.");
        }
        else
        {
            hub.MapMethods("/groups/{group}/users/{user}", GetOrHead, IsInGroup).WithName("UserInGroupV1").WithSummary("Whether the user is in the group.");
            hub.MapPut("/groups/{group}/users/{user}", AddV1).WithName("AddUserToGroupV1").WithSummary("Adds a user's present and future connections to a group.");
            hub.MapDelete("/groups/{group}/users/{user}", RemoveV1).WithName("RemoveUserFromGroupV1").WithSummary("Removes a user from a group.");
            hub.MapDelete("/users/{user}/groups", RemoveFromAllV1).WithName("RemoveUserFromAllGroupsV1").WithSummary("Removes a user from all groups.");
        }
    }

    private static Results<Ok, DataPlaneError> Exists(DataPlaneCall call) =>
        call.Hub.OfUser(call.User).Length > 0 ? TypedResults.Ok() : DataPlaneError.NoUser();

    private static Results<Ok, DataPlaneError> IsInGroup(DataPlaneCall call) =>
        call.Hub.IsUserInGroup(call.Group!, call.User) ? TypedResults.Ok() : DataPlaneError.NotInGroup();

    private static Results<Ok<ServiceResponse>, DataPlaneError> Add(DataPlaneCall call, HttpRequest request)
    {
        if (!TryTimeToLive(request, out var timeToLive))
        {
            return InvalidTimeToLive();
        }

        return TypedResults.Ok(call.Hub.AddUserToGroup(call.Group!, call.User, timeToLive) ? ServiceResponse.Done : ServiceResponse.UserNotConnected);
    }

    private static Results<Accepted, DataPlaneError> AddV1(DataPlaneCall call, HttpRequest request)
    {
        if (!TryTimeToLive(request, out var timeToLive))
        {
            return InvalidTimeToLive();
        }

        call.Hub.AddUserToGroup(call.Group!, call.User, timeToLive);
        return TypedResults.Accepted(uri: (string?)null);
    }

    private static NoContent Remove(DataPlaneCall call)
    {
        call.Hub.RemoveUserFromGroup(call.Group!, call.User);
        return TypedResults.NoContent();
    }

    private static Accepted RemoveV1(DataPlaneCall call)
    {
        call.Hub.RemoveUserFromGroup(call.Group!, call.User);
        return TypedResults.Accepted(uri: (string?)null);
    }

    private static NoContent RemoveFromAll(DataPlaneCall call)
    {
        call.Hub.RemoveUserFromAllGroups(call.User);
        return TypedResults.NoContent();
    }

    private static Ok RemoveFromAllV1(DataPlaneCall call)
    {
        call.Hub.RemoveUserFromAllGroups(call.User);
        return TypedResults.Ok();
    }

    private static NoContent Close(DataPlaneCall call)
    {
        ConnectionEndpoints.CloseAll(call.Hub.OfUser(call.User), call);
        return TypedResults.NoContent();
    }

    private static bool TryTimeToLive(HttpRequest request, out TimeSpan? timeToLive)
    {
        timeToLive = null;
        if (request.Query["ttl"] is not { Count: > 0 } asked)
        {
            return true;
        }

        if (!int.TryParse(asked[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        timeToLive = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static DataPlaneError InvalidTimeToLive() => DataPlaneError.Invalid("ttl", "'ttl' is a whole number of seconds from 0 to 2147483647.");
}
