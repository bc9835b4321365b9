using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace CosmosFront.Upstream;

/// <summary>The child process that <c>server.mjs</c> runs in.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string Folder = typeof(NodeServer).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "CosmosFrontFolder").Value!;

    private readonly Process process;

    private NodeServer(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <exception cref="InvalidOperationException">Its packages are not installed, or it does not start.</exception>
    public static async Task<NodeServer> StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@vercel", "cosmosdb-server")))
        {
            throw new InvalidOperationException($"The Cosmos DB server for tests is not installed: npm ci --prefix {Folder}");
        }

        var node = new Process
        {
            StartInfo = new ProcessStartInfo("node", "server.mjs")
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        node.Start();
        var line = await node.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
        return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new NodeServer(node, new Uri($"http://127.0.0.1:{port}"))
            : throw new InvalidOperationException($"The Cosmos DB server for tests did not start; it said '{line}'.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
