using Microsoft.AspNetCore.HostFiltering;

namespace IdentityEmulator;

internal static class LocalHosts
{
    /// <summary>
    /// Answers only to this machine's names. A page elsewhere whose own name is made to point here (DNS rebinding) gets nothing.
    /// The setting <c>AllowedHosts</c> overrides.
    /// </summary>
    public static void AddLocalHostsOnly(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["AllowedHosts"] is null)
        {
            builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["localhost", "*.localhost", "127.0.0.1", "[::1]"]);
        }
    }
}
