using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SignalREmulator.CommandLine;

namespace SignalREmulator;

internal static class EmulatorExtensions
{
    public static void AddEmulatorOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<EmulatorOptions>()
            .BindConfiguration(EmulatorOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.Entra.IsValid, "SignalREmulator:Entra:Authority must be an absolute http(s) address.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EmulatorOptions>, UnknownSettings>();
        builder.Services.AddSingleton(TimeProvider.System);
    }

    /// <summary>Adds the user's settings file. The environment overrides it, and arguments override the environment.</summary>
    public static void AddSettingsFile(this WebApplicationBuilder builder, Arguments arguments)
    {
        if (arguments.ConfigFile is not { } file)
        {
            return;
        }

        builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true);
        builder.Configuration.AddEnvironmentVariables("ASPNETCORE_");
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(arguments.Settings);
    }

    /// <summary>The JavaScript client sends credentials by default, so a plain <c>*</c> would refuse every browser.</summary>
    public static void AddCrossOriginRules(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection(EmulatorOptions.Section).GetSection(nameof(EmulatorOptions.CorsOrigins)).Get<string[]>() ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.AllowAnyHeader().AllowAnyMethod().AllowCredentials();
            if (origins.Length > 0)
            {
                policy.WithOrigins(origins);
            }
            else
            {
                policy.SetIsOriginAllowed(_ => true);
            }
        }));
    }

    /// <summary>Prints the connection string for callers. A configured key is not printed, because output ends up in logs.</summary>
    public static void AnnounceConnectionString(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var key = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.AccessKey;
            var shown = key == EmulatorOptions.WellKnownAccessKey ? key : "<the configured key>";
            foreach (var address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                Console.WriteLine($"Endpoint={address};AccessKey={shown};Version=1.0;");
            }
        });
}
