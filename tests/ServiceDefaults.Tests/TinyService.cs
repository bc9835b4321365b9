using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>The smallest service with the defaults, on Kestrel, on a free local port.</summary>
internal sealed class TinyService : IAsyncDisposable
{
    private readonly WebApplication app;

    private TinyService(WebApplication app)
    {
        this.app = app;
        // The test's own requests are not part of the system: they have no client spans, and a traceparent only if a test sets one.
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<TinyService> StartAsync(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? configure = null,
        string environment = "Production",
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "ServiceDefaults.Tests" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        configure?.Invoke(builder);

        var service = builder.Build();
        service.MapDefaultEndpoints();
        map?.Invoke(service);
        try
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }

        return new TinyService(service);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
