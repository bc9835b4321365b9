using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Http;

internal static class RequestLimitsExtensions
{
    public static void AddRequestLimits<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddOptions<RequestLimits>()
            .BindConfiguration(RequestLimits.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();

        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<RequestLimits>>((kestrel, limits) =>
        {
            // The server's name and version would help attackers only.
            kestrel.AddServerHeader = false;
            try
            {
                kestrel.Limits.MaxRequestBodySize = limits.Value.MaxBodyBytes;
                kestrel.Limits.MaxRequestHeadersTotalSize = limits.Value.MaxHeaderBytes;
                kestrel.Limits.RequestHeadersTimeout = limits.Value.HeadersTimeout;
            }
            catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
            {
                // The server reads its options while the program is built, before the settings are checked. The check then names the wrong one, and the server never starts.
            }
        });
    }
}
