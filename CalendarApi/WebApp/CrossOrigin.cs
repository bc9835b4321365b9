using CalendarApi.Positions;

namespace CalendarApi.WebApp;

/// <summary>Other origins' pages may call the API only when <c>Cors:Origins</c> names them; the app itself is of the same origin.</summary>
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
