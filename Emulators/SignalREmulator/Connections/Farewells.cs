using SignalREmulator.Hubs;

namespace SignalREmulator.Connections;

/// <summary>
/// When the emulator stops, tells every client that it may reconnect, and gives the transports time to deliver that, as the service does
/// when it moves connections to another instance. Without this the transports would just break.
/// </summary>
internal sealed class Farewells(HubDirectory hubs)
{
    /// <summary>How long a stop waits for clients that do not read their last frame.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int carrying;
    private volatile bool stopping;

    /// <summary>Counts the requests that carry a connection: a WebSocket, an event stream, a poll.</summary>
    public async Task CarryAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref carrying);
        try
        {
            // After the count; otherwise a connection could open between the Close frames and the check of who is left. A poll may still fetch its Close frame.
            await (stopping && ClientRequestRules.OpensTransport(context.Request) ? RefuseAsync(context) : next(context));
        }
        finally
        {
            if (Interlocked.Decrement(ref carrying) == 0 && stopping)
            {
                emptied.TrySetResult();
            }
        }
    }

    /// <summary>Returns when all clients have disconnected, or after a time limit. A client between two polls cannot be waited for; it finds the emulator stopped.</summary>
    public void Say()
    {
        stopping = true;
        foreach (var connection in hubs.All.SelectMany(hub => hub.Everyone()))
        {
            connection.Close(reason: null, allowReconnect: true);
        }

        if (Volatile.Read(ref carrying) > 0)
        {
            emptied.Task.Wait(Patience);
        }
    }

    private static Task RefuseAsync(HttpContext context) =>
        TypedResults.Problem("The emulator is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
}

internal static class FarewellExtensions
{
    public static void UseFarewells(this WebApplication app)
    {
        var farewells = app.Services.GetRequiredService<Farewells>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(ClientRequestRules.Path, StringComparison.Ordinal) && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsConnect(context.Request.Method)),
            client => client.Use(farewells.CarryAsync));
        // Callbacks run in reverse order of registration, and the transports' own end is registered when clients are mapped.
        app.Lifetime.ApplicationStopping.Register(farewells.Say);
    }
}
