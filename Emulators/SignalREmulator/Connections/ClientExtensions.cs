using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;
using SignalREmulator.Tokens;

namespace SignalREmulator.Connections;

internal static class ClientExtensions
{
    public static void AddClientConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddConnections();
        builder.Services.AddSingleton<Negotiations>();
        builder.Services.AddSingleton(new OutboxRounds(PipeScheduler.ThreadPool));
        builder.Services.AddSingleton<NarrowedEndpoints>();
        builder.Services.AddHostedService<ConnectionSweep>();
        builder.Services.AddSingleton<Farewells>();
    }

    /// <summary>Maps <c>/client/negotiate</c> and the three transports at <c>/client</c>.</summary>
    public static void MapClients(this WebApplication app) =>
        app.MapConnectionHandler<ClientConnectionHandler>(ClientRequestRules.Path, options => Configure(options, app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value))
            .RequireAuthorization(TokenExtensions.ClientPolicy);

    public static void Configure(HttpConnectionDispatcherOptions options, EmulatorOptions settings)
    {
        options.Transports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;
        options.TransportSendTimeout = settings.SendTimeout;
        options.AllowStatefulReconnects = true;
    }
}
