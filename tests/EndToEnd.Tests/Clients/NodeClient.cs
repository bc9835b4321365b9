using System.Collections.Concurrent;
using System.Text.Json;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;
using Tests.Node;
using Client = Tests.Node.NodeClient;

namespace EndToEnd.Tests.Clients;

/// <summary>The client that a web app connects with: <c>@microsoft/signalr</c>, in Node, with the web app's packages.</summary>
public sealed class NodeClient : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly NodeProgram program;
    private readonly Client client;
    private readonly SemaphoreSlim heard = new(0);
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;

    private NodeClient(NodeProgram program, Client client)
    {
        this.program = program;
        this.client = client;
        reading = ReadAsync();
    }

    public ConcurrentQueue<Reload> Pushes { get; } = new();

    public static async Task<NodeClient> ConnectAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var node = NodeProgram.Start(TestPaths.WebFolder);
        var connected = new NodeClient(node, await node.OpenAsync(new { url = new Uri(api.Api, "/api"), token = api.Token, stays = true }));
        await connected.client.DoAsync("start");
        await connected.started.Task.WaitAsync(RunningSystem.Patience, cancellationToken);
        return connected;
    }

    public async Task HearsAsync(Func<Reload, bool> wanted, CancellationToken cancellationToken)
    {
        while (!Pushes.Any(wanted))
        {
            Assert.True(await heard.WaitAsync(RunningSystem.Patience, cancellationToken), "The Node client heard nothing.");
        }
    }

    /// <summary>Sets the access token that the client uses when it connects the next time.</summary>
    public Task RenewTokenAsync(string token, CancellationToken cancellationToken) => client.DoAsync("token", null, token).WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await program.DisposeAsync();
        await reading;
        heard.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            // A push may come before the client says that it has started: connecting enters a new user in the directory.
            await foreach (var line in client.Lines.ReadAllAsync())
            {
                if (line.TryGetProperty("reload", out var push))
                {
                    Pushes.Enqueue(push.Deserialize<Reload>(Web)!);
                    heard.Release();
                }
                else if (line.TryGetProperty("started", out _))
                {
                    started.TrySetResult();
                }
                else if (!line.TryGetProperty("ping", out _))
                {
                    started.TrySetException(new InvalidOperationException($"The Node client said: {line}"));
                }
            }
        }
        catch (InvalidOperationException end)
        {
            started.TrySetException(end);
            // Node has ended. A test that waits for a push will time out.
        }
    }
}
