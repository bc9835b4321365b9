using Microsoft.Extensions.Options;

namespace SignalREmulator.Faults;

internal static class FaultExtensions
{
    /// <summary>Call this last: it wraps the registered clock in one that can be skewed.</summary>
    public static void AddFaults(this WebApplicationBuilder builder)
    {
        var time = builder.Services.Last(service => service.ServiceType == typeof(TimeProvider)).ImplementationInstance as TimeProvider ?? TimeProvider.System;
        builder.Services.AddSingleton(new SkewableTime(time));
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<SkewableTime>());
        builder.Services.AddSingleton<FaultCounters>();
        builder.Services.AddSingleton<LateDeliveries>();
        builder.Services.AddSingleton<ActiveFaults>();
        builder.Services.AddSingleton<ConnectionCuts>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, FaultJson.Default));
    }

    public static bool AreEnabled(WebApplication app) =>
        app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Faults.Enabled ?? app.Environment.IsDevelopment();
}
