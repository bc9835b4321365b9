namespace SignalREmulator.Hubs;

internal static class HubExtensions
{
    public static void AddHubs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HubDirectory>();
        builder.Services.AddSingleton<EmulatorTelemetry>();
    }
}
