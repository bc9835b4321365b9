namespace SignalREmulator.Tests.Faults;

/// <summary>One emulator with the surface for faults, for tests of a class that begin by clearing them.</summary>
public sealed class FaultyEmulator : IAsyncLifetime
{
    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
