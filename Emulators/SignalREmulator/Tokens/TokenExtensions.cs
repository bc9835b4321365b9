using Microsoft.AspNetCore.Authorization;

namespace SignalREmulator.Tokens;

internal static class TokenExtensions
{
    public static readonly AuthorizationPolicy ClientPolicy =
        new AuthorizationPolicyBuilder(ClientTokenHandler.SchemeName).RequireAuthenticatedUser().Build();

    public static readonly AuthorizationPolicy RestPolicy =
        new AuthorizationPolicyBuilder(RestTokenHandler.SchemeName).RequireAuthenticatedUser().Build();

    public static readonly AuthorizationPolicy ServerPolicy =
        new AuthorizationPolicyBuilder(ServerTokenHandler.SchemeName).RequireAuthenticatedUser().Build();

    public static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddSingleton<TokenVerifier>();
        builder.Services.AddSingleton<ClientTokenIssuer>();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<EntraMetadata>();
        builder.Services.AddSingleton<EntraTokens>();
        // Only the core: the full AddAuthentication adds data protection, which would write unused key files into the user's home.
        builder.Services.AddWebEncoders();
        builder.Services.AddTransient<ClientTokenHandler>();
        builder.Services.AddTransient<RestTokenHandler>();
        builder.Services.AddTransient<ServerTokenHandler>();
        builder.Services.AddAuthenticationCore(options =>
        {
            options.AddScheme<ClientTokenHandler>(ClientTokenHandler.SchemeName, displayName: null);
            options.AddScheme<RestTokenHandler>(RestTokenHandler.SchemeName, displayName: null);
            options.AddScheme<ServerTokenHandler>(ServerTokenHandler.SchemeName, displayName: null);
        });
        builder.Services.AddAuthorization();
    }
}
