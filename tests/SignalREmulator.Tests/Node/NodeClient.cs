using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Threading.Channels;

namespace SignalREmulator.Tests.Node;

/// <summary><c>@microsoft/signalr</c> itself, in Node.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(
        typeof(NodeClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!, "tests", "SignalREmulator.Tests", "Node");

    private readonly Process process;
    private readonly Channel<JsonElement> lines = Channel.CreateUnbounded<JsonElement>();
    private readonly Task reading;

    private NodeClient(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    public static async Task<NodeClient> StartAsync(object options)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(Folder, "client.mjs"), JsonSerializer.Serialize(options) },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var client = new NodeClient(Process.Start(start)!);
        await client.HearsAsync("ready");
        return client;
    }

    public async Task DoAsync(string what, string? target = null, params object[] args)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { @do = what, target, args }));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the next line says under this name; lines that say something else, but for those to be skipped, are a failure.</summary>
    public async Task<string?> HearsAsync(string name, params string[] skipping)
    {
        while (true)
        {
            var line = await lines.Reader.NextAsync();
            if (line.TryGetProperty(name, out var value))
            {
                return value.ValueKind == JsonValueKind.Null ? null : value.ToString();
            }

            Assert.Contains(line.EnumerateObject().Single().Name, (string[])["ping", .. skipping]);
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
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(line));
        }

        var complaint = await process.StandardError.ReadToEndAsync();
        lines.Writer.TryComplete(new InvalidOperationException($"Node has ended. Missing packages come with: npm ci --prefix tests/SignalREmulator.Tests/Node\n{complaint}"));
    }
}
