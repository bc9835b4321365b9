using Microsoft.Extensions.Options;

namespace CalendarApi.Blocking;

internal static class BlockingExtensions
{
    /// <summary>Refuses blocked callers and closes their connections. Needs the SignalR service's client.</summary>
    public static void AddBlocking(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<BlockedOptions>, BlockedOptionsRules>();
        builder.Services.AddOptions<BlockedOptions>().BindConfiguration(BlockedOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BlockedCallers>();
        builder.Services.AddHostedService<CutOff>();
    }
}
