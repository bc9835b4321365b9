using CalendarStore.Feed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NotificationService.Health;
using NotificationService.Pushing;

namespace NotificationService;

internal static class NotificationExtensions
{
    /// <summary>Adds the worker that announces changes to the tenants' clients. Needs <see cref="IChangeFeed"/> and the SignalR service's client.</summary>
    public static IHostApplicationBuilder AddNotifications(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOptions<NotificationOptions>().BindConfiguration("Notifications").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsCheck>();
        builder.Services.AddSingleton<NotificationStatus>();
        builder.Services.AddSingleton<PushTelemetry>();
        builder.Services.AddSingleton<Pusher>();
        builder.Services.AddHostedService<NotificationWorker>();
        builder.Services.AddHealthChecks().AddCheck<NotificationHealthCheck>("notifications");
        return builder;
    }
}
