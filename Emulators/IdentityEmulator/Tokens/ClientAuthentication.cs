using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IdentityEmulator.Applications;
using IdentityEmulator.Errors;

namespace IdentityEmulator.Tokens;

/// <summary>The client of a token request: its id and, if it is confidential, its secret, in the body or by HTTP Basic (RFC 6749 §2.3.1).</summary>
internal sealed record ClientAuthentication(string ClientId, bool HasSecret)
{
    public static Outcome<ClientAuthentication> Of(HttpRequest request, Parameters parameters, CalendarApplication application)
    {
        var (id, secret) = Basic(request, out var basicId, out var basicSecret)
            ? (basicId, basicSecret)
            : (parameters["client_id"], parameters["client_secret"]);
        if (id is null)
        {
            return EntraErrors.MissingParameter("client_id");
        }

        if (!application.IsClient(id))
        {
            return EntraErrors.UnknownClient;
        }

        if (secret is not null && !application.IsSecret(secret))
        {
            return EntraErrors.WrongSecret;
        }

        return new ClientAuthentication(application.ClientId, secret is not null);
    }

    /// <summary>True if the request has an HTTP Basic header; an unreadable header gives an empty id, which no client has.</summary>
    private static bool Basic(HttpRequest request, out string? id, out string? secret)
    {
        (id, secret) = (null, null);
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var encoded = header.Parameter ?? "";
        var buffer = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, buffer, out var length))
        {
            id = "";
            return true;
        }

        // Both halves are form-encoded before they are joined by a colon.
        var halves = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        id = WebUtility.UrlDecode(halves[0]);
        secret = halves.Length > 1 ? WebUtility.UrlDecode(halves[1]) : "";
        return true;
    }
}
