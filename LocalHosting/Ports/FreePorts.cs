using System.Security.Cryptography;
using Aspire.Hosting;

namespace LocalHosting.Ports;

internal static class FreePorts
{
    // Below the ranges from which Linux (32768) and Windows, macOS (49152) take ports for outgoing connections:
    // a port from there could be taken by any connection in the moment between its release and the start of the program it is for.
    private const int First = 20_000;
    private const int End = 32_000;
    private const int Attempts = 500;

    public static PortLease Take()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (PortLease.TryTake(RandomNumberGenerator.GetInt32(First, End)) is { } lease)
            {
                return lease;
            }
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {End}.");
    }
}
