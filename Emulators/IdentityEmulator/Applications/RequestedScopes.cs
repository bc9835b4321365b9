using System.Collections.Frozen;
using IdentityEmulator.Errors;
using IdentityEmulator.Tenants;

namespace IdentityEmulator.Applications;

/// <summary>
/// The parsed <c>scope</c> parameter (RFC 6749 §3.3), e.g. <c>openid profile offline_access api://ca1e…/Calendars.ReadWrite</c>.
/// </summary>
/// <param name="OpenId">The requested scopes of OpenID Connect itself.</param>
/// <param name="Api">The requested scopes of the calendar API, without the app id URI.</param>
internal sealed record RequestedScopes(FrozenSet<string> OpenId, FrozenSet<string> Api)
{
    private static readonly FrozenSet<string> KnownOpenId = FrozenSet.Create(StringComparer.Ordinal, "openid", "profile", "email", "offline_access");
    private static readonly FrozenSet<string> KnownApi = FrozenSet.Create(StringComparer.Ordinal, CalendarApplication.Read, CalendarApplication.ReadWrite);

    public bool HasOpenId => OpenId.Contains("openid");

    public bool HasProfile => OpenId.Contains("profile");

    public bool HasOfflineAccess => OpenId.Contains("offline_access");

    /// <summary>One unknown scope refuses the whole request, as in Entra.</summary>
    public static Outcome<RequestedScopes> Parse(string? scope, CalendarApplication application)
    {
        var openId = new HashSet<string>(StringComparer.Ordinal);
        var api = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (KnownOpenId.Contains(item))
            {
                openId.Add(item);
            }
            else if (ApiScope(item, application) is not { } name)
            {
                return EntraErrors.InvalidScope(item);
            }
            else if (string.Equals(name, ".default", StringComparison.Ordinal))
            {
                api.UnionWith(KnownApi);
            }
            else if (KnownApi.Contains(name))
            {
                api.Add(name);
            }
            else
            {
                return EntraErrors.InvalidScope(item);
            }
        }

        return openId.Count + api.Count == 0
            ? EntraErrors.MissingParameter("scope")
            : new RequestedScopes(openId.ToFrozenSet(StringComparer.Ordinal), api.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>The API scopes that this user gets: a read-only user that requests writing gets reading.</summary>
    public IReadOnlyList<string> GrantedTo(User user) =>
        [.. Api.Select(scope => user.ReadOnly ? CalendarApplication.Read : scope).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>True if <paramref name="other"/> requests no scope beyond these (RFC 6749 §6).</summary>
    public bool Covers(RequestedScopes other) => other.OpenId.IsSubsetOf(OpenId) && other.Api.IsSubsetOf(Api);

    private static string? ApiScope(string item, CalendarApplication application)
    {
        foreach (var prefix in (string[])[application.Uri + "/", application.ClientId + "/"])
        {
            if (item.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return item[prefix.Length..];
            }
        }

        return null;
    }
}
