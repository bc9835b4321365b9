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
    private readonly NodeServer _node;
    private readonly UpstreamServer _upstream;
    private readonly WebApplication _app;
    private readonly Front _front;

    private CosmosFrontServer(NodeServer node, UpstreamServer upstream, WebApplication app, Front front)
    {
        _node = node;
        _upstream = upstream;
        _app = app;
        _front = front;
    }

    /// <summary>Account endpoint and a key; a database is for the caller to name.</summary>
    public string ConnectionString => $"AccountEndpoint={_app.Urls.Single()}/;AccountKey={Convert.ToBase64String("a key that nobody checks"u8)}";

    /// <summary>Asked before each request; nothing goes wrong when it is null.</summary>
    public Func<FrontRequest, FrontFault>? Faults
    {
        get => _front.Faults;
        set => _front.Faults = value;
    }

    public static async Task<CosmosFrontServer> StartAsync(CancellationToken cancellationToken)
    {
        var node = await NodeServer.StartAsync(cancellationToken);
        var upstream = new UpstreamServer(node.Address);
        var front = new Front(upstream);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(front.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return new CosmosFrontServer(node, upstream, app, front);
    }

    /// <summary>Until Ctrl+C or SIGTERM.</summary>
    public Task WaitForShutdownAsync() => ((IHost)_app).WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _upstream.Dispose();
        await _node.DisposeAsync();
    }
}
