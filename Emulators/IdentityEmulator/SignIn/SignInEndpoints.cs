using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.SignIn;

/// <summary>The authorization endpoint (OpenID Connect Core §3.1.2): shows the picker, and redirects the browser with a code or an error.</summary>
internal static class SignInEndpoints
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<SignInFlow>();
    }

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var authorize = routes.MapGroup("/{tenant}/oauth2/v2.0/authorize");
        authorize.MapGet("", Ask).WithName("Authorize").WithSummary("The sign-in page, or a redirect to the client if no choice is needed.");
        // The form repeats the request in its query; its body has the choice.
        authorize.MapPost("", ChooseAsync).WithName("ChooseUser").WithSummary("The choice made on the sign-in page.");
        routes.MapGet(HtmlPage.StylePath, HtmlPage.StyleSheet).WithName("SignInStyle").WithSummary("The page's style sheet.");
    }

    private static Results<HtmlPage, RedirectHttpResult> Ask(string tenant, HttpRequest request, SignInFlow flow) => flow.Ask(tenant, request);

    private static Task<Results<HtmlPage, RedirectHttpResult>> ChooseAsync(string tenant, HttpRequest request, SignInFlow flow, CancellationToken cancellationToken) =>
        flow.ChooseAsync(tenant, request, cancellationToken);
}
