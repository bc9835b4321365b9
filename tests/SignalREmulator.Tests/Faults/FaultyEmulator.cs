namespace SignalREmulator.Tests.Faults;

/// <summary>One emulator with faults on demand for all tests of a class. The faults hold for the whole emulator, so the tests use it one after another.</summary>
public sealed class FaultyEmulator : IAsyncLifetime
{
    private readonly SemaphoreSlim turn = new(1);

    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        turn.Dispose();
    }

    /// <summary>Waits until no other test uses the emulator, and clears all faults.</summary>
    public async Task BeginAsync()
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken).Soon();
        await Emulator.ClearFaultsAsync();
    }

    public void End() => turn.Release();
}
