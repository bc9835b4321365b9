using CosmosFront.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CosmosFront;

/// <summary>
/// The part of Cosmos DB that the calendar store needs, on this machine: <c>@vercel/cosmosdb-server</c> stores the documents and evaluates SQL,
/// and this front adds what it lacks. See the README next to this file.
/// </summary>
public sealed class CosmosFrontServer : IAsyncDisposable
{
    private readonly NodeServer node;
    private readonly UpstreamServer upstream;
    private readonly WebApplication app;
    private readonly Front front;

    private CosmosFrontServer(NodeServer node, UpstreamServer upstream, WebApplication app, Front front)
    {
        this.node = node;
        this.upstream = upstream;
        this.app = app;
        this.front = front;
    }

    /// <summary>The account endpoint and a key; the caller adds a database.</summary>
    public string ConnectionString => $"AccountEndpoint={app.Urls.Single()}/;AccountKey={Convert.ToBase64String("a key that nobody checks"u8)}";

    /// <summary>Called before each request; null for no faults.</summary>
    public Func<FrontRequest, FrontFault>? Faults
    {
        get => front.Faults;
        set => front.Faults = value;
    }

    public static async Task<CosmosFrontServer> StartAsync(CancellationToken cancellationToken)
    {
        var startedNode = await NodeServer.StartAsync(cancellationToken);
        var startedUpstream = new UpstreamServer(startedNode.Address);
        var startedFront = new Front(startedUpstream);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var startedApp = builder.Build();
        startedApp.Run(startedFront.AnswerAsync);
        await startedApp.StartAsync(cancellationToken);
        return new CosmosFrontServer(startedNode, startedUpstream, startedApp, startedFront);
    }

    /// <summary>Until Ctrl+C or SIGTERM.</summary>
    public Task WaitForShutdownAsync() => ((IHost)app).WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        upstream.Dispose();
        await node.DisposeAsync();
    }
}
