using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace ServiceDefaults.Http;

internal static class OutgoingHttp
{
    /// <summary>Gives every client of <see cref="IHttpClientFactory"/> service discovery, and retries while a service is briefly unavailable.</summary>
    public static void AddOutgoingHttp(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http =>
        {
            // A retried POST may take effect twice. A client whose requests may be repeated enables retries for itself.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }
}
