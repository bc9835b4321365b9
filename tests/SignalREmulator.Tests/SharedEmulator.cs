namespace SignalREmulator.Tests;

/// <summary>One emulator for the tests of a class that do not mind each other: they use hubs of their own.</summary>
public sealed class SharedEmulator : IAsyncLifetime
{
    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await RunningEmulator.StartAsync();

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();

    /// <summary>A hub that no other test has, for a test that counts who is there or hears what is sent.</summary>
    public static string NewHub() => $"h{Guid.NewGuid():N}";
}
