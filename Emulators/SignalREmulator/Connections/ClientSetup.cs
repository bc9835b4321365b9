using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;
using SignalREmulator.Tokens;

namespace SignalREmulator.Connections;

internal static class ClientSetup
{
    public static void AddClientConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddConnections();
        builder.Services.AddHostedService<ConnectionSweep>();
        builder.Services.AddSingleton<Farewells>();
    }

    /// <summary>Maps <c>/client/negotiate</c> and the three transports at <c>/client</c>.</summary>
    public static void MapClients(this WebApplication app) =>
        app.MapConnectionHandler<ClientConnectionHandler>(ClientRequestRules.Path, options =>
        {
            options.Transports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;
            options.TransportSendTimeout = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.SendTimeout;
        }).RequireAuthorization(TokenSetup.ClientPolicy);
}
