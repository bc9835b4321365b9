namespace SignalREmulator.Upstream;

internal static class UpstreamExtensions
{
    public static void AddUpstream(this WebApplicationBuilder builder)
    {
        // Not validated as options: after an invalid change every reader would fail, but the last valid templates must stay.
        builder.Services.AddOptions<UpstreamSettings>().BindConfiguration(UpstreamSettings.Section);
        builder.Services.AddSingleton<UpstreamRoutes>();
        builder.Services.AddSingleton<UpstreamCaller>();
        builder.Services.AddSingleton<UpstreamSessions>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UpstreamSessions>());
    }
}
