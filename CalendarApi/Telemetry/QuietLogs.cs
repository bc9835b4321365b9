namespace CalendarApi.Telemetry;

internal static class QuietLogs
{
    /// <summary>
    /// Several lines per request from the framework would be most of the log, cost more than the request, and tell less than its trace does.
    /// The token library writes errors for each token that is refused: whoever sends bad tokens would fill the log. The answers' metric counts them, and what is wrong with
    /// the authority is logged by the framework's own handler.
    /// </summary>
    public static void AddQuietLogs(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.IdentityModel", LogLevel.None);
    }
}
