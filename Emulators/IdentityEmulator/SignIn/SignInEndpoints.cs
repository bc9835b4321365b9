using IdentityEmulator.Applications;
using IdentityEmulator.Errors;
using IdentityEmulator.Grants;
using IdentityEmulator.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.SignIn;

/// <summary>The authorization endpoint: shows the picker, and sends the browser back with a code or an error.</summary>
internal static partial class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var authorize = routes.MapGroup("/{tenant}/oauth2/v2.0/authorize");
        authorize.MapGet("", Ask).WithName("Authorize").WithSummary("The sign-in page, or straight back to the client when that needs no question.");
        // The form repeats the request in its query and adds the choice in its body.
        authorize.MapPost("", Choose).WithName("ChooseUser").WithSummary("The choice made on the sign-in page.");
        routes.MapGet(HtmlPage.StylePath, HtmlPage.StyleSheet).WithName("SignInStyle").WithSummary("The page's style sheet.");
    }

    private static Results<HtmlPage, RedirectHttpResult> Ask(
        string tenant, HttpRequest http, SampleDirectory directory, CalendarApplication application, BrowserSessions sessions, GrantStores stores, ILogger<AuthorizeRequest> logger)
    {
        if (!Read(tenant, http, directory, application, out var selector, out var request, out var refused))
            return refused;

        var signedIn = sessions.Find(http);
        var suits = signedIn is not null && selector.Admits(signedIn.Tenant)
            && (request.LoginHint is null || string.Equals(request.LoginHint, signedIn.User.UserName, StringComparison.OrdinalIgnoreCase));
        if (request.Silent)
            return suits ? WithCode(request, signedIn!, stores, logger) : WithError(request.Target, EntraErrors.LoginRequired, logger);
        // Entra asks when several accounts could be meant. Here all sample users could, unless the client names one.
        if (suits && request.LoginHint is not null && !request.MustAsk)
            return WithCode(request, signedIn!, stores, logger);

        return SignInPage.Of(directory.Tenants.Where(selector.Admits), request.LoginHint, signedIn, http.QueryString);
    }

    private static async Task<Results<HtmlPage, RedirectHttpResult>> Choose(
        string tenant, HttpRequest http, SampleDirectory directory, CalendarApplication application, BrowserSessions sessions, GrantStores stores, ILogger<AuthorizeRequest> logger, CancellationToken cancellationToken)
    {
        // Another site's page must not sign this browser in as someone of its choosing.
        if (http.Headers["Sec-Fetch-Site"] is { Count: > 0 } from && from != "same-origin")
            return MessagePages.Error(EntraErrors.CrossSite);
        if (!Read(tenant, http, directory, application, out var selector, out var request, out var refused))
            return refused;
        if (!(await FormBody.ReadAsync(http, cancellationToken)).Succeeded(out var form, out var problem))
            return MessagePages.Error(problem);
        if (form["cancel"] is not null)
            return WithError(request.Target, EntraErrors.Declined, logger);
        if (!Guid.TryParse(form["user"], out var id) || directory.FindById(id) is not { } account)
            return MessagePages.Error(EntraErrors.MissingParameter("user"));
        if (!selector.Admits(account.Tenant))
            return WithError(request.Target, EntraErrors.AccessDenied, logger);

        sessions.Start(http.HttpContext, account);
        return WithCode(request, account, stores, logger);
    }

    private static bool Read(
        string tenant, HttpRequest http, SampleDirectory directory, CalendarApplication application,
        out TenantSelector selector, out AuthorizeRequest request, out Results<HtmlPage, RedirectHttpResult> refused)
    {
        (selector, request, refused) = (null!, null!, null!);
        if (!directory.TrySelect(tenant, out var found))
            refused = MessagePages.Error(EntraErrors.UnknownTenant);
        else if (!Parameters.From(http.Query).Succeeded(out var parameters, out var error))
            refused = MessagePages.Error(error);
        else if (!RedirectTarget.Parse(parameters, application).Succeeded(out var target, out error))
            refused = MessagePages.Error(error);
        else if (!AuthorizeRequest.Parse(parameters, target, application).Succeeded(out var parsed, out error))
            refused = TypedResults.Redirect(target.WithError(error));
        else
            (selector, request) = (found, parsed);
        return request is not null;
    }

    private static RedirectHttpResult WithCode(AuthorizeRequest request, Account account, GrantStores stores, ILogger logger)
    {
        Log.SignedIn(logger, account.Tenant.Id, account.User.Id);
        var grant = new Grant(account, request.Scopes) { Nonce = request.Nonce };
        return TypedResults.Redirect(request.Target.WithCode(
            stores.Codes.Add(new AuthorizationCode(grant, request.ClientId, request.Target.RedirectUri, request.Challenge))));
    }

    private static RedirectHttpResult WithError(RedirectTarget target, EntraError error, ILogger logger)
    {
        Log.SentBack(logger, error.Error, error.Code);
        return TypedResults.Redirect(target.WithError(error));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Signed in {Tenant}:{User}")]
        public static partial void SignedIn(ILogger logger, Guid tenant, Guid user);

        [LoggerMessage(2, LogLevel.Information, "Sent back with {Error}, AADSTS{Code}")]
        public static partial void SentBack(ILogger logger, string error, int code);
    }
}
