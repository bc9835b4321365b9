namespace SignalREmulator.Tests;

/// <summary>One emulator for all tests of a class. The tests do not disturb each other, because each uses its own hub.</summary>
public sealed class SharedEmulator : IAsyncLifetime
{
    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await RunningEmulator.StartAsync();

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();

    /// <summary>A hub that no other test uses.</summary>
    public static string NewHub() => $"h{Guid.NewGuid():N}";
}
