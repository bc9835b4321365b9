using System.Net;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalHosting.Dashboard;

/// <summary>Serves the resource-service contract to the dashboard, over plain HTTP/2 on the loopback interface, to whoever has the key.</summary>
internal sealed class ResourceServiceHost(
    DashboardEndpoints endpoints,
    AppHostFacts facts,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands) : IHostedService, IAsyncDisposable
{
    private const string KeyHeader = "x-resource-service-api-key";

    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!endpoints.IsEnabled)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, endpoints.ResourceService!.Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(facts).AddSingleton(notifications).AddSingleton(logs).AddSingleton(commands);

        _server = builder.Build();
        var key = Encoding.UTF8.GetBytes(endpoints.ResourceServiceKey);
        _server.Use((context, next) =>
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers[KeyHeader].ToString()), key))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        _server.MapGrpcService<DashboardGrpcService>();
        await _server.StartAsync(cancellationToken);
    }

    // The dashboard's watches never end by themselves: they are cut, not waited for.
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(new CancellationToken(canceled: true)) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
