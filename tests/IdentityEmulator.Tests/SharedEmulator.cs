[assembly: AssemblyFixture(typeof(IdentityEmulator.Tests.SharedEmulator))]

namespace IdentityEmulator.Tests;

/// <summary>One emulator with its defaults, shared by the tests that need no other settings: browsers do not see each other's sessions.</summary>
public sealed class SharedEmulator : IAsyncLifetime
{
    private RunningEmulator? emulator;

    internal RunningEmulator Emulator => emulator ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => emulator = await RunningEmulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (emulator is not null)
        {
            await emulator.DisposeAsync();
        }
    }
}
