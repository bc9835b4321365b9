using System.Threading.RateLimiting;
using CalendarApi.Authentication;
using CalendarApi.Limits;
using Microsoft.Extensions.Options;

namespace CalendarApi.Negotiation;

/// <summary>
/// Limits the connections of one user and of one tenant: the service has no such limits, and either could take the connections of a whole unit. The service does not say how many
/// connections somebody has, so negotiations are counted, one for each connection. A connection ends with its access token, so the rate of negotiations limits how many are open.
/// </summary>
internal sealed class NegotiationLimit(IOptions<NegotiationOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> users = TokenBuckets.Create<string>(options.Value.Burst, 1, TimeSpan.FromHours(1) / options.Value.PerHour);
    private readonly PartitionedRateLimiter<Guid> tenants = TokenBuckets.Create<Guid>(options.Value.TenantBurst, 1, TimeSpan.FromHours(1) / options.Value.TenantPerHour);

    /// <returns>Null if the caller may open a further connection.</returns>
    public Refusal? Take(Caller caller) =>
        Refusal.Of(users, caller.SignalRUser, "You opened too many connections for pushes.")
            ?? Refusal.Of(tenants, caller.Tenant.Value, "The users of your tenant together opened too many connections for pushes.");

    public void Dispose()
    {
        users.Dispose();
        tenants.Dispose();
    }
}
