using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SignalREmulator.ClientResults;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>
/// Calls a client and waits for what it returns. The documents name the 200 and no other status: a client that failed, or took too long, is a 500 here,
/// because that is the one status after which the SDK does not send again (it may have been delivered), and one that left meanwhile is as if it had never been there.
/// </summary>
internal static class ClientResultEndpoint
{
    public static void MapClientResults(this RouteGroupBuilder hub) =>
        hub.MapPost("/connections/{connection}/:invoke", InvokeAsync).Since(ApiVersion.Latest).WithName("InvokeConnection").WithSummary("Calls a client and answers what it returns.");

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
