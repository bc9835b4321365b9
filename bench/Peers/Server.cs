using Bench.Load;

namespace Bench.Peers;

/// <summary>A running peer that clients connect to.</summary>
/// <param name="Target">The data for the load process.</param>
/// <param name="ProcessId">The process whose memory and CPU time count.</param>
/// <param name="Running">Dispose of it to stop the server.</param>
internal sealed record Server(Target Target, int ProcessId, IAsyncDisposable Running) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
