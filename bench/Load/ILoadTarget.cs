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

    /// <summary>Waits until nothing more comes of the connecting and of earlier writes: our API enters who signed in for the first time into the directory, which moves the tenant's position.</summary>
    /// <returns>The version of the last change; later writes have higher ones.</returns>
    Task<long> SettleAsync(CancellationToken cancellationToken);
}
