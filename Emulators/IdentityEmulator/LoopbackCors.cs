namespace IdentityEmulator;

internal static class LoopbackCors
{
    public const string Policy = "loopback";

    /// <summary>A browser app on any port of this machine may read metadata, keys, tokens and users; none of these endpoints uses the session cookie.</summary>
    public static void AddLoopbackCors(this IServiceCollection services) =>
        services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
            .SetIsOriginAllowed(origin => LoopbackAddress.TryParse(origin, out _))
            .AllowAnyHeader()
            .AllowAnyMethod()
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
}
