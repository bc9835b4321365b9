using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace EndToEnd.Tests.Clients;

/// <summary>
/// A client as the design describes it: a push is a hint, <c>changes</c> is the truth, and every connection made anew begins with a look.
/// It keeps what it shows (events and their versions), so that a test can compare it with the store.
/// </summary>
public sealed class FollowingClient : IAsyncDisposable
{
    private readonly ApiClient api;
    private readonly HubConnection connection;
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<(Func<FollowingClient, bool> Condition, TaskCompletionSource Met)> waiters = [];
    private readonly Dictionary<(string Calendar, string Event), long> shown = [];
    private Task following = Task.CompletedTask;
    private string token = "";
    private long version;

    private FollowingClient(ApiClient api)
    {
        this.api = api;
        connection = new HubConnectionBuilder()
            .WithUrl(new Uri(api.Api, "api"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(api.Token))
            .WithAutomaticReconnect(new Forever())
            .Build();
        connection.On<Reload>("reload", Receive);
        connection.Reconnected += _ => { looks.Writer.TryWrite(true); return Task.CompletedTask; };
    }

    /// <summary>Every push that arrived, in order of arrival.</summary>
    public ConcurrentQueue<Reload> Pushes { get; } = new();

    /// <summary>Whether a version it showed ever went back: must stay false.</summary>
    public bool WentBack { get; private set; }

    public static async Task<FollowingClient> ConnectAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var client = new FollowingClient(api);
        await client.connection.StartAsync(cancellationToken);
        client.token = (await api.GetAsync("api/changes/head", cancellationToken))["token"]!.GetValue<string>();
        client.following = client.FollowAsync();
        client.looks.Writer.TryWrite(true);
        return client;
    }

    /// <summary>What it shows of one calendar: event id to version.</summary>
    public Dictionary<string, long> Shown(string calendar)
    {
        lock (gate)
        {
            return shown.Where(item => item.Key.Calendar == calendar).ToDictionary(item => item.Key.Event, item => item.Value, StringComparer.Ordinal);
        }
    }

    public Task ReachesAsync(long target, CancellationToken cancellationToken) =>
        UntilAsync(client => client.version >= target, $"version {target}", cancellationToken);

    public Task HearsAsync(Func<Reload, bool> wanted, CancellationToken cancellationToken) =>
        UntilAsync(client => client.Pushes.Any(wanted), "a push", cancellationToken);

    private async Task UntilAsync(Func<FollowingClient, bool> condition, string what, CancellationToken cancellationToken)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (condition(this))
            {
                return;
            }

            waiters.Add((condition, met));
        }

        try
        {
            await await Task.WhenAny(met.Task, failed.Task).WaitAsync(RunningSystem.Patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Waited for {what}; at version {version}, {connection.State}, {Pushes.Count} pushes.", exception);
        }
    }

    private void Receive(Reload push)
    {
        Pushes.Enqueue(push);
        looks.Writer.TryWrite(true);
        Notice();
    }

    private async Task FollowAsync()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                using var slowCheck = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
                slowCheck.CancelAfter(TimeSpan.FromSeconds(20));
                try
                {
                    await looks.Reader.ReadAsync(slowCheck.Token);
                }
                catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
                {
                    // The design's slow check: nothing was heard for a while, so look.
                }

                await PullAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            failed.TrySetException(exception);
        }
    }

    private async Task PullAsync(CancellationToken cancellationToken)
    {
        bool more;
        do
        {
            var page = await api.GetAsync($"api/changes?since={Uri.EscapeDataString(token)}", cancellationToken);
            lock (gate)
            {
                Apply(page["events"]!.AsArray());
                var reached = page["to"]!.GetValue<long>();
                WentBack |= reached < version;
                version = reached;
            }

            token = page["next"]!.GetValue<string>();
            more = page["more"]!.GetValue<bool>();
            Notice();
        }
        while (more);
    }

    private void Apply(JsonArray events)
    {
        foreach (var item in events)
        {
            var id = (item!["calendarId"]!.GetValue<string>(), item["id"]!.GetValue<string>());
            var itemVersion = item["version"]!.GetValue<long>();
            WentBack |= shown.TryGetValue(id, out var before) && before > itemVersion;
            if (item["deleted"]?.GetValue<bool>() == true)
            {
                shown.Remove(id);
            }
            else
            {
                shown[id] = itemVersion;
            }
        }
    }

    private void Notice()
    {
        lock (gate)
        {
            foreach (var waiter in waiters.Where(waiter => waiter.Condition(this)).ToList())
            {
                waiters.Remove(waiter);
                waiter.Met.TrySetResult();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await connection.DisposeAsync();
        await following;
        stopping.Dispose();
    }

    private sealed class Forever : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) =>
            TimeSpan.FromMilliseconds(Math.Min(2_000, 100 << (int)Math.Min(retryContext.PreviousRetryCount, 4)));
    }
}
