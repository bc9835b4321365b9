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

public static class SignalRServiceExtensions
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Registers <see cref="SignalRServiceClient"/> for <c>ConnectionStrings:{name}</c>, with a health check of that name.
    /// A <see cref="TokenCredential"/> among the services takes the place of the one that the connection string's <c>AuthType</c> asks for.
    /// The program's own settings (<paramref name="configure"/>) give way to those of configuration section <c>SignalR</c>.
    /// A missing or broken connection string stops the start, with the reason.
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
            // Before anything is parsed: validation names the setting that is wrong.
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
