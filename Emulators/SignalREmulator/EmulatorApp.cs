using ServiceDefaults;
using SignalREmulator.Connections;
using SignalREmulator.DataPlane;
using SignalREmulator.Faults;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator;

/// <summary>The whole emulator, startable by a program and by a test alike.</summary>
internal static class EmulatorApp
{
    /// <summary>The name of the program, of its <see cref="System.Diagnostics.ActivitySource"/> and of its meter.</summary>
    public const string Name = "SignalREmulator";

    private const string DefaultUrl = "http://localhost:8888";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = Name });
        builder.AddServiceDefaults();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (!ListensSomewhere(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);

        builder.AddEmulatorOptions();
        builder.AddCrossOriginRules();
        builder.AddTokens();
        builder.AddHubs();
        builder.AddClientConnections();
        builder.AddDataPlane();
        configure?.Invoke(builder);
        builder.AddFaults();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.UseCors();
        app.UseLocalCallersOnly();
        app.UseRefusals();
        app.UseClientRequestRules();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDataPlaneRules();
        app.MapClients();
        app.MapDataPlane();
        app.MapFaults();
        return app;
    }

    private static bool ListensSomewhere(ConfigurationManager configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 }
        || configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 }
        || configuration[WebHostDefaults.HttpsPortsKey] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
