using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Telemetry;

internal static class LogDefaults
{
    /// <summary>
    /// Logs contain ids, never tokens or people. At level Information the framework logs each request with its query string, and browsers
    /// have to put access tokens for WebSockets there. Traces have the same information with the query redacted.
    /// The token library logs an error for each refused token, so a caller with bad tokens could fill the log. The metric of responses counts them,
    /// and the framework's own handler logs problems with the authority.
    /// </summary>
    private static readonly KeyValuePair<string, string?>[] Levels =
    [
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        new("Logging:LogLevel:Microsoft.IdentityModel", "None"),
        new("Logging:LogLevel:System.Net.Http.HttpClient", "Warning"),
        new("Logging:LogLevel:Polly", "Warning"),
    ];

    /// <summary>Adds the source with the lowest precedence: any other setting of the same key overrides it.</summary>
    public static void AddLogDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Levels });
}
