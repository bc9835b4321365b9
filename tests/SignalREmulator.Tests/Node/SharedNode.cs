using Tests.Node;

namespace SignalREmulator.Tests.Node;

/// <summary>One Node process for all clients of a test class.</summary>
public sealed class SharedNode : IAsyncDisposable
{
    public NodeProgram Program { get; } = NodeProgram.Start(RepositoryFolder.PathOf("tests", "SignalREmulator.Tests", "Node"));

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
