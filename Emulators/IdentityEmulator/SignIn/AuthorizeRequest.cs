using IdentityEmulator.Applications;
using IdentityEmulator.Errors;
using IdentityEmulator.Tokens;

namespace IdentityEmulator.SignIn;

/// <summary>An authentication request (OpenID Connect Core §3.1.2.1 with RFC 7636 §4.3) whose redirect target is already validated.</summary>
internal sealed record AuthorizeRequest
{
    public required RedirectTarget Target { get; init; }

    public required string ClientId { get; init; }

    public required RequestedScopes Scopes { get; init; }

    public required string Challenge { get; init; }

    public string? Nonce { get; init; }

    /// <summary>The user name that the client expects.</summary>
    public string? LoginHint { get; init; }

    /// <summary><c>prompt=none</c>: answer without showing a page.</summary>
    public bool Silent { get; init; }

    /// <summary>Any other prompt: show the page even if a user is signed in.</summary>
    public bool MustAsk { get; init; }

    public static Outcome<AuthorizeRequest> Parse(Parameters parameters, RedirectTarget target, CalendarApplication application)
    {
        if (parameters["response_type"] is not { } responseType)
        {
            return EntraErrors.MissingParameter("response_type");
        }

        if (responseType is not "code")
        {
            return EntraErrors.UnsupportedResponseType;
        }

        if (parameters["response_mode"] is not (null or "query" or "fragment"))
        {
            return EntraErrors.UnsupportedResponseMode;
        }

        if (parameters["prompt"] is not (null or "none" or "login" or "select_account" or "consent"))
        {
            return EntraErrors.UnsupportedPrompt;
        }

        if (!RequestedScopes.Parse(parameters["scope"], application).Succeeded(out var scopes, out var refusal))
        {
            return refusal;
        }

        if (parameters["code_challenge"] is not { } challenge)
        {
            return EntraErrors.ChallengeNeeded;
        }

        // RFC 7636 §4.3: without a method, it is plain.
        if (parameters["code_challenge_method"] is not "S256")
        {
            return EntraErrors.PlainChallenge;
        }

        if (!Pkce.IsChallenge(challenge))
        {
            return EntraErrors.ChallengeNeeded;
        }

        var prompt = parameters["prompt"];
        return new AuthorizeRequest
        {
            Target = target,
            ClientId = application.ClientId,
            Scopes = scopes,
            Challenge = challenge,
            Nonce = parameters["nonce"],
            LoginHint = parameters["login_hint"],
            Silent = prompt is "none",
            MustAsk = prompt is not (null or "none"),
        };
    }
}
