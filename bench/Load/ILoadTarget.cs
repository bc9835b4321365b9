using Bench.Clients;

namespace Bench.Load;

/// <summary>A peer as the load process sees it: clients connect, and a writer causes pushes to all of them.</summary>
internal interface ILoadTarget : IAsyncDisposable
{
    IWire Wire { get; }

    /// <summary>Does what is needed before the client may connect.</summary>
    /// <returns>The address to connect to.</returns>
    Task<Uri> AdmitAsync(int client, CancellationToken cancellationToken);

    /// <summary>Causes one push to all clients. Returns when the peer has accepted it.</summary>
    /// <param name="number">Different for each write of one target; peers without their own versions use it as the version.</param>
    /// <returns>The version that the push will name.</returns>
    Task<long> WriteAsync(int number, CancellationToken cancellationToken);
}
