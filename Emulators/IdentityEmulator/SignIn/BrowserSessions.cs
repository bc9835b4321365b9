using IdentityEmulator.Grants;
using IdentityEmulator.Tenants;
using Microsoft.Extensions.Options;

namespace IdentityEmulator.SignIn;

/// <summary>The emulator's own cookie: an unguessable handle of the session, nothing else.</summary>
internal sealed class BrowserSessions(GrantStores stores, IOptions<IdentityEmulatorOptions> options)
{
    public Account? Find(HttpRequest request) => stores.Sessions.Find(request.Cookies[NameFor(request)])?.Account;

    public void Start(HttpContext context, Account account)
    {
        End(context);
        context.Response.Cookies.Append(NameFor(context.Request), stores.Sessions.Add(new BrowserSession(account)), new CookieOptions
        {
            HttpOnly = true,
            // The hidden frame of a silent sign-in is same-site for every port of one host, so it gets the cookie.
            SameSite = SameSiteMode.Lax,
            MaxAge = options.Value.SessionLifetime,
            IsEssential = true,
        });
    }

    public void End(HttpContext context)
    {
        if (context.Request.Cookies[NameFor(context.Request)] is not { } handle)
        {
            return;
        }

        stores.Sessions.Remove(handle);
        context.Response.Cookies.Delete(NameFor(context.Request));
    }

    // All ports of a host share cookies, so without the port two emulators would sign each other's users out.
    private static string NameFor(HttpRequest request) => $"identity-emulator-{request.Host.Port ?? 80}";
}
