using Azure.Core;
using Azure.Identity;
using CalendarStore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CalendarApi.Nudging;

internal static class NudgingSetup
{
    /// <summary>The store, and after each commit that does not wake the worker by itself a nudge for it.</summary>
    public static void AddNudgingCalendarStore(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.AddNudging();
        builder.AddCalendarStore(connectionName, (services, tenant) => services.GetRequiredService<NudgeQueue>().Add(tenant));
    }

    public static void AddNudging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NudgingOptions>().BindConfiguration(NudgingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NudgingOptions>, NudgingOptionsCheck>();
        builder.Services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        builder.Services.AddSingleton<NudgeQueue>();
        builder.Services.AddHttpClient(NudgeSender.Client);
        builder.Services.AddHostedService<NudgeSender>();
    }
}
