namespace SignalREmulator.Hubs;

internal static class HubSetup
{
    public static void AddHubs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HubDirectory>();
        builder.Services.AddSingleton<EmulatorTelemetry>();
    }
}
