using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CalendarApi.Tests.Hosting;

/// <summary>A program of the system as it is, entry point and all, on a free port of this process.</summary>
internal sealed class RunningProgram<TProgram> : WebApplicationFactory<TProgram>
    where TProgram : class
{
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly string environment;
    private readonly Action<IServiceCollection>? services;

    public RunningProgram(IReadOnlyDictionary<string, string> settings, string environment = "Development", Action<IServiceCollection>? services = null)
    {
        this.settings = settings;
        this.environment = environment;
        this.services = services;
        UseKestrel();
        StartServer();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseContentRoot(AppContext.BaseDirectory);
        // Not UseKestrel(0): it changes the addresses of a server that may have started already (dotnet/aspnetcore#67714).
        builder.UseUrls("http://127.0.0.1:0");
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        if (services is not null)
        {
            builder.ConfigureServices(services);
        }
    }
}
