using IdentityEmulator.Applications;
using IdentityEmulator.Errors;
using IdentityEmulator.Grants;
using IdentityEmulator.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.SignIn;

/// <summary>Decides for each request whether to show the picker, redirect with a code, or refuse: on a page, or by a redirect once its target is validated.</summary>
internal sealed partial class SignInFlow(
    SampleDirectory directory, CalendarApplication application, BrowserSessions sessions, GrantStores stores, EmulatorMetrics metrics, ILogger<SignInFlow> logger)
{
    public Results<HtmlPage, RedirectHttpResult> Ask(string tenant, HttpRequest http)
    {
        if (!TryRead(tenant, http, out var selector, out var request, out var refused))
        {
            return refused;
        }

        var signedIn = sessions.Find(http);
        var suits = signedIn is not null && selector.Admits(signedIn.Tenant)
            && (request.LoginHint is null || string.Equals(request.LoginHint, signedIn.User.UserName, StringComparison.OrdinalIgnoreCase));
        if (request.Silent)
        {
            return suits ? WithCode(request, signedIn!) : SentBack(request.Target, EntraErrors.LoginRequired);
        }

        // Entra shows the picker when several accounts are possible. Here every sample user is possible, unless the client names one.
        if (suits && request.LoginHint is not null && !request.MustAsk)
        {
            return WithCode(request, signedIn!);
        }

        return SignInPage.Of(directory.Tenants.Where(selector.Admits), request.LoginHint, signedIn, http.QueryString);
    }

    public async Task<Results<HtmlPage, RedirectHttpResult>> ChooseAsync(string tenant, HttpRequest http, CancellationToken cancellationToken)
    {
        // A page of another site must not sign this browser in as a user of its choice.
        if (http.Headers["Sec-Fetch-Site"] is { Count: > 0 } from && from != "same-origin")
        {
            return Shown(EntraErrors.CrossSite);
        }

        if (!TryRead(tenant, http, out var selector, out var request, out var refused))
        {
            return refused;
        }

        if (!(await FormBody.ReadAsync(http, cancellationToken)).Succeeded(out var form, out var problem))
        {
            return Shown(problem);
        }

        if (form["cancel"] is not null)
        {
            return SentBack(request.Target, EntraErrors.Declined);
        }

        if (!Guid.TryParse(form["user"], out var id) || directory.FindById(id) is not { } account)
        {
            return Shown(EntraErrors.MissingParameter("user"));
        }

        if (!selector.Admits(account.Tenant))
        {
            return SentBack(request.Target, EntraErrors.AccessDenied);
        }

        sessions.Start(http.HttpContext, account);
        return WithCode(request, account);
    }

    private bool TryRead(
        string tenant, HttpRequest http, out TenantSelector selector, out AuthorizeRequest request, out Results<HtmlPage, RedirectHttpResult> refused)
    {
        (selector, request, refused) = (null!, null!, null!);
        if (!directory.TrySelect(tenant, out var found))
        {
            refused = Shown(EntraErrors.UnknownTenant);
        }
        else if (!Parameters.From(http.Query).Succeeded(out var parameters, out var error))
        {
            refused = Shown(error);
        }
        else if (!RedirectTarget.Parse(parameters, application).Succeeded(out var target, out error))
        {
            refused = Shown(error);
        }
        else if (!AuthorizeRequest.Parse(parameters, target, application).Succeeded(out var parsed, out error))
        {
            refused = SentBack(target, error);
        }
        else
        {
            (selector, request) = (found, parsed);
        }

        return request is not null;
    }

    private RedirectHttpResult WithCode(AuthorizeRequest request, Account account)
    {
        Log.SignedIn(logger, account.User.UserName, account.Tenant.Id, account.User.Id);
        var grant = new Grant(account, request.Scopes) { Nonce = request.Nonce };
        return TypedResults.Redirect(request.Target.WithCode(
            stores.Codes.Add(new AuthorizationCode(grant, request.ClientId, request.Target.RedirectUri, request.Challenge))));
    }

    private HtmlPage Shown(EntraError error)
    {
        Refused(error);
        return MessagePages.Error(error);
    }

    private RedirectHttpResult SentBack(RedirectTarget target, EntraError error)
    {
        Refused(error);
        return TypedResults.Redirect(target.WithError(error));
    }

    private void Refused(EntraError error)
    {
        metrics.Refused(error);
        Log.Refused(logger, error.Error, error.Code);
    }

    private static partial class Log
    {
        // The only log of the system with people's names: they are sample users, and this program runs only in Development.
        [LoggerMessage(1, LogLevel.Information, "Signed in {UserName} ({Tenant}:{User})")]
        public static partial void SignedIn(ILogger logger, string userName, Guid tenant, Guid user);

        [LoggerMessage(2, LogLevel.Information, "Refused with {Error}, AADSTS{Code}")]
        public static partial void Refused(ILogger logger, string error, int code);
    }
}
