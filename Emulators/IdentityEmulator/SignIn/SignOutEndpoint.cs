using IdentityEmulator.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.SignIn;

/// <summary>RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0 §2), reduced to the redirect.</summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/{tenant}/oauth2/v2.0/logout", SignOut).WithName("SignOut").WithSummary("Ends the browser's session here.");

    private static Results<HtmlPage, RedirectHttpResult> SignOut(string tenant, HttpContext context, SampleDirectory directory, BrowserSessions sessions)
    {
        if (!directory.TrySelect(tenant, out _))
        {
            return MessagePages.Error(Errors.EntraErrors.UnknownTenant);
        }

        sessions.End(context);
        var query = context.Request.Query;
        if (!LoopbackAddress.TryParse(query["post_logout_redirect_uri"], out var back))
        {
            return MessagePages.SignedOut();
        }

        return TypedResults.Redirect(query["state"] is [{ Length: > 0 } state]
            ? $"{back.GetLeftPart(UriPartial.Query)}{(back.Query.Length > 0 ? '&' : '?')}state={Uri.EscapeDataString(state)}{back.Fragment}"
            : back.AbsoluteUri);
    }
}
