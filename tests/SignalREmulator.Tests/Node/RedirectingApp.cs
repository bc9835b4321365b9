using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignalREmulator.Tests.Node;

/// <summary>The negotiation endpoint of an app: it redirects clients to the service, with a token.</summary>
internal sealed class RedirectingApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private RedirectingApp(WebApplication app) => this.app = app;

    public string Address => $"{app.Urls.Single()}/api";

    public static async Task<RedirectingApp> StartAsync(RunningEmulator emulator, string hub, string user)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var started = builder.Build();
        started.MapPost("/api/negotiate", () => TypedResults.Json(new Dictionary<string, string> { ["url"] = emulator.ClientAudience(hub), ["accessToken"] = emulator.ClientToken(hub, user) }));
        await started.StartAsync(TestContext.Current.CancellationToken);
        return new RedirectingApp(started);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
