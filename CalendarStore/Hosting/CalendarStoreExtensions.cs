using CalendarStore.Cosmos.Access;
using CalendarStore.Feed;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarStore.Hosting;

public static class CalendarStoreExtensions
{
    /// <summary>
    /// Registers <see cref="ICalendarStore"/> and <see cref="IChangeFeed"/> on the store of <c>ConnectionStrings:{connectionName}</c>, a health check
    /// of that name, and the store's upkeep. The store is opened, created or migrated when the host starts; the host does not start without it.
    /// </summary>
    /// <param name="committed">
    /// Called with each tenant that was written to, after the commit, where the store does not wake followers in other processes by itself (Cosmos DB):
    /// for an <see cref="IChangeFeed.Nudge"/> there. Has to return at once.
    /// </param>
    public static IHostApplicationBuilder AddCalendarStore(
        this IHostApplicationBuilder builder, string connectionName, Action<IServiceProvider, TenantId>? committed = null)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (builder.Configuration.GetConnectionString(connectionName) is { } text
            && ConnectionStringShape.Of(text) == ConnectionStringShape.Kind.CosmosDb && ConnectionStringCheck.FaultOf(text) is null)
        {
            builder.AddCosmosClient(connectionName, CosmosAddress.Parse(text));
        }

        builder.Services.AddOptions<TenantLimitOptions>().BindConfiguration(TenantLimitOptions.Section)
            .Validate(options => options is { EventsPerTenant: > 0, BytesPerTenant: > 0 }, $"{TenantLimitOptions.Section}:EventsPerTenant and :BytesPerTenant must be 1 or more.")
            .ValidateOnStart();
        builder.Services.AddOptions<CalendarStoreOptions>().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CalendarStoreOptions>>(services =>
            new ConnectionStringCheck(connectionName, services.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton(services =>
        {
            // Before anything is opened: the check names the wrong setting.
            _ = services.GetRequiredService<IOptions<CalendarStoreOptions>>().Value;
            return CalendarStoreConnection.Open(
                services.GetRequiredService<IConfiguration>().GetConnectionString(connectionName)!,
                services.GetService<CosmosClient>(),
                committed is null ? null : tenant => committed(services, tenant),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILoggerFactory>(),
                limits: services.GetRequiredService<IOptions<TenantLimitOptions>>().Value.ToLimits());
        });
        builder.Services.AddSingleton(services => services.GetRequiredService<CalendarStoreConnection>().Store);
        builder.Services.AddSingleton(services => services.GetRequiredService<CalendarStoreConnection>().Feed);
        builder.Services.AddHostedService<StoreUpkeep>();
        builder.Services.AddHealthChecks().AddCheck<StoreHealthCheck>(connectionName);
        return builder;
    }
}
