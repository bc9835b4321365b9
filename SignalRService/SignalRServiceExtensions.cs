using System.Diagnostics.Metrics;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SignalRService;

/// <summary>Registers the client with a host.</summary>
public static class SignalRServiceExtensions
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Registers <see cref="SignalRServiceClient"/> for <c>ConnectionStrings:{name}</c>, with a health check of that name.
    /// If the services contain a <see cref="TokenCredential"/>, it replaces the credential of the connection string's <c>AuthType</c>.
    /// Configuration section <c>SignalR</c> overrides the settings that the program makes in <paramref name="configure"/>.
    /// A missing or invalid connection string stops the program at start, with the reason.
    /// </summary>
    public static TBuilder AddSignalRService<TBuilder>(this TBuilder builder, string name, Action<SignalRServiceOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SignalRServiceOptions>()
            .Configure(options => configure?.Invoke(options))
            .BindConfiguration("SignalR")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignalRServiceOptions>, SignalRServiceOptionsCheck>();
        services.AddSingleton<IValidateOptions<SignalRServiceOptions>>(provider =>
            new ConnectionStringCheck(name, provider.GetRequiredService<IConfiguration>()));

        services.AddSingleton(provider =>
        {
            // Before anything is parsed: the validation names the invalid setting.
            var options = provider.GetRequiredService<IOptions<SignalRServiceOptions>>().Value;
            return new SignalRServiceClient(
                SignalRConnectionString.Parse(provider.GetRequiredService<IConfiguration>().GetConnectionString(name)!),
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IMeterFactory>(),
                provider.GetRequiredService<ILogger<SignalRServiceClient>>(),
                provider.GetService<TokenCredential>());
        });
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, provider => new SignalRHealthCheck(provider.GetRequiredService<SignalRServiceClient>()), HealthStatus.Degraded, tags: null, ProbeTimeout));
        return builder;
    }
}
