namespace SignalREmulator.Tests;

/// <summary>An authority, and one emulator that trusts it, for the tests of a class.</summary>
public sealed class TrustingEmulator : IAsyncLifetime
{
    internal Authority Authority { get; } = new();

    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Authority.StartAsync();
        Emulator = await RunningEmulator.StartAsync(null, $"Entra:Authority={Authority.Address}/common/v2.0");
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Authority.DisposeAsync();
    }
}
