using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace ServiceDefaults.Http;

internal static class OutgoingHttp
{
    /// <summary>Every client of <see cref="IHttpClientFactory"/> finds services by name and outlives their short absences.</summary>
    public static void AddOutgoingHttp(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http =>
        {
            // A retried POST may do its work twice: whoever knows that theirs may be repeated says so for their own client.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }
}
