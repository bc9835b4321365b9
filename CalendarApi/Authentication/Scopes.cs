using Microsoft.AspNetCore.Authorization;

namespace CalendarApi.Authentication;

/// <summary>What a token allows, by its <c>scp</c> claim. An app-only token has none and is refused.</summary>
internal static class Scopes
{
    /// <summary>Policy: Calendars.Read or Calendars.ReadWrite.</summary>
    public const string Read = "Calendars.Read";

    /// <summary>Policy: Calendars.ReadWrite.</summary>
    public const string Write = "Calendars.ReadWrite";

    public static void AddScopePolicies(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => HasAny(context, Read, Write)))
        .AddPolicy(Write, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => HasAny(context, Write)));

    private static bool HasAny(AuthorizationHandlerContext context, params ReadOnlySpan<string> wanted)
    {
        foreach (var claim in context.User.FindAll(ClaimNames.Scope))
        {
            foreach (var scope in claim.Value.Split(' '))
            {
                if (wanted.Contains(scope))
                    return true;
            }
        }

        return false;
    }
}
