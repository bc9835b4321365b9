namespace CalendarApi.Wire;

internal static class WireExtensions
{
    public static void AddWireJson(this IHostApplicationBuilder builder) =>
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            var wire = WireFormat.Json.Options;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, WireFormat.Json);
            options.SerializerOptions.Encoder = wire.Encoder;
            options.SerializerOptions.PropertyNamingPolicy = wire.PropertyNamingPolicy;
            options.SerializerOptions.DefaultIgnoreCondition = wire.DefaultIgnoreCondition;
            options.SerializerOptions.NumberHandling = wire.NumberHandling;
        });
}
