using Microsoft.AspNetCore.Authorization;

namespace CalendarApi.Authentication;

/// <summary>The policies by the token's <c>scp</c> claim. App-only tokens have no such claim and are refused.</summary>
internal static class Scopes
{
    /// <summary>Policy: Calendars.Read, or a scope that allows writing.</summary>
    public const string Read = "Calendars.Read";

    /// <summary>Policy: Calendars.ReadWrite.</summary>
    public const string Write = "Calendars.ReadWrite";

    /// <summary>
    /// Teams' own instructions use this name for an application's single scope, which allows everything that the user may do. Our registration offers it in addition
    /// (docs/entra.md), for a Teams client that insists on the name.
    /// </summary>
    public const string AsUser = "access_as_user";

    public static void AddScopePolicies(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => HasAny(context, Read, Write, AsUser)))
        .AddPolicy(Write, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => HasAny(context, Write, AsUser)));

    private static bool HasAny(AuthorizationHandlerContext context, params ReadOnlySpan<string> wanted)
    {
        foreach (var claim in context.User.FindAll(ClaimNames.Scope))
        {
            foreach (var scope in claim.Value.Split(' '))
            {
                if (wanted.Contains(scope))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
