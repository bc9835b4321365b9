using Bench.Load;

namespace Bench.Peers;

/// <summary>A running peer that clients connect to.</summary>
/// <param name="Target">What the load process needs to know.</param>
/// <param name="ProcessId">Whose memory and CPU time count.</param>
/// <param name="Running">Ends it.</param>
internal sealed record Server(Target Target, int ProcessId, IAsyncDisposable Running) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
