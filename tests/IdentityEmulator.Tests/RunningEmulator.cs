using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IdentityEmulator.Tests;

/// <summary>The whole emulator on Kestrel, on a free port of this machine.</summary>
internal sealed class RunningEmulator : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningEmulator(WebApplication app) => this.app = app;

    public Uri Base => new(app.Urls.Single());

    public IMeterFactory Meters => app.Services.GetRequiredService<IMeterFactory>();

    public static async Task<RunningEmulator> StartAsync(
        TimeProvider? time = null, string environment = "Development", CapturedLog? log = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = "IdentityEmulator" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"IdentityEmulator:{setting.Key}", (string?)setting.Value)));
        builder.AddIdentityEmulator();
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        var emulator = builder.Build();
        try
        {
            emulator.MapIdentityEmulator();
            await emulator.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }

        return new RunningEmulator(emulator);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
