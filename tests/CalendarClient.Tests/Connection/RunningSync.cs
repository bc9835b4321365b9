using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CalendarClient.Tests.Connection;

/// <summary>The whole client, over real HTTP and SignalR, on a clock that only the test moves.</summary>
public abstract class RunningSync : IAsyncLifetime
{
    protected static CancellationToken Patience => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(Make.Noon);

    /// <summary>One entry for each call of the token provider: whether it asked for a new token.</summary>
    protected ConcurrentQueue<bool> TokenRequests { get; } = new();

    protected TimeSpan? TokenLife { get; set; }

    /// <summary>What the token provider throws; nothing when null.</summary>
    protected Exception? TokenFailure { get; set; }

    protected Func<double> Chance { get; set; } = () => 0.999;

    internal RecordedLogs Logs { get; } = new();

    protected CalendarSync Sync { get; private set; } = null!;

    /// <summary>What the client keeps in its replica.</summary>
    internal virtual EntityKinds Kinds => EntityKinds.All;

    internal RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.StartAsync();
        Sync = NewSync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sync.DisposeAsync();
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private CalendarSync NewSync() => new(new()
    {
        Api = Service.Address,
        Time = Time,
        Kinds = Kinds,
        Chance = () => Chance(),
        Logging = Logs,
        MaxPendingChanges = 3,
        Tokens = (renew, _) =>
        {
            TokenRequests.Enqueue(renew);
            if (TokenFailure is { } failure)
            {
                throw failure;
            }

            return ValueTask.FromResult(new AccessToken("token", TokenLife is { } life ? Time.GetUtcNow() + life : null));
        },
    });

    /// <summary>Starts the client and waits until it is live and no request is in flight.</summary>
    protected async Task StartAsync()
    {
        Sync.Start();
        await WaitForAsync(ConnectionState.Live);
        await ReachAsync(Service.Store.Head);
        await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
    }

    protected Task ReachAsync(Position position) => Sync.WaitForPositionAsync(position, Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

    protected Task WaitForAsync(ConnectionState connection) => Sync.WaitForConnectionAsync(connection, Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

    protected static async Task<ReplicaChange> NextAsync(IAsyncEnumerator<ReplicaChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Patience));
        return changes.Current;
    }

    /// <summary>Moves the clock second by second, and waits for the requests of each second, until the condition holds.</summary>
    protected async Task AdvanceUntilAsync(Func<bool> condition)
    {
        for (var seconds = 0; !condition(); seconds++)
        {
            Assert.True(seconds < 120, "It did not come about within two minutes.");
            Time.Advance(TimeSpan.FromSeconds(1));
            await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
        }
    }

    protected async Task AwaitAsync(Func<bool> condition) =>
        await Sync.WaitForAsync(_ => condition(), Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);

    protected static bool Refuse(HttpContext context, string path, int status, int? retryAfter = null)
    {
        if (!context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
        {
            return false;
        }

        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(provider: null);
        }

        return true;
    }
}
