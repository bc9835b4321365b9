namespace CalendarApi.Telemetry;

internal static class QuietLogs
{
    /// <summary>Several lines per request from the framework would be most of the log, cost more than the request, and tell less than its trace does.</summary>
    public static void AddQuietLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.IdentityModel", LogLevel.Warning);
    }
}
