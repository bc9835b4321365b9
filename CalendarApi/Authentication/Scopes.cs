using Microsoft.AspNetCore.Authorization;

namespace CalendarApi.Authentication;

/// <summary>What a token allows, by its <c>scp</c> claim. An app-only token has none and is refused.</summary>
internal static class Scopes
{
    /// <summary>Policy: Calendars.Read, or what allows writing.</summary>
    public const string Read = "Calendars.Read";

    /// <summary>Policy: Calendars.ReadWrite.</summary>
    public const string Write = "Calendars.ReadWrite";

    /// <summary>
    /// What Teams' own instructions have an application call its one scope: all that the person may. Our registration offers it beside the others
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
