namespace SignalREmulator.Tests.Faults;

/// <summary>One emulator with faults on demand, for tests that clear all faults first.</summary>
public sealed class FaultyEmulator : IAsyncLifetime
{
    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
