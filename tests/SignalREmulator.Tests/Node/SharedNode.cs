using Tests.Node;

namespace SignalREmulator.Tests.Node;

/// <summary>One Node for the clients of a class.</summary>
public sealed class SharedNode : IAsyncDisposable
{
    public NodeProgram Program { get; } = NodeProgram.Start(RepositoryFolder.PathOf("tests", "SignalREmulator.Tests", "Node"));

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
