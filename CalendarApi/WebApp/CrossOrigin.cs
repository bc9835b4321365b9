using CalendarApi.Positions;

namespace CalendarApi.WebApp;

/// <summary>Pages of other origins may call the API only if <c>Cors:Origins</c> names them. The app itself has the same origin.</summary>
internal static class CrossOrigin
{
    public static void AddCrossOrigin(this IHostApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .AllowCredentials()
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders("ETag", "Location", "Retry-After", PositionHeader.Name)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
    }
}
