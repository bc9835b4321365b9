using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Options;

namespace SignalREmulator.Connections;

/// <summary>
/// The client endpoints with the limits that a token may set. ASP.NET Core has one set of options per endpoint, but each token has its own,
/// so there is an endpoint for each set of options that occurs. Values are kept within bounds, and so is the number of endpoints.
/// </summary>
internal sealed class NarrowedEndpoints(IServiceProvider services, IOptions<EmulatorOptions> options)
{
    private readonly ConcurrentDictionary<(HttpTransportType? Transports, TimeSpan? PollInterval), Lazy<Pair>> known = new();

    public Endpoint For(HttpTransportType? transports, TimeSpan? pollInterval, bool negotiates)
    {
        var pair = known.GetOrAdd((transports, pollInterval), key => new Lazy<Pair>(() => Build(key.Transports, key.PollInterval))).Value;
        return negotiates ? pair.Negotiate : pair.Connect;
    }

    private Pair Build(HttpTransportType? transports, TimeSpan? pollInterval)
    {
        var routes = new UnroutedBuilder(services);
        routes.MapConnectionHandler<ClientConnectionHandler>(ClientRequestRules.Path, narrowed =>
        {
            ClientExtensions.Configure(narrowed, options.Value);
            narrowed.Transports = transports ?? narrowed.Transports;
            narrowed.LongPolling.PollTimeout = pollInterval ?? narrowed.LongPolling.PollTimeout;
        });
        var endpoints = routes.DataSources.SelectMany(source => source.Endpoints).ToLookup(endpoint => endpoint.Metadata.GetMetadata<NegotiateMetadata>() is not null);
        return new Pair(endpoints[true].Single(), endpoints[false].Single());
    }

    private sealed record Pair(Endpoint Negotiate, Endpoint Connect);

    /// <summary>Collects endpoints without routing requests to them.</summary>
    private sealed class UnroutedBuilder(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
