using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Health;
using ServiceDefaults.Http;
using ServiceDefaults.Problems;
using ServiceDefaults.Settings;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults;

/// <summary>What every service of the system shares: telemetry, health, discovery, resilience, problem details, request limits.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds the shared defaults. Call this first, so that a service can override any of them.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddLogDefaults();
        builder.AddTelemetry();
        builder.AddRequestLimits();
        builder.Services.AddProblems();
        builder.Services.AddOutgoingHttp();
        builder.Services.AddHealth();
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c> (ready: every check passes) and <c>/alive</c> (the process answers), both anonymous,
    /// and turns unhandled exceptions and bare status codes into problem+json. Call before any other middleware.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealth();
        return app;
    }

    /// <summary>Answers HEAD like GET, and refuses bodies with a <c>Content-Encoding</c>. Call after <see cref="MapDefaultEndpoints"/>, before the service's own middleware.</summary>
    public static void UseHttpRules(this WebApplication app) => HttpRules.Use(app);

    /// <summary>Runs the service until it is stopped.</summary>
    /// <returns>Its exit code: <see cref="SettingsCheck.WrongSettings"/> if it was not started because of its settings.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app)
    {
        if (SettingsCheck.Refuses(app))
        {
            return SettingsCheck.WrongSettings;
        }

        await app.RunAsync();
        return 0;
    }
}
