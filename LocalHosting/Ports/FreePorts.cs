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

    /// <param name="except">Ports that are meant for something that does not listen yet.</param>
    public static PortLease Take(IReadOnlyCollection<int>? except = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (except?.Contains(port) is not true && PortLease.TryTake(port) is { } lease)
            {
                return lease;
            }
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {End}.");
    }
}
