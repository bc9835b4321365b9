using IdentityEmulator.Applications;
using IdentityEmulator.Grants;
using IdentityEmulator.Keys;
using IdentityEmulator.Metadata;
using IdentityEmulator.People;
using IdentityEmulator.SignIn;
using IdentityEmulator.Tenants;
using IdentityEmulator.Tokens;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace IdentityEmulator;

/// <summary>The complete emulator, for its own program and for tests that run it in their process.</summary>
public static class IdentityEmulatorApp
{
    /// <summary>Registers everything. <see cref="TimeProvider"/> may be replaced afterwards.</summary>
    public static WebApplicationBuilder AddIdentityEmulator(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        builder.Services.AddOptions<IdentityEmulatorOptions>()
            .BindConfiguration(IdentityEmulatorOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddLocalHostsOnly();
        builder.Services.AddLoopbackCors();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => DirectoryFile.Read(services.GetRequiredService<IOptions<IdentityEmulatorOptions>>().Value.DirectoryFile));
        builder.Services.AddSingleton<CalendarApplication>();
        builder.Services.AddSingleton<SigningKey>();
        builder.Services.AddSingleton<GrantStores>();
        builder.Services.AddSingleton<EmulatorMetrics>();
        builder.Services.AddSignIn();
        builder.Services.AddSingleton<BearerToken>();
        builder.Services.AddTokens();
        return builder;
    }

    /// <summary>Maps everything.</summary>
    /// <exception cref="InvalidOperationException">The environment is not Development, or a configured file cannot be used.</exception>
    public static WebApplication MapIdentityEmulator(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            throw new InvalidOperationException(DevelopmentOnly.Reason(app.Environment));
        }

        // An unreadable key or directory file must stop the start, not fail the first sign-in.
        app.Services.GetRequiredService<SigningKey>();
        app.Services.GetRequiredService<SampleDirectory>();

        app.MapDefaultEndpoints();
        app.UseHttpRules();
        app.UseCors();
        app.MapMetadata();
        app.MapSignIn();
        app.MapTokens();
        app.MapSignOut();
        app.MapPeople();
        app.AnnounceAuthority();
        return app;
    }
}
