using ServiceDefaults;
using SignalREmulator.CommandLine;
using SignalREmulator.Connections;
using SignalREmulator.DataPlane;
using SignalREmulator.Faults;
using SignalREmulator.Hubs;
using SignalREmulator.Quotas;
using SignalREmulator.ServerConnections;
using SignalREmulator.Tokens;
using SignalREmulator.Upstream;

namespace SignalREmulator;

/// <summary>The complete emulator, for its program and for tests.</summary>
internal static class EmulatorApp
{
    /// <summary>The name of the program, of its <see cref="System.Diagnostics.ActivitySource"/> and of its meter.</summary>
    public const string Name = "SignalREmulator";

    private const string DefaultUrl = "http://localhost:8888";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var arguments = Arguments.Parse(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = Name,
            Args = [.. arguments.Settings.Select(setting => $"--{setting.Key}={setting.Value}")],
            // Not the current directory: an appsettings.json there belongs to another program.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddSettingsFile(arguments);
        builder.AddServiceDefaults();
        if (!ListensSomewhere(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.AddEmulatorOptions();
        builder.AddCrossOriginRules();
        builder.AddTokens();
        builder.AddHubs();
        builder.AddQuotas();
        builder.AddClientConnections();
        builder.AddDataPlane();
        builder.AddServerConnections();
        builder.AddUpstream();
        configure?.Invoke(builder);
        builder.AddFaults();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.UseCors();
        app.UseLocalCallersOnly();
        app.UseRefusals();
        app.UseRequestQuota();
        app.UseClientRequestRules();
        app.UseServerRequestRules();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseDataPlaneRules();
        app.UseClientAdmission();
        app.MapClients();
        app.MapServers();
        app.UseFarewells();
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
