using System.Globalization;
using System.Security.Claims;
using TeamCalendars.Rights;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarApi.Authentication;

/// <summary>The user that makes the request. It comes only from the validated token.</summary>
/// <param name="Tenant">The token's <c>tid</c>.</param>
/// <param name="ObjectId">The token's <c>oid</c>.</param>
/// <param name="TokenExpires">When the access token expires.</param>
/// <param name="IsAdministrator">Whether the token has the app role <see cref="ClaimNames.Administrator"/>.</param>
internal sealed record Caller(TenantId Tenant, Guid ObjectId, DateTimeOffset TokenExpires, bool IsAdministrator = false)
{
    /// <summary>The SignalR user id. It contains the tenant, because group memberships follow the user id.</summary>
    public string SignalRUser => $"{Tenant}:{ObjectId:D}";

    public static Caller Of(ClaimsPrincipal user) => new(
        new TenantId(Guid.Parse(Claim(user, ClaimNames.Tenant))),
        Guid.Parse(Claim(user, ClaimNames.ObjectId)),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(Claim(user, ClaimNames.Expires), CultureInfo.InvariantCulture)),
        user.HasClaim(ClaimNames.Roles, ClaimNames.Administrator));

    /// <summary>Binds a handler's parameter. The endpoint's policy guarantees an authenticated user.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Caller?>(Of(context.User));

    /// <summary>The user, as rights in calendars name it.</summary>
    public Member Member => new(ObjectId.ToString("D"), IsAdministrator);

    /// <summary>The user of a write, stored with the change. The store decides what this user may write.</summary>
    public WriteContext Writing() => new(ObjectId.ToString("D")) { IsAdministrator = IsAdministrator };

    private static string Claim(ClaimsPrincipal user, string name) =>
        user.FindFirst(name)?.Value ?? throw new InvalidOperationException($"The validated token has no claim {name}.");
}
