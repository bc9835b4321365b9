using SignalREmulator.Hubs;

namespace SignalREmulator.Connections;

/// <summary>
/// Tells every client that the emulator stops and that it may come back, and gives the transports time to carry that, as the service does
/// when it moves connections off an instance. Left to themselves the transports would just break.
/// </summary>
internal sealed class Farewells(HubDirectory hubs)
{
    /// <summary>How long a stop waits for clients that do not take their last frame.</summary>
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
            // After the count, or a connection could slip in between the goodbyes and the look at who is left. A poll may yet fetch its goodbye.
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

    /// <summary>Returns when all are gone, or after a while. A client between two polls cannot be waited for; it finds the emulator gone.</summary>
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
        // What registers last runs first, and the transports' own end is registered when clients are mapped.
        app.Lifetime.ApplicationStopping.Register(farewells.Say);
    }
}
