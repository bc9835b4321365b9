using EndToEnd.Tests.Browsing.Teams;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Hosting;

/// <summary>
/// One running system for many tests, with the web app's development server. A system takes seconds to start and to stop.
/// So a test that needs a tenant that nobody else uses takes one here, and starts no system.
/// </summary>
public abstract class SystemOfManyTests : IAsyncLifetime
{
    private readonly SampleTenant[] tenants = [.. Enumerable.Range(1, 24).Select(number => new SampleTenant(number, Users: 4))];
    private int taken;

    public RunningSystem Running { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Running = await RunningSystem.StartAsync(
        web: true,
        TestContext.Current.CancellationToken,
        (builder, folder) =>
        {
            DirectoryFile.Use(builder, folder, tenants);
            Configure(builder);
        });

    public virtual async ValueTask DisposeAsync()
    {
        if (Running is not null)
        {
            await Running.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A tenant that no other test uses.</summary>
    internal SampleTenant TakeTenant() => tenants[Interlocked.Increment(ref taken) - 1];

    protected virtual void Configure(IDistributedApplicationTestingBuilder builder)
    {
    }
}

/// <summary>The system of the tests that do not stop its parts. Its API serves the built web app, too.</summary>
public sealed class SharedSystem : SystemOfManyTests
{
    public const string Name = "shared system";

    private readonly string webApp = Directory.CreateTempSubdirectory("calendar-realtime-web-").FullName;

    public override async ValueTask InitializeAsync()
    {
        await BuiltWebApp.BuildAsync(webApp, TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(webApp, recursive: true);
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder) => BuiltWebApp.Serve(builder, webApp);
}

[CollectionDefinition(SharedSystem.Name)]
public sealed class SharedSystemTests : ICollectionFixture<SharedSystem>;

/// <summary>The system of the tests that kill parts of it. Each test starts again what it has killed, and they run one after another.</summary>
public sealed class KillableSystem : SystemOfManyTests
{
    public const string Name = "killable system";
}

[CollectionDefinition(KillableSystem.Name)]
public sealed class KillableSystemTests : ICollectionFixture<KillableSystem>;
