using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SignalRService.Tests.ScriptedService;

/// <summary>A server over real HTTP that gives the answers of the test in order and records the requests. Other requests get 200.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<RequestDelegate> script = new();
    private readonly ConcurrentQueue<ReceivedRequest> received = new();

    private ScriptedServer(WebApplication app) => this.app = app;

    public string Endpoint => app.Urls.Single();

    public IReadOnlyList<ReceivedRequest> Received => [.. received];

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1));
        var server = new ScriptedServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ScriptedServer Then(RequestDelegate answer)
    {
        script.Enqueue(answer);
        return this;
    }

    public ScriptedServer Then(int status, string? errorCode = null, string? retryAfter = null, string? json = null) => Then(async context =>
    {
        context.Response.StatusCode = status;
        if (errorCode is not null)
        {
            context.Response.Headers["x-ms-error-code"] = errorCode;
        }

        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        if (json is not null)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(json);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    });

    /// <summary>Reads the request and then drops the connection: the client cannot know whether the request took effect.</summary>
    public ScriptedServer ThenDrop() => Then(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        received.Enqueue(new(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.Authorization.ToString() is { Length: > 7 } header ? header["Bearer ".Length..] : null,
            context.Request.ContentType,
            await reader.ReadToEndAsync(context.RequestAborted)));
        if (script.TryDequeue(out var answer))
        {
            await answer(context);
        }
    }
}
