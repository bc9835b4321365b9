using System.Text.Json.Serialization;
using SignalREmulator.Connections;
using SignalREmulator.Hubs;

namespace SignalREmulator.Faults;

/// <summary>Which connections to end, and how.</summary>
/// <param name="Group">Only connections in this group.</param>
/// <param name="User">Only connections of this user.</param>
/// <param name="Share">The share of them, 0 to 1, chosen by the seed; the number is rounded.</param>
/// <param name="How"><c>abort</c>: without a Close frame. <c>close</c>: with a Close frame that allows to reconnect.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow), JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record CutRequest(string Hub, string? Group = null, string? User = null, double Share = 1, string How = CutRequest.Abort)
{
    public const string Abort = "abort";
    public const string Close = "close";

    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new FieldProblems();
        if (HubName.From(Hub) is null)
        {
            problems.Add("hub", "must be a letter, then up to 127 letters, digits and _ ` , . [ ]");
        }

        problems.Range("share", Share, 0, 1);
        if (How is not (Abort or Close))
        {
            problems.Add("how", $"must be {Abort} or {Close}");
        }

        return problems.ByField;
    }
}

internal sealed class ConnectionCuts(HubDirectory hubs, ActiveFaults faults, FaultCounters counters)
{
    /// <returns>How many connections were ended. They have left their hub when this returns.</returns>
    public int Cut(CutRequest request)
    {
        var hub = hubs[HubName.From(request.Hub)!.Value];
        var connections = Named(hub, request);
        // Ordered by age only, so that the result depends on the seed and not on ids.
        faults.Shuffle(connections.AsSpan());
        var count = (int)Math.Round(connections.Length * request.Share, MidpointRounding.AwayFromZero);
        foreach (var connection in connections.AsSpan(0, count))
        {
            hub.Disconnect(connection);
            if (request.How == CutRequest.Abort)
            {
                connection.Abort("Cut on demand.");
            }
            else
            {
                connection.Close(reason: null, allowReconnect: true);
            }

            counters.Cut();
        }

        return count;
    }

    private static ClientConnection[] Named(Hub hub, CutRequest request) => request switch
    {
        { Group: { } group, User: { } user } => [.. hub.InGroup(group).Where(connection => connection.UserId == user)],
        { Group: { } group } => [.. hub.InGroup(group)],
        { User: { } user } => [.. hub.OfUser(user)],
        _ => [.. hub.Everyone()],
    };
}
