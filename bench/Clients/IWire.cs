using System.Net.WebSockets;

namespace Bench.Clients;

/// <summary>The differences between two protocols over one WebSocket. The rest of the client is the same code for all peers, so that its cost is the same.</summary>
internal interface IWire
{
    /// <summary>What the client sends periodically, so that the server keeps the connection; empty for nothing.</summary>
    ReadOnlyMemory<byte> KeepAlive { get; }

    /// <summary>The handshake, up to the moment from which pushes may arrive.</summary>
    Task OpenAsync(WebSocket socket, CancellationToken cancellationToken);

    /// <summary>Takes the next record from the received bytes.</summary>
    /// <param name="isWhole">Whether a WebSocket message ends with the bytes.</param>
    /// <returns>How many bytes it took; 0 if the record is incomplete.</returns>
    int Take(ReadOnlySpan<byte> bytes, bool isWhole, out Record record);
}

/// <summary>The meaning of a record to a client that only receives.</summary>
/// <param name="IsPush">Whether it is a push to be timed.</param>
/// <param name="Answer">What to send back, or empty.</param>
internal readonly record struct Record(bool IsPush, ReadOnlyMemory<byte> Answer = default);
