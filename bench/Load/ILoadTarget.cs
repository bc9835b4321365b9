using Bench.Clients;

namespace Bench.Load;

/// <summary>A peer as the load process sees it: clients connect, a writer has something pushed to all of them.</summary>
internal interface ILoadTarget : IAsyncDisposable
{
    IWire Wire { get; }

    /// <summary>Does what has to be done before the client may connect.</summary>
    /// <returns>Where it connects.</returns>
    Task<Uri> AdmitAsync(int client, CancellationToken cancellationToken);

    /// <summary>Has one push sent to all clients. Returns when the peer has accepted that.</summary>
    /// <param name="number">Another for each write of one target; peers without a version of their own take it as one.</param>
    /// <returns>The version that the push will name.</returns>
    Task<long> WriteAsync(int number, CancellationToken cancellationToken);
}
