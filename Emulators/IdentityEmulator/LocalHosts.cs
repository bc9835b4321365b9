using Microsoft.AspNetCore.HostFiltering;

namespace IdentityEmulator;

internal static class LocalHosts
{
    /// <summary>
    /// Accepts only this machine's names as the host. A foreign page whose name was made to resolve to this machine (DNS rebinding) is refused.
    /// The setting <c>AllowedHosts</c> overrides this.
    /// </summary>
    public static void AddLocalHostsOnly(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["AllowedHosts"] is null)
        {
            builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["localhost", "*.localhost", "127.0.0.1", "[::1]"]);
        }
    }
}
