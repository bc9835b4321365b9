using System.Net.WebSockets;

namespace Bench.Clients;

/// <summary>What two protocols over one WebSocket differ in; the rest of the client is the same code for all peers, so that its cost is the same.</summary>
internal interface IWire
{
    /// <summary>What the client says on its own, often enough that the server keeps it; empty for nothing.</summary>
    ReadOnlyMemory<byte> KeepAlive { get; }

    /// <summary>The handshake, up to the moment at which pushes may come.</summary>
    Task OpenAsync(WebSocket socket, CancellationToken cancellationToken);

    /// <summary>Takes the next record off the bytes received.</summary>
    /// <param name="isWhole">Whether a WebSocket message ends with the bytes.</param>
    /// <returns>How many bytes it took; 0 when the record is not whole yet.</returns>
    int Take(ReadOnlySpan<byte> bytes, bool isWhole, out Record record);
}

/// <summary>What a record is to a client that only listens.</summary>
/// <param name="IsPush">Whether it is one to be timed.</param>
/// <param name="Answer">What is to be sent back, or empty.</param>
internal readonly record struct Record(bool IsPush, ReadOnlyMemory<byte> Answer = default);
