using EndToEnd.Tests.Browsing.Teams;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Hosting;

/// <summary>
/// One running system for many tests, with its web app: on the development server, and built and served by the API. A system takes seconds to start and to stop,
/// so a test that needs a tenant to itself takes one here instead of a system.
/// </summary>
public abstract class SystemOfManyTests : IAsyncLifetime
{
    private readonly SampleTenant[] tenants = [.. Enumerable.Range(1, 24).Select(number => new SampleTenant(number, Users: 4))];
    private int taken;

    public RunningSystem Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await RunningSystem.StartAsync(
        web: true,
        TestContext.Current.CancellationToken,
        (builder, folder) =>
        {
            DirectoryFile.Use(builder, folder, tenants);
            BuiltWebApp.Serve(builder, folder);
        });

    public async ValueTask DisposeAsync()
    {
        if (Running is not null)
        {
            await Running.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A tenant that no other test uses.</summary>
    internal SampleTenant TakeTenant() => tenants[Interlocked.Increment(ref taken) - 1];
}

/// <summary>The system of the tests that leave its parts alone.</summary>
public sealed class SharedSystem : SystemOfManyTests
{
    public const string Name = "shared system";
}

[CollectionDefinition(SharedSystem.Name)]
public sealed class SharedSystemTests : ICollectionFixture<SharedSystem>;

/// <summary>The system of the tests that kill parts of it. Each starts again what it has killed, and they run one after another.</summary>
public sealed class KillableSystem : SystemOfManyTests
{
    public const string Name = "killable system";
}

[CollectionDefinition(KillableSystem.Name)]
public sealed class KillableSystemTests : ICollectionFixture<KillableSystem>;
