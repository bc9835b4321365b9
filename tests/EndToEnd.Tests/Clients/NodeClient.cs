using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Clients;

/// <summary><c>@microsoft/signalr</c> itself, in Node: what a web app connects with.</summary>
public sealed class NodeClient : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Process process;
    private readonly SemaphoreSlim heard = new(0);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;

    private NodeClient(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    public ConcurrentQueue<Reload> Pushes { get; } = new();

    public static async Task<NodeClient> ConnectAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Clients", "node-client.mjs"), TestPaths.WebFolder, api.Api.ToString() },
            Environment = { ["ACCESS_TOKEN"] = api.Token },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var client = new NodeClient(Process.Start(start)!);
        await client.connected.Task.WaitAsync(RunningSystem.Patience, cancellationToken);
        return client;
    }

    public async Task HearsAsync(Func<Reload, bool> wanted, CancellationToken cancellationToken)
    {
        while (!Pushes.Any(wanted))
        {
            Assert.True(await heard.WaitAsync(RunningSystem.Patience, cancellationToken), "The Node client heard nothing.");
        }
    }

    /// <summary>Gives it another token for the next time that it connects.</summary>
    public async Task RenewTokenAsync(string token, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(token.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            if (said.TryGetProperty("reload", out var push))
            {
                Pushes.Enqueue(push.Deserialize<Reload>(Web)!);
                heard.Release();
            }
            else
            {
                connected.TrySetResult();
            }
        }

        connected.TrySetException(new InvalidOperationException(await process.StandardError.ReadToEndAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
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
        heard.Dispose();
    }
}
