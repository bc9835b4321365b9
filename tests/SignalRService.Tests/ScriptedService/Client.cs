using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SignalRService.Tests.ScriptedService;

/// <summary>A client as a program gets it, from the host's builder.</summary>
public static class Client
{
    public const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    public static IHost Host(string connectionString, TimeProvider? time = null, TokenCredential? credential = null, Action<SignalRServiceOptions>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:signalr"] = connectionString });
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        if (credential is not null)
        {
            builder.Services.AddSingleton(credential);
        }

        builder.AddSignalRService("signalr", options =>
        {
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        return builder.Build();
    }

    public static SignalRHub Hub(this IHost host) => host.Services.GetRequiredService<SignalRServiceClient>().GetHub("Calendar");

    public static string ConnectionString(this ScriptedServer server) => $"Endpoint={server.Endpoint};AccessKey={Key};Version=1.0;";
}
