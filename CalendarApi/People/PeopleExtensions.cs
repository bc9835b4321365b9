using Azure.Core;
using CalendarApi.Authentication;
using CalendarApi.People.Graph;
using Microsoft.Extensions.Options;

namespace CalendarApi.People;

internal static class PeopleExtensions
{
    private static readonly TimeSpan GraphTimeout = TimeSpan.FromSeconds(100);

    public static void AddPeople(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsRules>();
        builder.Services.AddSingleton<PeopleRecorder>();
        builder.Services.AddSingleton<SignIns>();
        builder.Services.AddSingleton<IPeopleSource>(services => services.GetRequiredService<SignIns>());
        builder.Services.AddSingleton<IPeopleSource, GraphPeople>();
        builder.Services.AddSingleton(services => GraphCredentials.OfIdentity(services.GetRequiredService<TokenCredential>(), services.GetRequiredService<IOptions<IdentityOptions>>()));
        // Not from the factory: its clients give up after half a minute, and Graph may ask for a longer wait.
        builder.Services.AddSingleton(services => new GraphClient(
            new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = GraphTimeout },
            services.GetRequiredService<GraphCredentials>(),
            services.GetRequiredService<IOptions<GraphOptions>>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<PeopleUpdates>();
    }
}
