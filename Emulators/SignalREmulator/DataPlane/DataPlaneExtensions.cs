using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SignalREmulator.Sending;
using SignalREmulator.Tokens;

namespace SignalREmulator.DataPlane;

internal static class DataPlaneExtensions
{
    /// <summary>The service accepts addresses of 12 K; Kestrel's default is 8 K.</summary>
    private const int MaxRequestLineBytes = 12 * 1024;

    /// <summary>The service accepts headers of 16 K in total, or of 4 K each on HTTP/2.</summary>
    private const int MaxHeaderBytes = 16 * 1024;
    private const int MaxHeaderFieldBytes = 4 * 1024;

    public static void AddDataPlane(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Broadcaster>();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, DataPlaneJson.Default);
            // The context's own options are not copied with it.
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            options.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            options.Limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderFieldBytes;
        });
    }

    public static void MapDataPlane(this WebApplication app)
    {
        app.MapHealth();
        app.MapAccessKeys();

        var dated = app.MapGroup("/api/hubs/{hub}").WithMetadata(new HubCallMetadata(PathStyle.Dated)).RequireAuthorization(TokenExtensions.RestPolicy);
        var v1 = app.MapGroup("/api/v1/hubs/{hub}").WithMetadata(new HubCallMetadata(PathStyle.V1)).RequireAuthorization(TokenExtensions.RestPolicy);
        foreach (var (hub, style) in new[] { (dated, PathStyle.Dated), (v1, PathStyle.V1) })
        {
            hub.MapSends(style);
            hub.MapGroups(style);
            hub.MapUsers(style);
            hub.MapConnections(style);
        }

        dated.MapClientTokens();
        dated.MapExecute();
        dated.MapClientResults();
        dated.MapStreams();
    }
}
