using IdentityEmulator.Applications;
using IdentityEmulator.Errors;

namespace IdentityEmulator.SignIn;

/// <summary>
/// The address of the redirect, and its form. Until it is validated, an error is shown to the user
/// and never redirected (RFC 6749 §4.1.2.1), because the address could be anyone's.
/// </summary>
internal sealed record RedirectTarget
{
    /// <summary>As the client wrote it: the token request has to repeat it exactly.</summary>
    public required string RedirectUri { get; init; }

    public required Uri Address { get; init; }

    /// <summary>Answers after <c>#</c>, which browsers do not send to servers, instead of <c>?</c>.</summary>
    public bool InFragment { get; init; }

    public string? State { get; init; }

    public static Outcome<RedirectTarget> Parse(Parameters parameters, CalendarApplication application)
    {
        if (parameters["client_id"] is not { } clientId)
        {
            return EntraErrors.MissingParameter("client_id");
        }

        if (!application.IsClient(clientId))
        {
            return EntraErrors.UnknownClient;
        }

        if (parameters["redirect_uri"] is not { } redirectUri)
        {
            return EntraErrors.MissingParameter("redirect_uri");
        }

        if (!LoopbackAddress.TryParse(redirectUri, out var address) || address.Fragment.Length > 0)
        {
            return EntraErrors.ForeignRedirect;
        }

        return new RedirectTarget
        {
            RedirectUri = redirectUri,
            Address = address,
            InFragment = string.Equals(parameters["response_mode"], "fragment", StringComparison.Ordinal),
            State = parameters["state"],
        };
    }

    public string WithCode(string code) => With(("code", code), ("state", State));

    public string WithError(EntraError error) => With(("error", error.Error), ("error_description", error.Text), ("state", State));

    private string With(params ReadOnlySpan<(string Name, string? Value)> answer)
    {
        // AbsoluteUri is pure ASCII with everything escaped, so it is safe in a header.
        var url = new System.Text.StringBuilder(Address.AbsoluteUri);
        var separator = InFragment ? '#' : Address.Query.Length > 0 ? '&' : '?';
        foreach (var (name, value) in answer)
        {
            if (value is null)
            {
                continue;
            }

            url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return url.ToString();
    }
}
