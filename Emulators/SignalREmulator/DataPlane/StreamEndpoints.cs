using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>
/// The items and the end of a stream that a client requested. As with every send, success only means accepted: a closed connection,
/// or an unknown stream, is no error.
/// </summary>
internal static class StreamEndpoints
{
    private const int MaxIdLength = 100;

    public static void MapStreams(this RouteGroupBuilder hub)
    {
        hub.MapPost("/connections/{connection}/streams/{stream}/:send", SendAsync).Since(ApiVersion.Latest).WithName("SendStreamItem").WithSummary("Sends an item of a stream.");
        hub.MapPost("/connections/{connection}/streams/{stream}/:complete", Complete).Since(ApiVersion.Latest).WithName("CompleteStream").WithSummary("Ends a stream.");
    }

    private static async Task<Results<Accepted<ServiceResponse>, DataPlaneError>> SendAsync(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, CancellationToken cancellation)
    {
        if (!IsId(call.StreamId))
        {
            return InvalidId();
        }

        if (!TryFlag(request, "completed", out var completes))
        {
            return DataPlaneError.Invalid("completed", "'completed' is true or false.");
        }

        var item = new StreamItem(call.StreamId, completes);
        var (message, error) = await RequestBody.ReadAsync(request, new BodyReaders<OutgoingMessage>(item.FromJson, item.FromMessagePack, item.FromFrames), cancellation);
        if (message is null)
        {
            return error!;
        }

        if (call.Hub.Connection(call.ConnectionId) is { } connection)
        {
            broadcaster.Send("stream", [connection], message);
        }

        return TypedResults.Accepted(uri: (string?)null, ServiceResponse.Done);
    }

    private static Results<Accepted<ServiceResponse>, DataPlaneError> Complete(DataPlaneCall call, HttpRequest request, Broadcaster broadcaster)
    {
        if (!IsId(call.StreamId))
        {
            return InvalidId();
        }

        // The swagger names it reason; the Management SDK sends error.
        var error = call.Reason ?? (request.Query["error"] is [{ Length: > 0 } text] ? text : null);
        if (call.Hub.Connection(call.ConnectionId) is { } connection)
        {
            broadcaster.Send("stream", [connection], OutgoingMessage.Of(connection.Protocol.Complete(call.StreamId, error)));
        }

        return TypedResults.Accepted(uri: (string?)null, ServiceResponse.Done);
    }

    private static bool IsId(string id) => id.Length <= MaxIdLength && !string.IsNullOrWhiteSpace(id);

    private static DataPlaneError InvalidId() => DataPlaneError.Invalid("streamId", $"A stream's id has 1 to {MaxIdLength} characters and is not all white space.");

    private static bool TryFlag(HttpRequest request, string key, out bool value)
    {
        value = false;
        return request.Query[key] is not { Count: > 0 } asked || bool.TryParse(asked[^1], out value);
    }
}
