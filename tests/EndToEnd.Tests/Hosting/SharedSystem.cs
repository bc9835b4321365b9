namespace EndToEnd.Tests.Hosting;

/// <summary>One running system for all tests that break nothing.</summary>
public sealed class SharedSystem : IAsyncLifetime
{
    public const string Name = "shared system";

    public RunningSystem Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await RunningSystem.StartAsync(web: false, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Running is not null)
        {
            await Running.DisposeAsync();
        }
    }
}

[CollectionDefinition(SharedSystem.Name)]
public sealed class SharedSystemTests : ICollectionFixture<SharedSystem>;
