using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SignalREmulator.ClientResults;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>
/// Calls a client and waits for its result. The documents name only the 200. A client that fails or takes too long is a 500 here,
/// because after that status the SDK does not retry (the call may have been delivered). A connection that closes meanwhile is treated as unknown.
/// </summary>
internal static class ClientResultEndpoint
{
    public static void MapClientResults(this RouteGroupBuilder hub) =>
        hub.MapPost("/connections/{connection}/:invoke", InvokeAsync).Since(ApiVersion.Latest).WithName("InvokeConnection").WithSummary("Calls a client and returns its result.");

    private static async Task<Results<ClientResult, DataPlaneError>> InvokeAsync(
        DataPlaneCall call, HttpRequest request, Broadcaster broadcaster, IOptions<EmulatorOptions> options, TimeProvider time, CancellationToken cancellation)
    {
        var (message, error) = await RequestBody.ReadMessageAsync(request, cancellation);
        if (message is null)
        {
            return error!;
        }

        if (call.Hub.Connection(call.ConnectionId) is not { } connection)
        {
            return DataPlaneError.NoConnection("Error");
        }

        using var pending = connection.Results.Ask();
        if (message.For(connection.Protocol, pending.Id) is not { } frame)
        {
            return DataPlaneError.Invalid("payload", $"The body holds no call for a client of the {connection.Protocol.Name} protocol.");
        }

        if (broadcaster.Send("invocation", [connection], OutgoingMessage.Of(frame)) == 0)
        {
            return DataPlaneError.NoConnection("Error");
        }

        try
        {
            return await pending.Answer.WaitAsync(options.Value.ClientResultTimeout, time, cancellation) switch
            {
                null => DataPlaneError.NoConnection("Error"),
                { Error: { } reason } => DataPlaneError.NoResult("Failed", reason),
                var completion when ClientResult.From(completion, connection.Protocol) is { } result => result,
                _ => DataPlaneError.NoResult("Failed", "What the client returned has no form in JSON."),
            };
        }
        catch (TimeoutException)
        {
            return DataPlaneError.NoResult("Timeout", "The client did not answer in time.");
        }
    }
}
