[assembly: AssemblyFixture(typeof(IdentityEmulator.Tests.SharedEmulator))]

namespace IdentityEmulator.Tests;

/// <summary>One emulator with its defaults, for every test that needs nothing else: browsers do not see each other's sessions.</summary>
public sealed class SharedEmulator : IAsyncLifetime
{
    private RunningEmulator? _emulator;

    internal RunningEmulator Emulator => _emulator ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => _emulator = await RunningEmulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
    }
}
