using System.Collections.Concurrent;
using System.Text.Json;

namespace Tests.Node;

/// <summary>Node with <c>@microsoft/signalr</c>. One process may run many clients: starting one takes longer than most tests. Compiled into each test project that uses it.</summary>
public sealed class NodeProgram : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, NodeClient> clients = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly StartedProcess process;
    private readonly Task reading;
    private int last;

    private NodeProgram(StartedProcess process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <param name="packages">The folder with the package.json and node_modules to use.</param>
    public static NodeProgram Start(string packages) => new(StartedProcess.Start("node", [RepositoryFolder.PathOf("tests", "Node", "client.mjs"), packages]));

    /// <param name="options">Where and how to connect; see client.mjs.</param>
    public async Task<NodeClient> OpenAsync(object options)
    {
        var id = Interlocked.Increment(ref last);
        var client = clients[id] = new NodeClient(this, id);
        await TellAsync(new { id, @do = "open", options });
        await client.HearsAsync("ready");
        return client;
    }

    public async Task TellAsync(object command)
    {
        await writing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WriteLineAsync(JsonSerializer.Serialize(command), TestContext.Current.CancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await reading;
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var said = JsonSerializer.Deserialize<JsonElement>(await process.ReadLineAsync(CancellationToken.None));
                clients[said[0].GetInt32()].Said(said[1]);
            }
        }
        catch (InvalidOperationException ended)
        {
            var end = new InvalidOperationException("Node has ended. Its packages come with npm ci.", ended);
            foreach (var client in clients.Values)
            {
                client.Ended(end);
            }
        }
    }
}
