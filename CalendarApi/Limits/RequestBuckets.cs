using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CalendarApi.Authentication;
using Microsoft.Extensions.Options;

namespace CalendarApi.Limits;

/// <summary>The token buckets of users, of tenants, and of the addresses from which requests without a valid token come.</summary>
internal sealed class RequestBuckets(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> users = TokenBuckets.Create<string>(options.Value.Burst, options.Value.PerSecond, TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<Guid> tenants = TokenBuckets.Create<Guid>(options.Value.TenantBurst, options.Value.TenantPerSecond, TimeSpan.FromSeconds(1));
    private readonly PartitionedRateLimiter<IPAddress> addresses = TokenBuckets.Create<IPAddress>(options.Value.AddressBurst, options.Value.AddressPerSecond, TimeSpan.FromSeconds(1));

    /// <summary>Takes a token for a request of a stranger.</summary>
    public Refusal? TakeOfAddress(HttpContext context) =>
        Refusal.Of(addresses, SenderOf(context.Connection.RemoteIpAddress), "There are too many requests without a valid access token from your address.");

    /// <summary>Takes a token for the request from each bucket that it counts in. A request whose access token was refused counts for its address.</summary>
    /// <returns>Null if all had one; otherwise whose bucket was empty.</returns>
    public Refusal? Take(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            return TakeOfAddress(context);
        }

        var caller = Caller.Of(context.User);
        return Refusal.Of(users, caller.SignalRUser, "You sent too many requests.")
            ?? Refusal.Of(tenants, caller.Tenant.Value, "The users of your tenant together sent too many requests.");
    }

    public void Dispose()
    {
        users.Dispose();
        tenants.Dispose();
        addresses.Dispose();
    }

    /// <summary>Whom an address stands for. One site has a whole /64 of IPv6 (RFC 6177), and a machine may use any address of it.</summary>
    internal static IPAddress SenderOf(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
