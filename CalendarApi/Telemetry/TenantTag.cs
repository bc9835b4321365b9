using System.Diagnostics;
using CalendarApi.Authentication;

namespace CalendarApi.Telemetry;

internal static class TenantTag
{
    /// <summary>Adds the tenant to the request's trace, so that one tenant's problems can be found. Call after authentication.</summary>
    public static void UseTenantTag(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.User.FindFirst(ClaimNames.Tenant)?.Value is { } tenant)
        {
            Activity.Current?.SetTag("calendar.tenant", tenant);
        }

        return next(context);
    });
}
