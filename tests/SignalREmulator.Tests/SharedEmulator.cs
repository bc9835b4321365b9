namespace SignalREmulator.Tests;

/// <summary>One emulator for the tests of a class that do not mind each other: they use hubs of their own.</summary>
public sealed class SharedEmulator : IAsyncLifetime
{
    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await RunningEmulator.StartAsync();

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
