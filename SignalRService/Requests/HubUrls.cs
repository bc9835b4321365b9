namespace SignalRService;

/// <summary>
/// The REST paths of one hub (data-plane version 2024-12-01), without query. Each name is one percent-encoded segment,
/// so that a name cannot change the path: otherwise a message could reach another group.
/// </summary>
internal sealed class HubUrls(Uri serverEndpoint, HubName hub)
{
    public const string Version = "api-version=2024-12-01";

    private readonly string root = $"{ServiceUrls.Base(serverEndpoint)}/api/hubs/{Uri.EscapeDataString(hub.Value)}";

    public string Broadcast => root + "/:send";

    public string CloseAll => root + "/:closeConnections";

    public string Group(string group) => $"{root}/groups/{PathSegment.Encode(group, "group")}";

    public string SendToGroup(string group) => Group(group) + "/:send";

    public string CloseGroup(string group) => Group(group) + "/:closeConnections";

    public string GroupConnections(string group) => Group(group) + "/connections";

    public string GroupConnection(string group, string connection) =>
        $"{Group(group)}/connections/{PathSegment.Encode(connection, "connection")}";

    public string User(string user) => $"{root}/users/{PathSegment.Encode(user, "user")}";

    public string SendToUser(string user) => User(user) + "/:send";

    public string CloseUser(string user) => User(user) + "/:closeConnections";

    public string UserGroups(string user) => User(user) + "/groups";

    public string UserGroup(string user, string group) => $"{User(user)}/groups/{PathSegment.Encode(group, "group")}";

    public string Connection(string connection) => $"{root}/connections/{PathSegment.Encode(connection, "connection")}";

    public string SendToConnection(string connection) => Connection(connection) + "/:send";

    public string ConnectionGroups(string connection) => Connection(connection) + "/groups";
}
