using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarApi.Authentication;

/// <summary>Who asks: taken from the validated token, and from nothing else.</summary>
/// <param name="Tenant">The token's <c>tid</c>.</param>
/// <param name="ObjectId">The token's <c>oid</c>.</param>
/// <param name="TokenExpires">When the token does.</param>
internal sealed record Caller(TenantId Tenant, Guid ObjectId, DateTimeOffset TokenExpires)
{
    /// <summary>The user's name towards SignalR: with the tenant, because group memberships follow it.</summary>
    public string SignalRUser => $"{Tenant}:{ObjectId:D}";

    public static Caller Of(ClaimsPrincipal user) => new(
        new TenantId(Guid.Parse(Claim(user, ClaimNames.Tenant))),
        Guid.Parse(Claim(user, ClaimNames.ObjectId)),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(Claim(user, ClaimNames.Expires), CultureInfo.InvariantCulture)));

    /// <summary>Binds a handler's parameter; the endpoint's policy has made sure that there is a user.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Caller?>(Of(context.User));

    /// <summary>Who writes, and in which trace: kept with the change.</summary>
    public WriteContext Writing() => new(ObjectId.ToString("D"), Activity.Current?.Id);

    private static string Claim(ClaimsPrincipal user, string name) =>
        user.FindFirst(name)?.Value ?? throw new InvalidOperationException($"A validated token has no {name}.");
}
