using Azure.Core;
using Azure.Identity;
using CalendarStore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Nudging;

internal static class NudgingExtensions
{
    public static void AddNudging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NudgingOptions>().BindConfiguration(NudgingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NudgingOptions>, NudgingOptionsCheck>();
        builder.Services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        builder.Services.AddSingleton<NudgeQueue>();
        builder.Services.AddHttpClient(NudgeSender.Client);
        builder.Services.AddHostedService<NudgeSender>();
    }

    /// <summary>Called after each commit; see <see cref="CalendarStoreExtensions.AddCalendarStore"/>.</summary>
    public static void Committed(IServiceProvider services, TenantId tenant) => services.GetRequiredService<NudgeQueue>().Add(tenant);
}
