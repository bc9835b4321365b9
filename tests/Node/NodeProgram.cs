using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Tests.Node;

/// <summary>Node with <c>@microsoft/signalr</c>. One process may be home to many clients: to start one takes longer than most tests. Compiled into each test project that uses it.</summary>
public sealed class NodeProgram : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, NodeClient> clients = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly Process process;
    private readonly Task reading;
    private int last;

    private NodeProgram(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <param name="packages">The folder whose package.json and node_modules it takes.</param>
    public static NodeProgram Start(string packages) => new(Process.Start(new ProcessStartInfo("node")
    {
        ArgumentList = { RepositoryFolder.PathOf("tests", "Node", "client.mjs"), packages },
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

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
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        await reading;
        process.Dispose();
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            clients[said[0].GetInt32()].Said(said[1]);
        }

        var end = new InvalidOperationException($"Node has ended. Its packages come with npm ci.\n{await process.StandardError.ReadToEndAsync()}");
        foreach (var client in clients.Values)
        {
            client.Ended(end);
        }
    }
}
