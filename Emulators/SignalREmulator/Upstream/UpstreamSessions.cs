using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;
using SignalREmulator.Tokens;

namespace SignalREmulator.Upstream;

/// <summary>What all sessions share, and the sessions that still have events to send, so that a stop can wait for them.</summary>
internal sealed partial class UpstreamSessions(UpstreamRoutes routes, UpstreamCaller caller, IOptions<EmulatorOptions> options, ILogger<UpstreamSessions> logger)
    : IHostedService, IDisposable
{
    /// <summary>How long a stop waits for the remaining events.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<UpstreamSession, Task> running = [];
    private readonly CancellationTokenSource stopping = new();
    private Task? stopped;

    public UpstreamRoutes Routes => routes;

    public UpstreamCaller Caller => caller;

    public EmulatorOptions Options => options.Value;

    /// <summary>Cancelled when no more events are sent.</summary>
    public CancellationToken Stopping => stopping.Token;

    public UpstreamSession Open(ConnectionContext context, ClientConnection client, ClientIdentity identity) => new(this, context, client, identity);

    public void Run(UpstreamSession session, Func<CancellationToken, Task> tell)
    {
        lock (gate)
        {
            running.Add(session, RunAsync(session, tell));
        }
    }

    public void NotSent(string category, string connectionId) => Log.NotSent(logger, category, connectionId);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>Both the program and its starter may stop a host, and one of them may dispose of it before the other's call: both share one stop.</remarks>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return stopped ??= EndAsync(cancellationToken);
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Running()).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Log.GivenUp(logger, Running().Length);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(Running());
    }

    private Task[] Running()
    {
        lock (gate)
        {
            return [.. running.Values];
        }
    }

    private async Task RunAsync(UpstreamSession session, Func<CancellationToken, Task> tell)
    {
        // Not on the caller's time, which is a handshake.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await tell(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The emulator stops; the remaining events are not sent.
        }
        finally
        {
            lock (gate)
            {
                running.Remove(session);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An event of {Category} of connection {ConnectionId} cannot be sent: its name or its user is not valid in a header or a path.")]
        public static partial void NotSent(ILogger logger, string category, string connectionId);

        [LoggerMessage(2, LogLevel.Warning, "Stopped while {Count} connections had events left for their upstream.")]
        public static partial void GivenUp(ILogger logger, int count);
    }
}
