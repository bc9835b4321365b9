using CosmosFront.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CosmosFront;

/// <summary>
/// Cosmos DB over the wire on this machine, as far as the calendar store needs it: <c>@vercel/cosmosdb-server</c> keeps the documents and evaluates SQL,
/// and what it lacks stands in front of it. See the README beside this file.
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

    /// <summary>Account endpoint and a key; a database is for the caller to name.</summary>
    public string ConnectionString => $"AccountEndpoint={app.Urls.Single()}/;AccountKey={Convert.ToBase64String("a key that nobody checks"u8)}";

    /// <summary>Asked before each request; nothing goes wrong when it is null.</summary>
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
