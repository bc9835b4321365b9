using System.Net;

namespace ServiceDefaults.Http;

/// <summary>Tells this machine from all others by what an address says.</summary>
public static class Loopback
{
    /// <summary>RFC 6761 §6.3 gives <c>localhost</c> and all names under it to the loopback interface.</summary>
    public static bool IsHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IsAddress(address));

    public static bool IsAddress(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
