using CalendarClient;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Clients;

/// <summary>CalendarClient of one user, with a second, bare connection that shows which pushes the user receives.</summary>
public sealed class FollowingClient : IAsyncDisposable
{
    private readonly CalendarSync sync;
    private readonly PushListener listener;
    private readonly Task watching;

    private FollowingClient(CalendarSync sync, PushListener listener)
    {
        this.sync = sync;
        this.listener = listener;
        watching = WatchAsync();
        sync.Start();
    }

    /// <summary>Every push that arrived, in the order of arrival.</summary>
    public IReadOnlyCollection<Reload> Pushes => listener.Pushes;

    /// <summary>Whether a version that the client showed ever went back. It must stay false.</summary>
    public bool WentBack { get; private set; }

    public static async Task<FollowingClient> ConnectAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var pushes = await PushListener.ConnectAsync(api.Api, _ => new(api.Token), cancellationToken);
        var client = new FollowingClient(new(new() { Api = api.Api, Tokens = (_, _) => new(new AccessToken(api.Token)) }), pushes);
        await client.sync.WaitForConnectionAsync(ConnectionState.Live, cancellationToken).WaitAsync(RunningSystem.Patience, cancellationToken);
        return client;
    }

    /// <summary>The events of one calendar that the client shows: id to version.</summary>
    public Dictionary<string, long> Shown(string calendar) => sync.Replica.EventsOf(calendar).ToDictionary(item => item.Id, item => item.Version, StringComparer.Ordinal);

    public async Task ReachesAsync(long target, CancellationToken cancellationToken)
    {
        try
        {
            await sync.WaitForAsync(replica => replica.Position?.Version >= target, cancellationToken).WaitAsync(RunningSystem.Patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Waited for version {target}; at {sync.Replica.Position}, {sync.Connection}, {Pushes.Count} pushes.", exception);
        }
    }

    /// <inheritdoc cref="PushListener.HearsAsync"/>
    public Task HearsAsync(Func<Reload, bool> wanted, CancellationToken cancellationToken) => listener.HearsAsync(wanted, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await sync.DisposeAsync();
        await listener.DisposeAsync();
        await watching;
    }

    private async Task WatchAsync()
    {
        Position? shown = null;
        await foreach (var change in sync.Changes(CancellationToken.None))
        {
            var position = change.Replica.Position;
            WentBack |= position?.Version < shown?.Version || change.Events.Any(item => item.After?.Version < item.Before?.Version);
            shown = position;
        }
    }
}
