namespace CalendarApi.Telemetry;

internal static class QuietLogs
{
    /// <summary>
    /// The framework's several lines per request would be most of the log, cost more than the request itself, and say less than its trace.
    /// The token library logs an error for each refused token, so a caller with bad tokens could fill the log. The metric of responses counts them,
    /// and the framework's own handler logs problems with the authority.
    /// </summary>
    public static void AddQuietLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.IdentityModel", LogLevel.None);
    }
}
