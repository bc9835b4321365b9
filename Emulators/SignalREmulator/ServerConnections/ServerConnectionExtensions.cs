using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;
using SignalREmulator.Tokens;

namespace SignalREmulator.ServerConnections;

internal static class ServerConnectionExtensions
{
    private const string Path = "/server";

    public static void AddServerConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerSends>();
        builder.Services.AddSingleton<ServerCalls>();
    }

    /// <summary>The requirements of every request for a server connection, checked before its token.</summary>
    public static void UseServerRequestRules(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal),
            server => server.Use(static (context, next) =>
                ClientRequestRules.HubOf(context) is null ? ClientRequestRules.RefuseAsync(context)
                : OpensSocket(context) ? next(context)
                : TypedResults.Problem("A server connection is a WebSocket, without a negotiation before it.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context)));

    public static void MapServers(this WebApplication app) =>
        app.MapConnectionHandler<ServerConnectionHandler>(Path, options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.TransportSendTimeout = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.SendTimeout;
            })
            .RequireAuthorization(TokenExtensions.ServerPolicy);

    private static bool OpensSocket(HttpContext context) =>
        HttpMethods.IsConnect(context.Request.Method) || context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true;
}
